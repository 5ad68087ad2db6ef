// Whether rows of one bill may still be missing, because a reading broke off between them.
#pragma once

#include "engine/Poller.h"

namespace duijie::engine
{

/// For flows that merge; does nothing for others. A reading that breaks off, also by a crash, leaves a mark
/// in the store which only a whole reading of the ordinary kind takes away: one of a span of its own does not
/// bring what that one did not get to.
class ReadingMark
{
public:
    /// Durable before anything is read.
    ReadingMark(RunContext& run, const PollSpan& span);

    /// Sets RunContext::readWhole. Throws nothing: a store that fails halts the run.
    void ended(bool whole) noexcept;

private:
    void write(const char* value);

    RunContext& _run;
    const bool _ordinary;
    bool _open = false; // an earlier one broke off
};

} // namespace duijie::engine
