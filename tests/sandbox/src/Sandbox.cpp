#include "Sandbox.h"

#include "ChinaTime.h"
#include "Control.h"
#include "JsonOut.h"
#include "Random.h"
#include "Spoil.h"

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

constexpr std::string_view kModify = "modify";
constexpr std::uint64_t kModifySeed = 0x4D4F44;
constexpr std::string_view kControlPrefix = "/_sandbox/";

/** Without --start a journal decides the start day, so that a restart on a later day finds the same world. */
Options completed(Options options)
{
    if (options.world.start.empty() && !options.journal.empty())
        options.world.start = Journal::recordedStart(options.journal);
    return options;
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
      _jdy(_world, _options, _books, _journal), _wdt(_world, _losses, _options)
{
    setLate(_options.behaviour.latePercent, _options.behaviour.lateSeconds);
    if (_options.journal.empty())
        return;
    _journal.open(_options.journal, _world.options(),
                  [this](const JsonValue& line)
                  {
                      if (line.string("op") == kModify)
                          replayModify(line);
                      else if (!_jdy.replay(line))
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
    const bool wdtCall = WdtSide::owns(request.path);
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
    return WdtSide::owns(request.path) ? _wdt.handle(request, twist.page, _clock()) : jdy(request, twist);
}

Response Sandbox::jdy(const Request& request, const Twist& twist)
{
    if (_options.behaviour.latencyMs > 0)
        sleep(_options.behaviour.latencyMs);
    const std::int64_t now = _clock();
    if (auto refusal = _jdy.admit(request, now))
        return *refusal;
    Response response = _jdy.perform(request, now, twist.auditFails);
    _counters.billsSaved(response.billsSaved, now);
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
    case FaultKind::SecretRotates: // a day later: another secret, and the tokens have lived their 24 hours
        _jdy.rotate();
        [[fallthrough]];
    case FaultKind::TokenExpires:
        _jdy.expireTokens();
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
                       const std::int64_t now = _clock();
                       _counters.billsSaved(counted(_jdy.perform(request, now, false)).billsSaved, now);
                   });
    }
    return spoil(fault, Response());
}

void Sandbox::setLate(std::uint32_t percent, std::uint32_t seconds)
{
    const std::int64_t from = _clock() + std::int64_t{seconds} * 1000;
    _world.setLate(percent, from);
    _losses.setLate(percent, from);
}

void Sandbox::ban(std::uint32_t seconds, bool errorResponse)
{
    _wdt.ban(_clock() + std::int64_t{seconds} * 1000, errorResponse);
}

Sandbox::Moves Sandbox::modify(Flow flow, std::uint32_t count, std::optional<std::int64_t> bySeconds)
{
    const std::lock_guard lock(_modifyMutex);
    World& world = flow == Flow::Gain ? _world : _losses;
    Random random(mix(kModifySeed + _modifications++, world.options().seed));
    Moves moves;
    for (std::uint32_t i = 0; i < std::min(count, world.size()); ++i)
    {
        const std::uint32_t index = random.below(world.size());
        const std::int64_t at = bySeconds ? world.modified(index) + *bySeconds : _clock() / 1000;
        const Moved moved = world.moveOf(index, at);
        world.changes().move(index, moved);
        moves.emplace_back(index, moved);
    }
    journalMoves(flow, moves);
    return moves;
}

void Sandbox::journalMoves(Flow flow, const Moves& moves)
{
    std::string line;
    JsonOut out(line);
    out.beginObject().field("op", kModify).field("flow", flow == Flow::Gain ? "gain" : "loss");
    out.key("moves").beginArray();
    for (const auto& [index, moved] : moves)
    {
        out.beginArray().number(index).number(moved.key).number(moved.bill).number(moved.changed);
        out.endArray();
    }
    out.endArray().endObject();
    _journal.append(line);
}

void Sandbox::replayModify(const JsonValue& line)
{
    World& world = line.string("flow") == "loss" ? _losses : _world;
    ++_modifications;
    for (const JsonValue& item : line.find("moves")->items)
    {
        const auto at = [&](std::size_t i) { return std::stoll(item.items.at(i).text); };
        world.changes().move(static_cast<std::uint32_t>(at(0)), {at(1), at(2), at(3)});
    }
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
        {"wdt_sid", &_wdt.window()},
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
    _late.clear();
    _books.reset();
    _jdy.journalAccess();
    for (World* world : {&_world, &_losses})
    {
        if (!world->changes().none())
            journalMoves(world->flow(), world->changes().all());
    }
    _counters.reset();
    _wdt.window().reset();
    _jdy.bookWindow().reset();
    _jdy.tokenWindow().reset();
}

} // namespace duijie::sandbox
