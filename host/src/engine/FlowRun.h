// One run of one flow, from the lease to the summary.
#pragma once

#include "engine/FlowParts.h"
#include "engine/Poller.h"
#include "engine/Progress.h"

#include <string>

namespace duijie::engine
{

struct Shared;

/// What a run came to.
struct RunOutcome
{
    int64_t runId = 0;
    bool ok = false;   ///< read wholly, and nothing of it left undone for want of a working vendor or store
    std::string state; ///< ok, attention (something is held, dead, unclear), failed, stopped
    std::string error; ///< sentence, when failed
    bool failedByStore = false; ///< it could not be read or written
    int64_t fromMs = 0;         ///< the span that was read
    int64_t toMs = 0;
};

/// Runs `flow` once: continues what an earlier run left, reads what is due (or `span`), sends everything that
/// can be sent, settles what is unclear. Returns when nothing is left that this run can bring further. The
/// run of a remedy is recorded as such, whatever the trigger.
/// Blocks; stops early and cleanly when shared.stop is set.
RunOutcome runFlow(const FlowParts& flow, Shared& shared, Progress& progress, const PollSpan& span,
                   const std::string& trigger);

} // namespace duijie::engine
