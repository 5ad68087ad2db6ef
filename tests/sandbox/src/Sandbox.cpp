#include "Sandbox.h"

#include "ChinaTime.h"
#include "Control.h"
#include "JsonOut.h"
#include "Spoil.h"
#include "WdtGate.h"
#include "WdtReply.h"

namespace duijie::sandbox
{

namespace
{

constexpr std::string_view kWdtPath = "/router/qm";
constexpr std::string_view kControlPrefix = "/_sandbox/";
constexpr std::string_view kStockinMethod = "wdt.stockin.order.query";
constexpr std::string_view kStockoutMethod = "wdt.stockout.order.query";

/** Without --start a journal decides the start day, so that a restart on a later day finds the same world. */
Options completed(Options options)
{
    if (options.world.start.empty() && !options.journal.empty())
        options.world.start = Journal::recordedStart(options.journal);
    return options;
}

bool savesBill(const Request& request)
{
    const auto route = billRoute(request.method, request.path);
    return route && route->call == BillCall::Save;
}

Response notFound()
{
    Response response;
    response.status = 404;
    response.contentType = "text/plain;charset=utf-8";
    response.body = "Not Found";
    response.refusal = "unknown-path";
    return response;
}

} // namespace

Sandbox::Sandbox(Options options, Clock clock)
    : _options(completed(std::move(options))), _clock(clock ? std::move(clock) : Clock(nowMilliseconds)),
      _world(_options.world), _losses(_world, Flow::Loss), _books(_journal),
      _jdy(_world, _options, _books, _journal), _wdtWindow(60, _options.behaviour.limits)
{
    if (_options.journal.empty())
        return;
    _journal.open(_options.journal, _world.options(),
                  [this](const JsonValue& line)
                  {
                      if (!_jdy.replay(line))
                          _books.replay(line);
                  });
}

void Sandbox::setPort(std::uint16_t port)
{
    if (_options.domain.empty())
        _jdy.setDomain("http://127.0.0.1:" + std::to_string(port));
}

Response Sandbox::handle(const Request& request)
{
    if (request.path.starts_with(kControlPrefix))
        return control(*this, request);
    const bool wdtCall = request.path == kWdtPath;
    if (!wdtCall && !JdySide::owns(request.path))
        return counted(notFound());
    _counters.request(wdtCall ? "wdt" : "jdy", request.method + " " + request.path);
    if (const auto fault = _faults.take(request))
        return faulty(*fault, request);
    return counted(vendor(request, {}));
}

Response Sandbox::counted(Response response)
{
    _counters.refusal(response.refusal);
    return response;
}

Response Sandbox::vendor(const Request& request, const Twist& twist)
{
    return request.path == kWdtPath ? wdt(request, twist) : jdy(request, twist);
}

Response Sandbox::wdt(const Request& request, const Twist& twist)
{
    if (request.method != "GET" && request.method != "POST")
        return topFailure(9, "Http Action Not Allowed");
    Parameters parameters;
    if (auto refusal = collectParameters(request, parameters))
        return *refusal;
    const std::int64_t now = _clock();
    const std::string_view method = parameters.get("method");
    const bool known = method == kStockinMethod || method == kStockoutMethod;
    if (auto refusal = checkGateway(parameters, known, _options.credentials, now))
        return *refusal;
    if (parameters.get("sid") != _options.credentials.wdtSid)
        return wdtFailure(_options.behaviour, wdtcode::kBadAccount, "sid is not exists");
    if (!_wdtWindow.enter(now))
        return wdtTooFrequent();
    const World& world = method == kStockinMethod ? _world : _losses;
    return queryDocuments(world, _options.behaviour, parameters, twist.page);
}

Response Sandbox::jdy(const Request& request, const Twist& twist)
{
    if (_options.behaviour.latencyMs > 0)
        sleep(_options.behaviour.latencyMs);
    const std::int64_t now = _clock();
    if (auto refusal = _jdy.admit(request, now))
        return *refusal;
    Response response = _jdy.perform(request, now, twist.auditFails);
    if (response.refusal.empty() && savesBill(request))
        _counters.billSaved();
    return response;
}

Response Sandbox::faulty(const Fault& fault, const Request& request)
{
    _counters.fault(fault.name);
    Twist twist;
    switch (fault.kind)
    {
    case FaultKind::LateApply:
        return late(fault, request);
    case FaultKind::MissingList:
        twist.page = PageFault::MissingList;
        break;
    case FaultKind::DuplicateRows:
        twist.page = PageFault::DuplicateRow;
        break;
    case FaultKind::BadRecord:
        twist.page = PageFault::BadRecord;
        break;
    case FaultKind::AuditFails:
        twist.auditFails = true;
        break;
    default:
        break;
    }
    Response good = appliesCall(fault.kind) ? counted(vendor(request, twist)) : Response();
    return spoil(fault, std::move(good));
}

Response Sandbox::late(const Fault& fault, const Request& request)
{
    // The signature is judged on arrival, as a queue behind the vendor's gateway would have it.
    const bool jdyCall = JdySide::owns(request.path);
    if (jdyCall)
    {
        if (auto refusal = _jdy.admit(request, _clock()))
            return counted(std::move(*refusal));
        _late.plan(fault.milliseconds,
                   [this, request]
                   {
                       if (counted(_jdy.perform(request, _clock(), false)).refusal.empty() &&
                           savesBill(request))
                           _counters.billSaved();
                   });
    }
    return spoil(fault, Response());
}

void Sandbox::sleep(std::uint32_t milliseconds)
{
    _late.sleep(milliseconds);
}

void Sandbox::stop()
{
    _late.stop();
}

std::string Sandbox::countersReport() const
{
    std::string text;
    JsonOut out(text);
    out.beginObject();
    _counters.write(out);
    const std::pair<std::string_view, const RateWindow*> windows[] = {
        {"wdt_sid", &_wdtWindow},
        {"jdy_account_book", &_jdy.bookWindow()},
        {"jdy_token", &_jdy.tokenWindow()}};
    out.key("limit_violations").beginObject();
    for (const auto& [name, window] : windows)
        out.field(name, window->violations());
    out.endObject().key("max_calls_in_60s").beginObject();
    for (const auto& [name, window] : windows)
        out.field(name, window->largest());
    out.endObject().endObject();
    return text;
}

void Sandbox::reset()
{
    _books.reset();
    _jdy.journalAccess();
    _counters.reset();
    _wdtWindow.reset();
    _jdy.bookWindow().reset();
    _jdy.tokenWindow().reset();
}

} // namespace duijie::sandbox
