// What the running host does for people who ask it: the other half of Service.
#include "app/FlowControl.h"
#include "app/HandMessages.h"
#include "app/Service.h"

#include "config/ObjectReader.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

std::string told(bool well, const std::string& sentence)
{
    sdk::JsonWriter json;
    json.beginObject().key("well").boolean(well).key("text").string(sentence).endObject();
    return json.take();
}

// What a person wants to be done now.
std::optional<schedule::Work> workOf(std::string_view wish)
{
    return wish == "trigger"  ? std::optional(schedule::Work::Poll)
           : wish == "audit"  ? std::optional(schedule::Work::Audit)
           : wish == "remedy" ? std::optional(schedule::Work::Remedy)
                              : std::nullopt;
}

bool hasRemedy(const engine::FlowParts& flow)
{
    return flow.sourcePlan && flow.sourcePlan->remedy() != nullptr;
}

std::string reportText(const HandReport& report)
{
    sdk::JsonWriter json;
    putReport(json, report);
    return json.take();
}

} // namespace

void Service::serve()
{
    for (const Request& request : _requests.take())
    {
        serve(request);
    }
}

void Service::serve(const Request& request)
{
    sdk::JsonDocument document;
    if (!document.parse(request.body))
    {
        _requests.answer(request.id, told(false, text::say("app.request.unknown", {""})));
        return;
    }
    const sdk::JsonValue root = document.root();
    if (root.find("do").text() == "reload")
    {
        _requests.answer(request.id, reload());
        return;
    }
    if (auto order = orderOf(root))
    {
        _waiting.push_back({request.id, std::move(*order)});
        return;
    }
    control(request, root.find("do").text(), std::string(root.find("flow").text()),
            std::string(root.find("why").text()));
}

void Service::control(const Request& request, std::string_view wish, const std::string& flow,
                      const std::string& why)
{
    const int64_t now = _host.shared().time.nowMs();
    if (_sessions.count(flow) == 0)
    {
        _requests.answer(request.id, told(false, text::say("app.request.no_flow", {flow})));
        return;
    }
    if (wish == "remedy" && !hasRemedy(_sessions.at(flow)->flow()))
    {
        _requests.answer(request.id, told(false, text::say("app.request.no_remedy", {flow})));
        return;
    }
    if (const auto work = workOf(wish))
    {
        const bool paused = pauseOf(_host.store(), flow).has_value();
        const bool busy = _threads.count(flow) != 0;
        if (!paused)
        {
            _scheduler.startNow(flow, *work, now);
        }
        _requests.answer(request.id, told(!paused, text::say(paused ? "app.request.paused"
                                                             : busy ? "app.request.started_after"
                                                                    : "app.request.started",
                                                             {flow})));
        return;
    }
    const bool pause = wish == "pause";
    if (!pause && wish != "resume")
    {
        _requests.answer(request.id, told(false, text::say("app.request.unknown", {wish})));
        return;
    }
    std::string error;
    const bool well =
        setPause(_host.store(), flow, pause ? std::optional(Pause{now, why}) : std::nullopt, error);
    if (well)
    {
        _scheduler.setPaused(flow, pause);
        _board.paused(flow, pause);
        _host.shared().log.write(
            {LOG_WARNING, flow, text::say(pause ? "app.control.paused" : "app.control.resumed", {flow, why}),
             flow});
    }
    _requests.answer(
        request.id,
        told(well, well ? text::say(pause ? "app.control.paused" : "app.control.resumed", {flow, why})
                        : text::say("engine.store.failed", {error})));
}

// An order begins when its flow has nothing else to do: it never works beside a run.
void Service::startOrders()
{
    for (auto at = _waiting.begin(); at != _waiting.end();)
    {
        const std::string flow = at->order.flow;
        if (_threads.count(flow) != 0 || !_scheduler.occupy(flow))
        {
            ++at;
            continue;
        }
        const auto session = _sessions.find(flow);
        begin(flow,
              [this, waiting = std::move(*at), open = session == _sessions.end() ? nullptr : session->second]
              {
                  HandReport report;
                  try
                  {
                      report = workByHand(waiting.order, open);
                  }
                  catch (const std::exception& e)
                  {
                      report.refusals.emplace_back(e.what());
                  }
                  _requests.answer(waiting.id, reportText(report));
                  return Ended{waiting.order.flow, true, true};
              });
        at = _waiting.erase(at);
    }
}

HandReport Service::workByHand(const HandOrder& order, const std::shared_ptr<FlowSession>& open)
{
    const auto config = _host.config();
    const auto configured = config->flows.find(order.flow);
    if (configured == config->flows.end())
    {
        return {{}, {text::say("app.request.no_flow", {order.flow})}};
    }
    const std::string& zone = configured->second.timezone;
    if (open)
    {
        return app::workByHand(_host.shared(), open->flow(), zone, order);
    }
    // A flow that is not enabled has records all the same.
    config::Problems problems;
    const FlowSession session(_host, config, order.flow, problems);
    if (!problems.empty())
    {
        return {{}, {config::describe(config::located(*config, problems).front())}};
    }
    return app::workByHand(_host.shared(), session.flow(), zone, order);
}

} // namespace duijie::app
