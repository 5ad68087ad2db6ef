#include "app/Service.h"

#include "app/AuditFiles.h"
#include "app/Cleaning.h"
#include "app/FlowControl.h"
#include "app/FlowHistory.h"

#include "engine/Alerts.h"
#include "engine/Audit.h"
#include "engine/FlowRun.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <random>

namespace duijie::app
{

namespace
{

// A signal only sets a flag: it is looked at this often.
constexpr int64_t LookMs = 200;

std::string seconds(int64_t ms)
{
    return std::to_string(ms / 1000) + "." + std::to_string(ms % 1000 / 100);
}

std::string runLine(std::string_view line, const engine::RunOutcome& outcome,
                    const engine::Progress& progress, int64_t ms)
{
    const auto number = [](int64_t value) { return std::to_string(value); };
    return text::say(line, {number(outcome.runId), text::say("app.flows.was." + outcome.state),
                            number(progress.fetched), number(progress.stored),
                            number(progress.written + progress.confirmed), number(progress.held),
                            number(progress.dead), seconds(ms), outcome.error});
}

} // namespace

Service::Service(HostCore& host, const engine::StopFlag& stop)
    : _host(host), _stop(stop), _scheduler({}, std::random_device{}()),
      _requests(requestFolder(host.config()->storeUrl), _requestError),
      _watch(host.config()->pluginDirectories)
{
    if (!_requestError.empty())
    {
        _host.shared().log.write({LOG_WARNING, "host", _requestError});
    }
    const auto config = host.config();
    std::map<std::string, config::Problems> problems;
    take(openAll(config, problems), *config);
    for (const auto& [flow, found] : problems)
    {
        for (const config::Problem& problem : found)
        {
            _host.shared().log.write(
                {LOG_ERROR, flow, text::say("app.run.left_out", {config::describe(problem)}), flow});
            _board.leftOut(flow, config::describe(problem));
        }
    }
}

Service::~Service()
{
    join();
}

void Service::run(ServiceManager& manager, std::vector<Fitting*> fittings)
{
    _fittings = std::move(fittings);
    manager.ready();
    tellStatus(manager);
    while (!_stop)
    {
        manager.alive(_host.shared().time.monotonicMs());
        if (takeEnded())
        {
            tellStatus(manager);
        }
        lookForPlugins();
        serve();
        startOrders();
        for (const schedule::Start& each : _scheduler.due(_host.shared().time.nowMs()))
        {
            start(each);
        }
        wait();
    }
    manager.stopping();
    join();
}

// The store is asked only for somebody who hears the answer: it counts every record.
void Service::tellStatus(ServiceManager& manager)
{
    if (manager.listens())
    {
        manager.status(statusLine());
    }
}

std::string Service::statusLine()
{
    int64_t waiting = 0;
    int64_t forPeople = 0;
    for (const auto& [flow, session] : _sessions)
    {
        const store::StateCounts counts = _host.store().counts(flow);
        const auto sum = [&](std::initializer_list<store::RecordState> states)
        {
            int64_t all = 0;
            for (const store::RecordState state : states)
            {
                all += counts[static_cast<std::size_t>(state)];
            }
            return all;
        };
        using State = store::RecordState;
        waiting += sum({State::Received, State::Sending, State::Retrying, State::Unknown});
        forPeople += sum({State::Held, State::Dead, State::ChangedAfterSync, State::RollbackStuck});
    }
    return text::say("app.run.status",
                     {std::to_string(_sessions.size()), std::to_string(waiting), std::to_string(forPeople)});
}

void Service::wait()
{
    const int64_t now = _host.shared().time.nowMs();
    const int64_t next = _scheduler.nextMs().value_or(now + LookMs);
    std::unique_lock lock(_mutex);
    _changed.wait_for(lock, std::chrono::milliseconds(std::clamp<int64_t>(next - now, 1, LookMs)),
                      [&] { return !_ended.empty(); });
}

void Service::join()
{
    for (auto& [flow, thread] : _threads)
    {
        if (thread.joinable())
        {
            thread.join();
        }
    }
    _threads.clear();
}

// True: something had ended.
bool Service::takeEnded()
{
    std::vector<Ended> ended;
    {
        const std::lock_guard lock(_mutex);
        ended.swap(_ended);
    }
    for (const Ended& each : ended)
    {
        _threads.at(each.flow).join();
        _threads.erase(each.flow);
        if (each.byHand)
        {
            _scheduler.release(each.flow);
        }
        else
        {
            _scheduler.finished(each.flow, each.well, _host.shared().time.nowMs());
        }
    }
    return !ended.empty();
}

void Service::start(const schedule::Start& start)
{
    begin(start.flow,
          [this, start, session = _sessions.at(start.flow)] {
              return Ended{start.flow, work(start, *session)};
          });
}

// One thread a flow: whatever works on it, nothing else does.
void Service::begin(const std::string& flow, std::function<Ended()> work)
{
    _threads[flow] = std::thread(
        [this, flow, work = std::move(work)]
        {
            Ended ended{flow};
            try
            {
                ended = work();
            }
            catch (const std::exception& e)
            {
                _host.shared().log.write({LOG_ERROR, flow, e.what(), flow});
                _board.ended(flow, "failed", e.what(), _host.shared().time.nowMs());
            }
            {
                const std::lock_guard lock(_mutex);
                _ended.push_back(std::move(ended));
            }
            _changed.notify_one();
        });
}

bool Service::work(const schedule::Start& start, FlowSession& session)
{
    switch (start.work)
    {
    case schedule::Work::Poll:
        return poll(start, session);
    case schedule::Work::Audit:
        return audit(session);
    case schedule::Work::Remedy:
        break;
    }
    return remedy(session);
}

// One run, its line of the sentence `line` in the log, and the store's housekeeping behind it.
engine::RunOutcome Service::runOnce(FlowSession& session, const engine::PollSpan& span, std::string_view line)
{
    engine::Shared& shared = _host.shared();
    const std::string& flow = session.flow().name;
    const int64_t began = shared.time.monotonicMs();
    engine::Progress progress;
    _board.began(flow);
    engine::RunOutcome outcome = engine::runFlow(session.flow(), shared, progress, span, "schedule");
    const LogLevel level = outcome.state == "failed"      ? LOG_ERROR
                           : outcome.state == "attention" ? LOG_WARNING
                                                          : LOG_INFO;
    shared.log.write({level, flow, runLine(line, outcome, progress, shared.time.monotonicMs() - began), flow,
                      outcome.runId});
    const std::unique_lock cleaning(_cleaning, std::try_to_lock); // one of them is enough
    if (cleaning.owns_lock() && !outcome.failedByStore)
    {
        clean(shared, session.config());
    }
    return outcome;
}

bool Service::poll(const schedule::Start& start, FlowSession& session)
{
    engine::PollSpan span;
    span.sweep = start.sweep ? engine::Sweep::Yes : engine::Sweep::No;
    const engine::RunOutcome outcome = runOnce(session, span, "app.run.poll");
    _board.ended(start.flow, outcome.state, outcome.error, _host.shared().time.nowMs());
    return outcome.state != "failed";
}

// How the flow stands is what its ordinary runs say: a remedy that goes well hides nothing of them.
bool Service::remedy(FlowSession& session)
{
    const std::string& flow = session.flow().name;
    const int64_t now = _host.shared().time.nowMs();
    engine::PollSpan span;
    span.remedy = true;
    const engine::RunOutcome outcome = runOnce(session, span, "app.run.remedy");
    _board.rested(flow);
    if (outcome.ok)
    {
        noteRemedy(_host.store(), flow, now);
    }
    return outcome.state != "failed";
}

bool Service::audit(FlowSession& session)
{
    engine::Shared& shared = _host.shared();
    const config::FlowConfig& flow = session.settings();
    const int64_t now = shared.time.nowMs();
    const engine::AuditReport report =
        engine::audit(session.flow(), shared, auditSpan(flow, now), [](int64_t, int64_t) {});
    std::string error;
    const bool kept =
        report.complete &&
        (flow.audit.reports.empty() ||
         writeReports(flow.audit.reports, auditHeadOf(session.flow(), flow.timezone), report, error));
    if (_stop && !report.complete)
    {
        return true;
    }
    shared.log.write(
        {report.verdict() && kept ? LOG_INFO : LOG_ERROR, flow.name,
         text::say("app.run.audit",
                   {engine::verdictName(report.complete, report), std::to_string(report.eligible),
                    std::to_string(report.right), report.complete ? error : report.error}),
         flow.name});
    if (report.complete)
    {
        tellAudit(flow.name, report);
    }
    if (kept)
    {
        noteAudit(_host.store(), flow.name, now);
    }
    return kept;
}

void Service::tellAudit(const std::string& flow, const engine::AuditReport& report)
{
    std::vector<engine::Alert> standing;
    if (!report.verdict())
    {
        standing.push_back(
            {engine::alertId(engine::AlertKind::Audit),
             text::say("engine.alert.audit",
                       {std::to_string(report.missing.count), std::to_string(report.doubled.count),
                        std::to_string(report.different.count), std::to_string(report.unexpected.count)}),
             text::say("engine.alert.audit.meaning"), text::say("engine.alert.audit.advice", {flow})});
    }
    engine::LogAlerts log(_host.shared().log);
    engine::AlertChannel& channel = _host.shared().alerts != nullptr ? *_host.shared().alerts : log;
    engine::tellAlerts(_host.store(), channel, flow, "alerts.audit", standing);
}

} // namespace duijie::app
