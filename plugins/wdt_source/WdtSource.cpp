#include "WdtSource.h"

#include "WdtInterfaces.h"
#include "WdtQuery.h"
#include "WdtReading.h"
#include "WdtSay.h"

#include <Poco/Exception.h>

#include <cstring>
#include <mutex>

namespace duijie::wdt
{

WdtSource::WdtSource() : ConnectorBase("source", "WDT Enterprise through Qimen", "旺店通·企业奇门", wdtSpec())
{
}

void* WdtSource::query(const char* iid) noexcept
{
    return std::strcmp(iid, Source::IID) == 0 ? static_cast<Source*>(this) : nullptr;
}

Status WdtSource::onOpen(CallContext& context)
{
    if (const std::string wrong = readSettings(settings(), services(), _settings); !wrong.empty())
    {
        return sdk::failed(context, STATUS_MISCONFIGURED, say("wdt_source.failed", {wrong}));
    }
    try
    {
        _fetcher = std::make_unique<WdtFetcher>(services(), _settings);
    }
    catch (const Poco::SyntaxException&)
    {
        return sdk::failed(context, STATUS_MISCONFIGURED,
                           say("wdt_source.setting.gateway", {sdk::excerpt(_settings.gateway)}));
    }
    services().declareQuota(_fetcher->bucket(), _settings.callsPerMinute, 60'000);
    return sdk::ok();
}

void WdtSource::onClose()
{
    const std::unique_lock closing(_closing);
    _fetcher.reset();
}

int64_t WdtSource::longestWindowMs(StringView api) noexcept
{
    return interfaceOf(sdk::toStd(api)).longestWindowMs;
}

int64_t WdtSource::clockOffsetMs() noexcept
{
    const std::shared_lock running(_closing);
    return _fetcher ? _fetcher->clockOffsetMs() : 0;
}

Status WdtSource::poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept
{
    return sdk::guarded(context, STATUS_INTERNAL, "wdt.source/poll",
                        [&] { return read(context, request, sink); });
}

Status WdtSource::read(CallContext& context, const PollRequest& request, RecordSink& sink)
{
    const std::shared_lock running(_closing);
    if (!_fetcher)
    {
        return sdk::failed(context, STATUS_INTERNAL, say("wdt_source.not_open"));
    }
    WdtQuery query;
    if (const std::string wrong = readQuery(request, _settings.pageSize, query); !wrong.empty())
    {
        return sdk::failed(context, STATUS_MISCONFIGURED, say("wdt_source.failed", {wrong}));
    }
    const auto fetch = [&](const Params& business, WdtPage& page)
    { return _fetcher->fetch(context, query.shape, business, page); };
    return WdtReading(context, services(), query, _settings.rowsPerWindow, sink, fetch).run();
}

} // namespace duijie::wdt
