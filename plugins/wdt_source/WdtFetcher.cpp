#include "WdtFetcher.h"

#include "WdtSay.h"

#include "duijie/sdk/Plugin.h"
#include "duijie/sdk/Times.h"

#include <algorithm>
#include <limits>

namespace duijie::wdt
{

namespace
{

constexpr uint32_t MaxTries = 3;
constexpr uint32_t TransientWaitMs = 500;

uint32_t clipped(uint64_t ms) noexcept
{
    return static_cast<uint32_t>(std::min<uint64_t>(ms, std::numeric_limits<uint32_t>::max()));
}

} // namespace

WdtFetcher::WdtFetcher(const sdk::Services& services, const WdtSettings& settings)
    : _services(services), _account(settings.account), _bucket("wdt:" + _account.sid),
      _longestPauseMs(settings.longestPauseMs), _http(settings.gateway, settings.limits)
{
}

void WdtFetcher::learnClock(const sdk::HttpReply& reply)
{
    if (const auto vendor = sdk::parseHttpDate(reply.date))
    {
        _offsetMs = *vendor - (reply.startedMs + reply.durationMs);
    }
}

WdtVerdict WdtFetcher::callOnce(CallContext& context, const WdtInterface& shape, const Params& business,
                                WdtPage& page)
{
    const int64_t now = _services.nowMs() + (_useVendorClock ? _offsetMs.load() : 0);
    const WdtWire wire = buildWire(_account, shape, business, now);
    const std::string whole = _http.prefix() + wire.page;
    const std::string path = whole.empty() ? "/" : whole;
    sdk::HttpRequest request;
    request.method = "POST";
    request.target = path + (wire.query.empty() ? "" : "?" + wire.query);
    request.body = wire.body;
    request.contentType = "application/x-www-form-urlencoded;charset=utf-8";
    const sdk::HttpReply reply = _http.send(request, context);
    learnClock(reply);
    WdtVerdict verdict;
    if (reply.outcome == sdk::HttpOutcome::Answered)
    {
        verdict = readReply(reply, shape, page);
    }
    else
    {
        verdict = {WdtKind::Transient, 0, reply.error.empty() ? say("wdt_source.no_answer") : reply.error};
    }
    sdk::reportCall(context, reply, "poll", "POST", path, _bucket, statusOf(verdict.kind), verdict.message,
                    wire.asked);
    return verdict;
}

bool WdtFetcher::again(const WdtVerdict& verdict, Tries& tries)
{
    if (verdict.kind == WdtKind::Throttled)
    {
        if (verdict.waitMs > _longestPauseMs || ++tries.throttled > MaxTries)
        {
            return false;
        }
        _services.pause(_bucket, clipped(verdict.waitMs));
        return true;
    }
    if (verdict.kind == WdtKind::Transient)
    {
        if (++tries.transient > MaxTries)
        {
            return false;
        }
        _services.pause(_bucket, TransientWaitMs << tries.transient);
        return true;
    }
    if (verdict.kind == WdtKind::Clock && !tries.clock)
    {
        // A machine without a time service is off by minutes: sign with the vendor's own clock, read from its
        // answer.
        tries.clock = true;
        _useVendorClock = true;
        return true;
    }
    return false;
}

Status WdtFetcher::fetch(CallContext& context, const WdtInterface& shape, const Params& business,
                         WdtPage& page)
{
    Tries tries;
    while (true)
    {
        if (context.cancelled() != 0)
        {
            return {STATUS_CANCELLED, 0};
        }
        if (const Status turn = _services.acquire(context, _bucket); turn.code != STATUS_OK)
        {
            return turn;
        }
        const WdtVerdict verdict = callOnce(context, shape, business, page);
        if (verdict.kind == WdtKind::Ok)
        {
            return sdk::ok();
        }
        if (context.cancelled() != 0)
        {
            return {STATUS_CANCELLED, 0};
        }
        if (!again(verdict, tries))
        {
            const uint32_t tried = std::max(tries.transient, tries.throttled);
            return sdk::failed(context, statusOf(verdict.kind),
                               say(tried > 1 ? "wdt_source.call_tried" : "wdt_source.call",
                                   {shape.api, _account.sid, verdict.message, std::to_string(tried)}),
                               clipped(verdict.waitMs));
        }
    }
}

} // namespace duijie::wdt
