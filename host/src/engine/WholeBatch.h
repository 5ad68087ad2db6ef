// all_or_nothing: a batch is written whole or not at all.
#pragma once

#include "engine/DeliveryPool.h"
#include "engine/RunContext.h"
#include "engine/Settler.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace duijie::engine
{

/// Does nothing in best_effort mode. Otherwise it follows one batch at a time: when a document of it was
/// refused, the bills already written are undone (each one only after the list of what to undo is durable, so
/// that a crash finishes it at the next start). Which documents belong together is durable before the first
/// of them leaves: a kill does not make single documents of them.
class WholeBatch
{
public:
    WholeBatch(RunContext& run, Settler& settler) : _run(run), _settler(settler) {}

    /// To be told of every outcome.
    Delivered listener();

    /// A batch that cannot go as a whole does not go: its good documents are held with a reason that names a
    /// bad one.
    void holdBack(const std::vector<store::Intent>& good, const std::vector<store::LoadedRecord>& records,
                  std::vector<store::Transition>& aside);

    /// A batch begins, or goes on when one of it had to be tried again. Durable when it comes back.
    void begin(const std::vector<store::Intent>& batch);

    /// Waits until the quota takes so many documents and their rollback. False: stopped while waiting.
    bool roomFor(std::size_t documents);

    /// Waits until every outcome of the batch is known, then undoes it if one was refused.
    void complete(const std::function<bool()>& idle);

    /// Finishes what a crash interrupted: what was to be undone, and a batch that was under way.
    void takeUp();

private:
    struct Outcome
    {
        store::RecordState state = store::RecordState::Sending;
        std::string targetId;
    };

    bool active() const noexcept { return _run.flow.batch == BatchMode::AllOrNothing; }
    void finishUndo();
    void resume();
    Outcome outcomeOf(int64_t seq) const;
    std::string members() const;
    void judge();
    void leaveOut();
    void refreshUnclear();
    void undo(const std::map<int64_t, std::string>& bills);
    bool undoOne(int64_t seq, const std::string& targetId);
    void remember(const std::map<int64_t, std::string>& bills);

    RunContext& _run;
    Settler& _settler;
    std::mutex _mutex;
    std::map<int64_t, Outcome> _batch;
    std::map<int64_t, Outcome> _open; ///< of an earlier batch that waits for one of it to be tried again
};

} // namespace duijie::engine
