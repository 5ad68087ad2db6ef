// Every change of a record's state that delivering and looking up can bring, in one place.
#pragma once

#include "store/Records.h"

#include "duijie/abi/types.h"

#include <cstdint>
#include <string>

namespace duijie::engine
{

/// What follows from an answer.
struct Decision
{
    store::RecordState to = store::RecordState::Unknown;
    int64_t waitMs = 0; ///< before the next step
    bool halt = false;  ///< every further call would meet the same: stop the run
};

/// Limits of trying.
struct RetryRules
{
    int64_t firstWaitMs = 1000;
    int64_t longestWaitMs = 60'000;
    int attemptsPerRun = 6; ///< then the record waits for a later run
    int64_t laterRunMs = 5 * 60'000;
    int mostBlindAttempts = 5; ///< unclear, looked up, not there: given up after this many of these
    int64_t settleMs = 60'000; ///< how long an unclear write waits before it is looked up
};

/// Waiting time before attempt `attempt` + 1: exponential, capped, full jitter by `random` (any number).
int64_t backoffMs(const RetryRules& rules, int attempt, uint64_t random) noexcept;

/// What a delivery's status means. A code that is not known counts as "may have been applied".
Decision decideDelivery(const Status& status, const RetryRules& rules, int attempt, uint64_t random) noexcept;

/// What a complete look-up means that did not find the bill, the `blind`th time for this record. Tries that
/// were surely not applied do not count.
Decision decideNotThere(const RetryRules& rules, int blind, uint64_t random) noexcept;

/// True when the machine knows this change: the whole table of it. The engine's tests hold every transition
/// that is written against it.
bool transitionAllowed(store::RecordState from, store::RecordState to) noexcept;

} // namespace duijie::engine
