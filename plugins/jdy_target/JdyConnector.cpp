#include "JdyConnector.h"

#include "JdySay.h"

#include <Poco/Exception.h>

#include <cstring>
#include <mutex>
#include <utility>

namespace duijie::jdy
{

namespace
{

constexpr uint32_t MinuteMs = 60'000;
constexpr uint32_t SecondMs = 1000;

} // namespace

/// What lives from open to close, in the order of dependence.
struct JdyConnector::Parts
{
    Parts(const sdk::Services& services, JdyAccount settings, const sdk::HttpLimits& limits, Lookup* lookup,
          JdyBillSettings billSettings)
        : account(std::move(settings)), gate(services, account, limits), auth(services, account, gate),
          client(services, auth, gate), bills(services, client, lookup, std::move(billSettings)),
          baseData(client)
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
    : ConnectorBase("source+target", "Kingdee Jingdou Cloud (星辰) V2", "金蝶云星辰V2", jdySpec())
{
}

JdyConnector::~JdyConnector() = default;

void* JdyConnector::query(const char* iid) noexcept
{
    const std::pair<const char*, void*> abilities[] = {
        {Target::IID, static_cast<Target*>(this)},
        {TargetUndo::IID, static_cast<TargetUndo*>(this)},
        {TargetOptions::IID, static_cast<TargetOptions*>(this)},
        {TargetFind::IID, static_cast<TargetFind*>(this)},
        {TargetFinish::IID, static_cast<TargetFinish*>(this)},
        {TargetBatch::IID, static_cast<TargetBatch*>(this)},
        {TargetCosts::IID, static_cast<TargetCosts*>(this)},
        {TargetCompare::IID, static_cast<TargetCompare*>(this)},
        {TargetKeys::IID, static_cast<TargetKeys*>(this)},
        {TargetWithdraw::IID, static_cast<TargetWithdraw*>(this)},
        {Source::IID, static_cast<Source*>(this)},
    };
    for (const auto& [id, ability] : abilities)
    {
        if (std::strcmp(iid, id) == 0)
        {
            return ability;
        }
    }
    return nullptr;
}

Status JdyConnector::open(Host& host, CallContext& context, StringView settings) noexcept
{
    // Asked here, and not through the services: whether rows are kept at all makes a difference.
    _lookup = static_cast<Lookup*>(host.query(Lookup::IID));
    return ConnectorBase::open(host, context, settings);
}

Status JdyConnector::onOpen(CallContext& context)
{
    JdyBillSettings billSettings;
    if (const std::string wrong = readBillSettings(settings(), billSettings); !wrong.empty())
    {
        return sdk::failed(context, STATUS_MISCONFIGURED, say("jdy_target.failed", {wrong}));
    }
    const auto secret = services().secret(settings().text("client_secret"));
    if (!secret || secret->empty())
    {
        return sdk::failed(context, STATUS_MISCONFIGURED, say("jdy_target.setting.secret"));
    }
    JdyAccount account{settings().text("base_url"),
                       settings().text("client_id"),
                       *secret,
                       settings().text("outer_instance_id"),
                       settings().text("account"),
                       settings().text("routing_domains"),
                       settings().integer("requests_per_second") > 0};
    sdk::HttpLimits limits;
    limits.receiveMs = static_cast<uint32_t>(settings().integer("receive_seconds")) * 1000;
    limits.totalMs = 2 * limits.receiveMs;
    try
    {
        _parts =
            std::make_unique<Parts>(services(), std::move(account), limits, _lookup, std::move(billSettings));
    }
    catch (const Poco::SyntaxException&)
    {
        return sdk::failed(context, STATUS_MISCONFIGURED,
                           say("jdy_target.setting.base_url", {sdk::excerpt(settings().text("base_url"))}));
    }
    services().declareQuota(_parts->auth.bucket(),
                            static_cast<uint32_t>(settings().integer("requests_per_minute")), MinuteMs);
    services().declareQuota(_parts->auth.secondBucket(),
                            static_cast<uint32_t>(settings().integer("requests_per_second")), SecondMs);
    services().declareQuota(_parts->auth.tokenBucket(),
                            static_cast<uint32_t>(settings().integer("token_requests_per_minute")), MinuteMs);
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
            return sdk::failed(context, STATUS_INTERNAL, say("jdy_target.not_open"));
        }
        return body(*_parts);
    };
    return sdk::guarded(context, thrown, where, run);
}

