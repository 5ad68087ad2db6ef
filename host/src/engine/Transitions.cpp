#include "engine/Transitions.h"

#include <algorithm>

namespace duijie::engine
{

using store::RecordState;

int64_t backoffMs(const RetryRules& rules, int attempt, uint64_t random) noexcept
{
    const int doublings = std::clamp(attempt - 1, 0, 20);
    const int64_t ceiling = std::min(rules.longestWaitMs, rules.firstWaitMs << doublings);
    // Full jitter, but never less than a tenth: a crowd of records must not come back at once, nor hammer.
    const int64_t least = ceiling / 10;
    return least + static_cast<int64_t>(random % static_cast<uint64_t>(ceiling - least + 1));
}

namespace
{

Decision again(const Status& status, const RetryRules& rules, int attempt, uint64_t random) noexcept
{
    Decision decision;
    decision.to = RecordState::Retrying;
    decision.waitMs = std::max<int64_t>(status.retry_after_ms, attempt >= rules.attemptsPerRun
                                                                   ? rules.laterRunMs
                                                                   : backoffMs(rules, attempt, random));
    return decision;
}

} // namespace

Decision decideDelivery(const Status& status, const RetryRules& rules, int attempt, uint64_t random) noexcept
{
    switch (status.code)
    {
    case STATUS_OK:
        return {RecordState::Done, 0, false};
    case STATUS_NOT_SENT:
    case STATUS_THROTTLED:
        return again(status, rules, attempt, random);
    case STATUS_REJECTED:
    case STATUS_UNSUPPORTED:
        return {RecordState::Dead, 0, false};
    case STATUS_HOLD:
        return {RecordState::Held, 0, false};
    case STATUS_DUPLICATE:
        return {RecordState::Unknown, 0, false}; // it is there: nothing to wait for, look it up
    case STATUS_UNAUTHORIZED:
    case STATUS_MISCONFIGURED:
        return {RecordState::Retrying, 0, true};
    default:
        return {RecordState::Unknown, rules.settleMs, false};
    }
}

Decision decideNotThere(const RetryRules& rules, int blind, uint64_t random) noexcept
{
    if (blind >= rules.mostBlindAttempts)
    {
        return {RecordState::Dead, 0, false};
    }
    return {RecordState::Retrying, backoffMs(rules, blind, random), false};
}

bool transitionAllowed(RecordState from, RecordState to) noexcept
{
    switch (from)
    {
    case RecordState::Retrying:
        if (to == RecordState::Received)
        {
            return true; // its flow merges now: it waits to become part of a bundle
        }
        [[fallthrough]];
    case RecordState::Received:
        // Done without an intent of ours: the bill was there already and was adopted.
        // RolledBack: another of its batch was refused before it was sent.
        return to == RecordState::Sending || to == RecordState::Held || to == RecordState::Dead ||
               to == RecordState::Done || to == RecordState::Skipped || to == RecordState::RolledBack;
    case RecordState::Held:
        return to == RecordState::Received || to == RecordState::Held || to == RecordState::Dead ||
               to == RecordState::Skipped;
    case RecordState::Sending:
        return to == RecordState::Done || to == RecordState::Retrying || to == RecordState::Unknown ||
               to == RecordState::Dead || to == RecordState::Held;
    case RecordState::Unknown:
        return to == RecordState::Done || to == RecordState::Retrying || to == RecordState::Unknown ||
               to == RecordState::Dead || to == RecordState::RollbackStuck;
    case RecordState::Done:
        // Skipped: its bill was still a draft and made way for a newer version.
        return to == RecordState::RolledBack || to == RecordState::RollbackStuck ||
               to == RecordState::Skipped;
    case RecordState::RollbackStuck:
        return to == RecordState::RolledBack || to == RecordState::RollbackStuck;
    case RecordState::ChangedAfterSync:
        return to == RecordState::ChangedAfterSync; // with another reason
    default:
        return false;
    }
}

} // namespace duijie::engine
