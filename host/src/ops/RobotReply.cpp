#include "ops/RobotReply.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::ops
{

namespace
{

constexpr int64_t Minute = 60'000;

Delivery failed(Outcome outcome, std::string reason, const char* advice, int64_t waitMs = 0)
{
    Delivery out;
    out.outcome = outcome;
    out.reason = std::move(reason);
    out.advice = text::say(advice);
    out.waitMs = waitMs;
    return out;
}

} // namespace

Delivery judgeStatus(const sdk::HttpReply& reply)
{
    if (reply.outcome != sdk::HttpOutcome::Answered)
    {
        return failed(Outcome::Unreachable, reply.error, "ops.advice.unreachable");
    }
    const std::string said =
        text::say("ops.reason.status", {std::to_string(reply.status), sdk::excerpt(reply.body, 300)});
    if (reply.status == 429)
    {
        return failed(Outcome::Throttled, said, "ops.advice.throttled",
                      std::max<int64_t>(reply.retryAfterMs, Minute));
    }
    if (reply.status == 413)
    {
        return failed(Outcome::BadMessage, said, "ops.advice.message");
    }
    if (reply.status < 200 || (reply.status >= 300 && reply.status < 500))
    {
        return failed(Outcome::Refused, said, "ops.advice.address");
    }
    if (reply.status >= 500)
    {
        return failed(Outcome::Unreachable, said, "ops.advice.unreachable");
    }
    Delivery out;
    out.outcome = Outcome::Delivered;
    return out;
}

Delivery judge(const sdk::HttpReply& reply, const RobotDialect& dialect)
{
    sdk::JsonDocument document;
    if (reply.outcome != sdk::HttpOutcome::Answered || !document.parse(reply.body) ||
        !document.root().find(dialect.code).isNumber())
    {
        Delivery out = judgeStatus(reply);
        if (out.outcome == Outcome::Delivered)
        {
            out = failed(Outcome::Unreachable,
                         text::say("ops.reason.no_answer", {sdk::excerpt(reply.body, 300)}),
                         "ops.advice.unreachable");
        }
        return out;
    }
    const std::string_view number = document.root().find(dialect.code).text();
    int64_t code = -1;
    std::from_chars(number.data(), number.data() + number.size(), code);
    if (code == 0)
    {
        return judgeStatus(reply);
    }
    const std::string said = text::say(
        "ops.reason.code", {number, sdk::excerpt(document.root().find(dialect.message).text(), 300)});
    const auto known = std::find_if(dialect.codes.begin(), dialect.codes.end(),
                                    [&](const RobotCode& entry) { return entry.code == code; });
    if (known == dialect.codes.end())
    {
        return reply.status == 429 ? judgeStatus(reply)
                                   : failed(Outcome::Refused, said, "ops.advice.unknown_code");
    }
    return failed(known->outcome, said, known->advice,
                  known->outcome == Outcome::Throttled ? dialect.throttledMs : 0);
}

} // namespace duijie::ops
