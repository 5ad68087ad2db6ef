#include "JdyConnector.h"

#include <Poco/Exception.h>

#include <cstring>
#include <mutex>

namespace duijie::jdy
{

namespace
{

constexpr uint32_t MinuteMs = 60'000;
constexpr uint32_t TokenCallsPerMinute = 2; // vendor: token page

using sdk::SettingKind;

sdk::ConfigSpec makeSpec()
{
    sdk::ConfigSpec spec;
    spec.add({"base_url",
              SettingKind::Url,
              false,
              "https://api.kingdee.com",
              {},
              0,
              INT64_MAX,
              "Address of the open platform.",
              "开放平台地址。"});
    spec.add({"client_id",
              SettingKind::Text,
              true,
              "",
              {},
              0,
              INT64_MAX,
              "Client id of your application.",
              "应用的 client_id。"});
    spec.add({"client_secret",
              SettingKind::Secret,
              true,
              "",
              {},
              0,
              INT64_MAX,
              "Reference to that application's secret.",
              "应用 client_secret 的引用。"});
    spec.add({"outer_instance_id",
              SettingKind::Text,
              true,
              "",
              {},
              0,
              INT64_MAX,
              "Third-party instance id of the customer.",
              "客户的第三方实例 ID。"});
    spec.add({"account",
              SettingKind::Text,
              false,
              "",
              {},
              0,
              INT64_MAX,
              "Account book by id or name, when the authorisation covers several.",
              "授权包含多个账套时指定账套 ID 或名称。"});
    spec.add({"requests_per_minute",
              SettingKind::Integer,
              false,
              "500",
              {},
              0,
              1'000'000,
              "Calls that the account book allows in a minute; 0: no limit of ours.",
              "账套每分钟允许的调用次数;0 表示本机不限。"});
    spec.add({"natural_key",
              SettingKind::Text,
              false,
              "remark",
              {},
              0,
              INT64_MAX,
              "Head field by which our bills are found again.",
              "用于回查单据的表头字段。"});
    spec.add({"routing_domains",
              SettingKind::Text,
              false,
              "jdy.com,kingdee.com",
              {},
              0,
              INT64_MAX,
              "Domains that bills may be routed to.",
              "允许的路由域名后缀（逗号分隔）。"});
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

/// Empty, or what is wrong with the natural key.
std::string naturalKeyProblem(const std::string& field)
{
    const BillForm* form = formOf("/jdy/v2/scm/inv_check_gail_bill");
    const FieldRule* rule = ruleOf(form->head, form->headCount, field);
    if (rule != nullptr && rule->kind == FieldKind::Text)
    {
        return {};
    }
    const std::string near = sdk::nearestName(field, namesOf(form->head, form->headCount));
    return "natural_key is \"" + sdk::excerpt(field, 60) +
           "\"; a text field of the bill's head such as remark or "
           "bill_no was expected" +
           (near.empty() || near == field ? "" : ", did you mean " + near);
}

} // namespace

/// What lives from open to close, in the order of dependence.
struct JdyConnector::Parts
{
    Parts(const sdk::Services& services, JdyAccount settings, const sdk::HttpLimits& limits,
          std::string naturalKey)
        : account(std::move(settings)), gate(services, account, limits), auth(services, account, gate),
          client(services, auth, gate), bills(services, client, std::move(naturalKey)), baseData(client)
    {
    }

