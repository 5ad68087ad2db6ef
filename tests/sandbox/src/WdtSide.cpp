#include "WdtSide.h"

#include "Spoil.h"
#include "WdtDirect.h"
#include "WdtGate.h"
#include "WdtReply.h"
#include "WdtSibling.h"

namespace duijie::sandbox
{

namespace
{

constexpr std::string_view kQimenPath = "/router/qm";
constexpr std::string_view kDirectPrefix = "/openapi2/";
constexpr std::string_view kStockinMethod = "wdt.stockin.order.query";
constexpr std::string_view kStockoutMethod = "wdt.stockout.order.query";

} // namespace

WdtSide::WdtSide(const World& gains, const World& losses, const Options& options)
    : _gains(gains), _losses(losses), _options(options), _window(60, options.behaviour.limits)
{
}

bool WdtSide::owns(std::string_view path)
{
    return path == kQimenPath || path.starts_with(kDirectPrefix);
}

void WdtSide::ban(std::int64_t untilMs, bool errorResponse)
{
    _banAsErrorResponse = errorResponse;
    _bannedUntilMs = untilMs;
}

std::optional<Response> WdtSide::banned(std::int64_t nowMs) const
{
    const std::int64_t left = _bannedUntilMs - nowMs;
    if (left <= 0)
        return std::nullopt;
    Fault fault;
    fault.kind = FaultKind::Ban;
    fault.seconds = static_cast<std::uint32_t>((left + 999) / 1000);
    fault.errorResponse = _banAsErrorResponse;
    Response response = spoil(fault, Response());
    response.refusal = "top-7";
    return response;
}

bool WdtSide::knows(std::string_view method) const
{
    return method == kStockinMethod || method == kStockoutMethod ||
           (_options.behaviour.siblings && siblingOfMethod(method));
}

Response WdtSide::work(std::string_view method, const Behaviour& behaviour, const Parameters& parameters,
                       PageFault fault, std::int64_t nowMs) const
{
    if (method == kStockinMethod)
        return queryDocuments(_gains, behaviour, parameters, fault, nowMs);
    if (method == kStockoutMethod)
        return queryDocuments(_losses, behaviour, parameters, fault, nowMs);
    return querySibling(*siblingOfMethod(method), _gains, behaviour, parameters);
}

Response WdtSide::qimen(const Request& request, PageFault fault, std::int64_t nowMs)
{
    if (request.method != "GET" && request.method != "POST")
        return topFailure(9, "Http Action Not Allowed");
    if (auto refusal = banned(nowMs))
        return *refusal;
    Parameters parameters;
    if (auto refusal = collectParameters(request, parameters))
        return *refusal;
    const std::string_view method = parameters.get("method");
    if (auto refusal = checkGateway(parameters, knows(method), _options.credentials, nowMs))
        return *refusal;
    if (parameters.get("sid") != _options.credentials.wdtSid)
        return wdtFailure(_options.behaviour, wdtcode::kBadAccount, "sid is not exists");
    if (!_window.enter(nowMs))
        return wdtTooFrequent();
    return work(method, _options.behaviour, parameters, fault, nowMs);
}

Response WdtSide::direct(const Request& request, PageFault fault, std::int64_t nowMs)
{
    const std::string method = methodOfPhp(std::string_view(request.path).substr(kDirectPrefix.size()));
    if (request.method != "POST" || !knows(method))
        return directNotFound();
    Parameters parameters;
    if (auto refusal = checkDirect(request, parameters, _options.credentials, nowMs))
        return *refusal;
    if (!_window.enter(nowMs))
        return asDirect(wdtTooFrequent());
    Behaviour behaviour = _options.behaviour;
    behaviour.wdtErrorsAsErrorcode = true;
    return asDirect(work(method, behaviour, parameters, fault, nowMs));
}

Response WdtSide::handle(const Request& request, PageFault fault, std::int64_t nowMs)
{
    return request.path == kQimenPath ? qimen(request, fault, nowMs) : direct(request, fault, nowMs);
}

} // namespace duijie::sandbox