Status JdyConnector::prepare(CallContext& context, const DocumentView& document, PreparedSink& out) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target/prepare",
                [&](Parts& parts) { return parts.bills.prepare(context, document, out); });
}

Status JdyConnector::deliver(CallContext& context, const DocumentView& document, BillSink& out) noexcept
{
    return with(context, STATUS_UNKNOWN, "jdy.target/deliver",
                [&](Parts& parts) { return parts.bills.deliver(context, document, out); });
}

Status JdyConnector::list(CallContext& context, StringView api, StringView first_scope, StringView last_scope,
                          BillSink& out) noexcept
{
    const auto run = [&](Parts& parts) {
        return parts.bills.list(context, sdk::toStd(api), sdk::toStd(first_scope), sdk::toStd(last_scope),
                                out);
    };
    return with(context, STATUS_INTERNAL, "jdy.target/list", run);
}

Status JdyConnector::fetch(CallContext& context, StringView api, StringView id, BillSink& out) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target/fetch",
                [&](Parts& parts)
                { return parts.bills.fetch(context, sdk::toStd(api), sdk::toStd(id), out); });
}

Status JdyConnector::undo(CallContext& context, StringView api, StringView id) noexcept
{
    return with(context, STATUS_UNKNOWN, "jdy.target/undo",
                [&](Parts& parts) { return parts.bills.undo(context, sdk::toStd(api), sdk::toStd(id)); });
}

Status JdyConnector::configure(CallContext& context, StringView api, StringView options) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target/configure",
                [&](Parts& parts)
                { return parts.bills.configure(context, sdk::toStd(api), sdk::toStd(options)); });
}

Status JdyConnector::find(CallContext& context, StringView api, StringView, StringView natural_key,
                          BillSink& out) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target/find",
                [&](Parts& parts)
                { return parts.bills.find(context, sdk::toStd(api), sdk::toStd(natural_key), out); });
}

Status JdyConnector::finish(CallContext& context, StringView api, StringView id) noexcept
{
    return with(context, STATUS_UNKNOWN, "jdy.target/finish",
                [&](Parts& parts) { return parts.bills.finish(context, sdk::toStd(api), sdk::toStd(id)); });
}

uint32_t JdyConnector::largestBatch(StringView api) noexcept
{
    const std::shared_lock running(_closing);
    return _parts ? _parts->bills.largestBatch(sdk::toStd(api)) : 1;
}

Status JdyConnector::deliverMany(CallContext& context, const DocumentView* documents, uint32_t count,
                                 BatchSink& out) noexcept
{
    return with(context, STATUS_UNKNOWN, "jdy.target/deliverMany",
                [&](Parts& parts) { return parts.bills.deliverMany(context, documents, count, out); });
}

void JdyConnector::costs(StringView, DeliveryCosts& out) noexcept
{
    const std::shared_lock running(_closing);
    out = _parts ? _parts->bills.costs(_parts->auth.bucket()) : DeliveryCosts{};
}

Status JdyConnector::compare(CallContext& context, const DocumentView& document, StringView id,
                             DifferenceSink& out) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target/compare",
                [&](Parts& parts) { return parts.bills.compare(context, document, sdk::toStd(id), out); });
}

void JdyConnector::naturalKeys(StringView api, TextSink& field, TextSink& prefix) noexcept
{
    const std::shared_lock running(_closing);
    if (_parts)
    {
        _parts->bills.naturalKeys(sdk::toStd(api), field, prefix);
    }
}

Status JdyConnector::withdraw(CallContext& context, StringView api, StringView id) noexcept
{
    return with(context, STATUS_UNKNOWN, "jdy.target/withdraw",
                [&](Parts& parts) { return parts.bills.withdraw(context, sdk::toStd(api), sdk::toStd(id)); });
}

int64_t JdyConnector::longestWindowMs(StringView) noexcept
{
    return 0;
}

Status JdyConnector::poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept
{
    return with(context, STATUS_INTERNAL, "jdy.target/poll",
                [&](Parts& parts) { return parts.baseData.poll(context, request, sink); });
}

int64_t JdyConnector::clockOffsetMs() noexcept
{
    const std::shared_lock running(_closing);
    return _parts ? _parts->gate.clockOffsetMs() : 0;
}

} // namespace duijie::jdy
