#include "app/FlowHistory.h"

#include "config/TimeZone.h"

#include "duijie/sdk/Times.h"

#include <charconv>

namespace duijie::app
{

namespace
{

constexpr const char* AuditName = "audit.last";
constexpr const char* RemedyName = "remedy.last";
constexpr const char* SweepName = "sweep.nightly"; // the poller writes it

std::string scopeOf(const std::string& flow)
{
    return "flow:" + flow;
}

int64_t timeOf(store::Store& store, const std::string& flow, const char* name)
{
    int64_t ms = 0;
    if (const auto text = store.state(scopeOf(flow), name))
    {
        std::from_chars(text->data(), text->data() + text->size(), ms);
    }
    return ms;
}

void note(store::Store& store, const std::string& flow, const char* name, int64_t ms)
{
    store.durably([&](store::Done done)
                  { store.putState(scopeOf(flow), name, std::to_string(ms), std::move(done)); });
}

constexpr int Looked = 200; // a flow that failed longer than that has failed for long

// Remedies have a rhythm of their own: they say nothing of when the flow ran, nor how.
std::vector<store::RunRow> ordinaryRuns(store::Store& store, const std::string& flow)
{
    std::vector<store::RunRow> runs = store.runs(flow, Looked);
    std::erase_if(runs, [](const store::RunRow& run) { return run.trigger == engine::RemedyTrigger; });
    return runs;
}

} // namespace

schedule::FlowPlan planOf(const config::FlowConfig& flow, const std::optional<schedule::Rhythm>& remedy,
                          store::Store& store)
{
    schedule::FlowPlan plan;
    plan.flow = flow.name;
    plan.zone = flow.timezone;
    plan.poll = flow.every;
    plan.sweep = flow.sweepAt;
    plan.audit = flow.audit.at;
    plan.remedy = remedy;
    const auto runs = ordinaryRuns(store, flow.name);
    if (!runs.empty())
    {
        plan.polled.startedMs = runs.front().startedMs;
        plan.polled.well = runs.front().state == "ok" || runs.front().state == "attention";
    }
    plan.audited.startedMs = timeOf(store, flow.name, AuditName);
    plan.remedied.startedMs = timeOf(store, flow.name, RemedyName);
    plan.sweptMs = timeOf(store, flow.name, SweepName);
    return plan;
}

LastRuns lastRunsOf(store::Store& store, const std::string& flow)
{
    LastRuns out;
    for (const store::RunRow& run : ordinaryRuns(store, flow))
    {
        if (run.endedMs == 0)
        {
            continue;
        }
        out.state = out.state.empty() ? run.state : out.state;
        if (run.state == "ok" || run.state == "attention")
        {
            out.successMs = run.endedMs;
            break;
        }
    }
    return out;
}

void noteAudit(store::Store& store, const std::string& flow, int64_t startedMs)
{
    note(store, flow, AuditName, startedMs);
}

void noteRemedy(store::Store& store, const std::string& flow, int64_t startedMs)
{
    note(store, flow, RemedyName, startedMs);
}

engine::PollSpan auditSpan(const config::FlowConfig& flow, int64_t nowMs)
{
    constexpr int64_t DayMs = 86'400'000;
    const config::TimeZone zone(flow.timezone);
    const std::string today = zone.format(nowMs).substr(0, 10) + " 00:00:00";
    // By the calendar, not by hours: days on which clocks are set have 23 or 25.
    const int64_t wall = sdk::parseDateTime(today, 0).value_or(0);
    engine::PollSpan span;
    span.fromMs = zone.parse(sdk::formatDateTime(wall - flow.audit.days * DayMs, 0));
    span.toMs = zone.parse(today).value_or(nowMs) - 1000;
    if (span.fromMs && *span.fromMs < flow.startMs)
    {
        span.fromMs = flow.startMs;
    }
    return span;
}

} // namespace duijie::app
