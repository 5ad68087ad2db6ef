#include "WdtSource.h"

#include <Poco/Exception.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <mutex>

namespace duijie::wdt
{

namespace
{

constexpr int64_t DefaultPageSize = 50; // safe in practice; the vendor names no largest size for stock-ins

using sdk::Setting;
using sdk::SettingKind;

sdk::ConfigSpec makeSpec()
{
    sdk::ConfigSpec spec;
    spec.add({"gateway",
              SettingKind::Url,
              false,
              "http://hu3cgwt0tc.api.taobao.com/router/qm",
              {},
              0,
              INT64_MAX,
              "Address of the Qimen scene, path included.",
              "奇门场景地址（含路径）。"});
    spec.add({"app_key",
              SettingKind::Text,
              true,
              "",
              {},
              0,
              INT64_MAX,
              "Your own Taobao app key.",
              "自有淘宝开放平台 AppKey。"});
    spec.add({"app_secret",
              SettingKind::Secret,
              true,
              "",
              {},
              0,
              INT64_MAX,
              "Reference to that app's secret.",
              "该应用密钥的引用。"});
    spec.add({"target_app_key",
              SettingKind::Text,
              true,
              "",
              {},
              0,
              INT64_MAX,
              "旺店通's app key, from its authorisation mail.",
              "旺店通授权邮件中给出的 target_app_key。"});
    spec.add({"sid",
              SettingKind::Text,
              true,
              "",
              {},
              0,
              INT64_MAX,
              "Seller account at 旺店通.",
              "旺店通卖家账号。"});
    spec.add({"sign_method",
              SettingKind::Text,
              false,
              "md5",
              {"md5", "hmac", "hmac-sha256"},
              0,
              INT64_MAX,
              "How calls are signed.",
              "签名算法。"});
    spec.add({"calls_per_minute",
              SettingKind::Integer,
              false,
              "60",
              {},
              0,
              1'000'000,
              "Calls that the account allows in a minute; 0: no limit of ours.",
              "账号每分钟允许的调用次数;0 表示本机不限。"});
    spec.add({"receive_seconds",
              SettingKind::Integer,
              false,
              "30",
              {},
              1,
              600,
              "Longest silence while an answer is awaited.",
              "等待应答的最长秒数。"});
    return spec;
}

std::string textOr(sdk::JsonValue value, std::string_view fallback)
{
    const std::string_view text = value.text();
    return std::string(text.empty() ? fallback : text);
}

int64_t pageSizeOf(sdk::JsonValue value, const WdtInterface& row)
{
    const std::string_view text = value.text();
    int64_t size = DefaultPageSize;
    std::from_chars(text.data(), text.data() + text.size(), size);
    return std::clamp<int64_t>(size, 1, row.largestPage);
}

/// Empty on success, else what is wrong.
std::string readQuery(const PollRequest& request, WdtQuery& query)
{
    sdk::JsonDocument plan;
    if (!plan.parse(sdk::toStd(request.plan)))
    {
        return "the plan handed over is not JSON: " + plan.error();
    }
    const sdk::JsonValue root = plan.root();
    query.api = std::string(root.find("api").text());
    query.walk.id = std::string(root.find("id").text());
    query.walk.number = std::string(root.find("number").text());
    if (query.api.empty() || query.walk.id.empty())
    {
        return "the plan has no \"api\" or no \"id\"; name the interface and the member that identifies a "
               "row";
    }
    query.pageParam = textOr(root.find("page_param"), query.pageParam);
    query.sizeParam = textOr(root.find("size_param"), query.sizeParam);
    const WdtInterface& row = interfaceOf(query.api);
    query.walk.pageSize = pageSizeOf(root.find("page_size"), row);
    for (const sdk::JsonValue param : root.find("params"))
    {
        const bool scalar = !param.isArray() && !param.isObject();
        query.business[std::string(param.name())] = std::string(scalar ? param.text() : param.raw());
    }
    if (request.number.size != 0)
    {
        // With a number the vendor wants no times.
        query.business.erase("start_time");
        query.business.erase("end_time");
        query.walk.only = std::string(sdk::toStd(request.number));
        query.walk.numberParam = std::string(row.numberParam);
        query.business[query.walk.numberParam] = query.walk.only;
    }
    return {};
}

} // namespace

WdtSource::WdtSource()
    : ConnectorBase("source", "WDT Enterprise through Qimen", "旺店通·企业奇门", makeSpec())
{
}

void* WdtSource::query(const char* iid) noexcept
{
    return std::strcmp(iid, Source::IID) == 0 ? static_cast<Source*>(this) : nullptr;
}

Status WdtSource::onOpen(CallContext& context)
{
    WdtAccount account;
    account.appKey = settings().text("app_key");
    account.targetAppKey = settings().text("target_app_key");
    account.sid = settings().text("sid");
    account.signWord = settings().text("sign_method");
    const auto method = signMethodOf(account.signWord);
    if (!method)
    {
        return sdk::failed(context, STATUS_MISCONFIGURED,
                           "wdt.source: sign_method is \"" + account.signWord +
                               "\"; md5, hmac or hmac-sha256 was expected");
    }
    account.signMethod = *method;
    const auto secret = services().secret(settings().text("app_secret"));
    if (!secret || secret->empty())
    {
        return sdk::failed(
            context, STATUS_MISCONFIGURED,
            "wdt.source: app_secret: the reference gives no value; check that the variable or file "
            "it names exists and is not empty");
    }
    account.appSecret = *secret;
    sdk::HttpLimits limits;
    limits.receiveMs = static_cast<uint32_t>(settings().integer("receive_seconds")) * 1000;
    limits.totalMs = 2 * limits.receiveMs;
    try
    {
        _fetcher =
            std::make_unique<WdtFetcher>(services(), std::move(account), settings().text("gateway"), limits);
    }
    catch (const Poco::SyntaxException&)
    {
        return sdk::failed(context, STATUS_MISCONFIGURED,
                           "wdt.source: gateway is \"" + sdk::excerpt(settings().text("gateway")) +
                               "\"; an address such as http://host/router/qm was expected");
    }
    services().declareQuota(_fetcher->bucket(), static_cast<uint32_t>(settings().integer("calls_per_minute")),
                            60'000);
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
    return sdk::guarded(context, STATUS_INTERNAL, "wdt.source, reading",
                        [&] { return read(context, request, sink); });
}

Status WdtSource::read(CallContext& context, const PollRequest& request, RecordSink& sink)
{
    const std::shared_lock running(_closing);
    if (!_fetcher)
    {
        return sdk::failed(context, STATUS_INTERNAL, "wdt.source: asked to read before it was opened");
    }
    WdtQuery query;
    if (const std::string wrong = readQuery(request, query); !wrong.empty())
    {
        return sdk::failed(context, STATUS_MISCONFIGURED, "wdt.source: " + wrong);
    }
    if (!query.walk.only.empty() && query.walk.numberParam.empty())
    {
        return sdk::failed(context, STATUS_UNSUPPORTED,
                           "wdt.source: " + query.api +
                               " is not known to find one document by its number; read a "
                               "window of time instead");
    }
    const auto fetch = [&](int64_t number, WdtPage& page)
    {
        Params business = query.business;
        business[query.pageParam] = std::to_string(number);
        business[query.sizeParam] = std::to_string(query.walk.pageSize);
        return _fetcher->fetch(context, query.api, business, page);
    };
    WdtWalk walk(context, query.walk, sink, fetch);
    const Status status = walk.run();
    if (status.code == STATUS_OK && !query.walk.only.empty() && walk.handed() == 0)
    {
        return sdk::failed(context, STATUS_NOT_FOUND,
                           "wdt.source: " + query.api + " has no document " + query.walk.only +
                               " for this sid");
    }
    return status;
}

} // namespace duijie::wdt
