// all_or_nothing: a batch is written whole or not at all, over as many runs as that takes.
#pragma once

#include "engine/RunContext.h"
#include "engine/Settler.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace duijie::engine
{

/// Which records form a batch is durable with their intents (RecordRow::batch), so nothing here is: whatever
/// ends a run in the middle, the next one finds the batch as it stands. A batch of which one record came to
/// its end without a bill is broken: bills that stand are undone, records that wait are not sent any more. In
/// best_effort mode no batches are made; broken ones that are there are still brought to their end.
class WholeBatch
{
public:
    WholeBatch(RunContext& run, Settler& settler) : _run(run), _settler(settler) {}

    /// Makes one batch of the new documents among `intents`, and leaves those of earlier batches in theirs.
    /// When a new document had to be set aside, the others are held with a reason that names it; when one of
    /// an earlier batch was, nothing of that is sent any more.
    void gather(std::vector<store::Intent>& intents, const std::vector<store::LoadedRecord>& records,
                std::vector<store::Transition>& aside);

    /// Waits until the quota takes so many documents and their rollback. False: stopped while waiting.
    bool roomFor(std::size_t documents);

    /// Waits until every outcome of what was gathered is known, then brings broken batches to their end.
    void complete(const std::function<bool()>& idle);

    /// Brings every broken batch to its end, as far as that goes now.
    void endBroken();

    /// Notes bills that had to go, could not be removed, and are gone by now.
    void reviewStuck();

private:
    bool active() const noexcept { return _run.flow.batch == BatchMode::AllOrNothing; }
    void holdBack(std::vector<store::Intent>& fresh, const std::vector<store::LoadedRecord>& records,
                  std::vector<store::Transition>& aside);
    bool unclear() const;
    void end(int64_t batch);
    void dropUnsent(const std::vector<store::RecordRow>& members, const std::string& refused);
    bool undo(const store::RecordRow& row);
    bool write(std::vector<store::Transition> transitions);

    RunContext& _run;
    Settler& _settler;
    std::set<int64_t> _batches; // of what was gathered last
    int64_t _made = 0;
};

} // namespace duijie::engine
