// What the parts of one run share.
#pragma once

#include "engine/Arrivals.h"
#include "engine/CallScope.h"
#include "engine/ConnectionHost.h"
#include "engine/FlowParts.h"
#include "engine/Progress.h"

#include <condition_variable>
#include <mutex>
#include <string>

namespace duijie::engine
{

/// One run of one flow. Lives on the stack of the run; everything in it outlives the run's threads.
class RunContext
{
public:
    RunContext(const FlowParts& theFlow, Shared& theShared, Progress& theProgress, int64_t theRunId)
        : flow(theFlow), shared(theShared), progress(theProgress), runId(theRunId)
    {
    }

    const FlowParts& flow;
    Shared& shared;
    Progress& progress;
    const int64_t runId;
    Arrivals arrivals; ///< what this run has read and not taken up yet
    /// What the source's parameters may look up; null: nothing. Set before its threads start.
    const plan::DatasetSource* references = nullptr;
    bool sends = true; ///< false: this run only reads; set before its threads start

    std::atomic<bool> readWhole{false}; ///< nothing of what was to be read is missing; see ReadingMark

    bool stopping() const noexcept { return shared.stop.load(std::memory_order_relaxed) || halted(); }

    CallTag tag(const std::string& connection, int64_t seq = 0, int attempt = 0) const
    {
        return {flow.name, connection, runId, seq, attempt};
    }

    /// Stops the run for a reason that every further call would meet again (credentials, settings). The first
    /// reason counts.
    void halt(const std::string& reason);
    bool halted() const noexcept { return _halted.load(std::memory_order_relaxed); }
    std::string haltReason() const;

    /// The sentence for what the store said; the run counts as failed by its store.
    std::string storeFailed(const std::string& error);
    void haltForStore(const std::string& error) { halt(storeFailed(error)); }
    bool failedByStore() const noexcept { return _storeFailed.load(std::memory_order_relaxed); }

    /// Wakes the dispatcher: something was stored or came to an end.
    void signal();

    /// Waits for a signal since `seen`, at most `ms`; may return early. Returns the new count of signals.
    uint64_t waitSignal(uint64_t seen, int64_t ms);

private:
    mutable std::mutex _mutex;
    std::condition_variable _changed;
    uint64_t _signals = 0;
    std::atomic<bool> _halted{false};
    std::atomic<bool> _storeFailed{false};
    std::string _haltReason;
};

} // namespace duijie::engine