    const JdyAccount account;
    JdyGate gate;
    JdyAuth auth;
    JdyClient client;
    JdyBills bills;
    JdyBaseData baseData;
};

JdyConnector::JdyConnector()
    : ConnectorBase("source+target", "Kingdee Jingdou Cloud (星辰) V2", "金蝶云星辰V2", makeSpec())
{
}

JdyConnector::~JdyConnector() = default;

void* JdyConnector::query(const char* iid) noexcept
{
    if (std::strcmp(iid, Target::IID) == 0)
    {
        return static_cast<Target*>(this);
    }
    if (std::strcmp(iid, TargetUndo::IID) == 0)
    {
        return static_cast<TargetUndo*>(this);
    }
    return std::strcmp(iid, Source::IID) == 0 ? static_cast<Source*>(this) : nullptr;
}

Status JdyConnector::onOpen(CallContext& context)
{
    const std::string naturalKey = settings().text("natural_key");
    if (const std::string wrong = naturalKeyProblem(naturalKey); !wrong.empty())
    {
        return sdk::failed(context, STATUS_MISCONFIGURED, "jdy.target: " + wrong);
    }
    const auto secret = services().secret(settings().text("client_secret"));
    if (!secret || secret->empty())
    {
        return sdk::failed(
            context, STATUS_MISCONFIGURED,
            "jdy.target: client_secret: the reference gives no value; check that the variable or "
            "file it names exists and is not empty");
    }
    JdyAccount account{settings().text("base_url"),
                       settings().text("client_id"),
                       *secret,
                       settings().text("outer_instance_id"),
                       settings().text("account"),
                       settings().text("routing_domains")};
    sdk::HttpLimits limits;
    limits.receiveMs = static_cast<uint32_t>(settings().integer("receive_seconds")) * 1000;
    limits.totalMs = 2 * limits.receiveMs;
    try
    {
        _parts = std::make_unique<Parts>(services(), std::move(account), limits, naturalKey);
    }
    catch (const Poco::SyntaxException&)
    {
        return sdk::failed(context, STATUS_MISCONFIGURED,
                           "jdy.target: base_url is \"" + sdk::excerpt(settings().text("base_url")) +
                               "\"; an address such as https://api.kingdee.com was expected");
    }
    services().declareQuota(_parts->auth.bucket(),
                            static_cast<uint32_t>(settings().integer("requests_per_minute")), MinuteMs);
    services().declareQuota(_parts->auth.tokenBucket(), TokenCallsPerMinute, MinuteMs);
    return sdk::ok();
}

void JdyConnector::onClose()
{
    const std::unique_lock closing(_closing);
    _parts.reset();
}

template <typename Body>
Status JdyConnector::with(CallContext& context, StatusCode thrown, const char* where, Body&& body) noexcept
{
    const auto run = [&]() -> Status
    {
        const std::shared_lock running(_closing);
        if (!_parts)
        {
            return sdk::failed(context, STATUS_INTERNAL, "jdy.target: called before it was opened");
        }
        return body(*_parts);
    };
    return sdk::guarded(context, thrown, where, run);
}

Status JdyConnector::prepare(CallContext& context, const DocumentView& document, PreparedSink& out) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target, preparing",
                [&](Parts& parts) { return parts.bills.prepare(context, document, out); });
}

Status JdyConnector::deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept
{
    return with(context, STATUS_UNKNOWN, "jdy.target, delivering",
                [&](Parts& parts) { return parts.bills.deliver(context, document, out); });
}

Status JdyConnector::list(CallContext& context, StringView api, StringView first_scope, StringView last_scope,
                          BillSink& out) noexcept
{
    const auto run = [&](Parts& parts) {
        return parts.bills.list(context, sdk::toStd(api), sdk::toStd(first_scope), sdk::toStd(last_scope),
                                out);
    };
    return with(context, STATUS_INTERNAL, "jdy.target, listing bills", run);
}

Status JdyConnector::fetch(CallContext& context, StringView api, StringView id, BillSink& out) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target, reading a bill",
                [&](Parts& parts)
                { return parts.bills.fetch(context, sdk::toStd(api), sdk::toStd(id), out); });
}

Status JdyConnector::undo(CallContext& context, StringView api, StringView id) noexcept
{
    return with(context, STATUS_UNKNOWN, "jdy.target, removing a bill",
                [&](Parts& parts) { return parts.bills.undo(context, sdk::toStd(api), sdk::toStd(id)); });
}

int64_t JdyConnector::longestWindowMs(StringView) noexcept
{
    return 0;
}

Status JdyConnector::poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target, reading base data",
                [&](Parts& parts) { return parts.baseData.poll(context, request, sink); });
}

int64_t JdyConnector::clockOffsetMs() noexcept
{
    const std::shared_lock running(_closing);
    return _parts ? _parts->gate.clockOffsetMs() : 0;
}

} // namespace duijie::jdy
