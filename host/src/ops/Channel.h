// A way to people: one robot, one mailbox, one web address.
#pragma once

#include "ops/Notice.h"

#include "duijie/abi/host.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace duijie::ops
{

enum class Outcome
{
    Delivered,
    Unreachable, ///< no answer, or none that says anything: tried again soon
    Throttled,   ///< too many: tried again after `waitMs`
    Refused,     ///< the settings are wrong, which only a person can mend; tried again now and then
    BadMessage   ///< this message is not taken; others may be
};

/// What came of a message.
struct Delivery
{
    Outcome outcome = Outcome::Unreachable;
    std::size_t taken = 0; ///< so many of the notices were in it
    std::string reason;    ///< sentence, when not delivered: what the other side said; no secrets
    std::string advice;    ///< sentence: what to do
    int64_t waitMs = 0;    ///< Throttled: how long to be silent
};

/// Used by one thread at a time.
class Channel
{
public:
    virtual ~Channel() = default;

    /// Sends one message with as many of `notices` (at least one) as fit, oldest first. Takes a bounded time.
    virtual Delivery send(const std::vector<Notice>& notices, CallContext& context) = 0;
};

} // namespace duijie::ops
