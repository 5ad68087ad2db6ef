#include "engine/Alerts.h"

#include "engine/Poller.h"
#include "engine/RunContext.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"

#include <algorithm>
#include <array>
#include <map>

namespace duijie::engine
{

using store::RecordState;

namespace
{

// An unclear write is looked up again and again; after this somebody should know.
constexpr int64_t LongUnclearMs = 15 * 60'000;

// A vendor that cannot be reached for less is not worth a person's time.
constexpr int64_t LongFailingMs = 5 * 60'000;

constexpr int MostRecords = 1000;

// By AlertKind.
constexpr std::array<std::string_view, 5> Names = {"failing", "rollback_stuck", "unclear", "dead", "audit"};
static_assert(Names.size() == AlertKindCount);

std::string scopeOf(const std::string& flow)
{
    return "flow:" + flow;
}

std::string nameOf(const store::RecordRow& row)
{
    return row.number.empty() ? row.key : row.number;
}

std::map<std::string, std::string> toldOf(store::Store& store, const std::string& flow,
                                          const std::string& group)
{
    std::map<std::string, std::string> told;
    sdk::JsonDocument document;
    const auto text = store.state(scopeOf(flow), group);
    if (text && document.parse(*text))
    {
        for (const sdk::JsonValue item : document.root())
        {
            told.emplace(item.name(), item.text());
        }
    }
    return told;
}

void remember(store::Store& store, const std::string& flow, const std::string& group,
              const std::vector<Alert>& standing)
{
    sdk::JsonWriter json;
    json.beginObject();
    for (const Alert& alert : standing)
    {
        json.key(alert.id).string(alert.happened);
    }
    json.endObject();
    store.durably([&](store::Done done)
                  { store.putState(scopeOf(flow), group, json.take(), std::move(done)); });
}

void addStuck(const RunContext& run, std::vector<Alert>& out)
{
    for (const store::RecordRow& row :
         run.shared.store.rows(run.flow.name, RecordState::RollbackStuck, MostRecords))
    {
        const std::string bill = row.targetNumber.empty() ? row.targetId : row.targetNumber;
        out.push_back({alertId(AlertKind::RollbackStuck, row.seq),
                       text::say("engine.alert.stuck", {bill, nameOf(row), row.reason}),
                       text::say("engine.alert.stuck.meaning"),
                       text::say("engine.alert.stuck.advice", {bill, run.flow.name}), true});
    }
}

void addUnclear(const RunContext& run, std::vector<Alert>& out)
{
    const int64_t since = run.shared.time.nowMs() - LongUnclearMs;
    for (const store::RecordRow& row :
         run.shared.store.rows(run.flow.name, RecordState::Unknown, MostRecords))
    {
        const auto intent = run.shared.store.lastIntent(row.seq);
        if (intent && intent->createdMs <= since)
        {
            out.push_back({alertId(AlertKind::Unclear, row.seq),
                           text::say("engine.alert.unclear", {nameOf(row), row.reason}),
                           text::say("engine.alert.unclear.meaning"),
                           text::say("engine.alert.unclear.advice", {run.flow.targetConnection})});
        }
    }
}

// Since when every run of this kind failed, this one included.
int64_t failingSince(const RunContext& run, bool remedies)
{
    int64_t since = run.shared.time.nowMs();
    for (const store::RunRow& row : run.shared.store.runs(run.flow.name, 100))
    {
        if ((row.trigger == RemedyTrigger) != remedies)
        {
            continue;
        }
        if (row.state == "ok" || row.state == "attention")
        {
            break;
        }
        since = row.state == "failed" ? row.startedMs : since;
    }
    return since;
}

bool failsForLong(const RunContext& run, const std::string& state, bool remedies)
{
    return state == "failed" &&
           (run.halted() || run.shared.time.nowMs() - failingSince(run, remedies) >= LongFailingMs);
}

void addFailing(const RunContext& run, const std::string& state, const std::string& error,
                std::vector<Alert>& out)
{
    if (failsForLong(run, state, false))
    {
        out.push_back({alertId(AlertKind::Failing), text::say("engine.alert.failing", {error}),
                       text::say("engine.alert.failing.meaning"), text::say("engine.alert.failing.advice")});
    }
}

void addDead(const RunContext& run, std::vector<Alert>& out)
{
    const auto dead = run.shared.store.rows(run.flow.name, RecordState::Dead, MostRecords).size();
    if (dead > 0)
    {
        out.push_back({alertId(AlertKind::Dead), text::say("engine.alert.dead", {std::to_string(dead)}),
                       text::say("engine.alert.dead.meaning"),
                       text::say("engine.alert.dead.advice", {run.flow.name})});
    }
}

} // namespace

std::string_view alertName(AlertKind kind) noexcept
{
    return Names[static_cast<std::size_t>(kind)];
}

std::string alertId(AlertKind kind, int64_t record)
{
    return std::string(alertName(kind)) + (record == 0 ? "" : ":" + std::to_string(record));
}

void LogAlerts::begun(const std::string& flow, const Alert& alert)
{
    _log.write({LOG_ERROR, flow,
                text::say("engine.alert.begun", {alert.id, alert.happened, alert.meaning, alert.advice}),
                flow});
}

void LogAlerts::over(const std::string& flow, const std::string& id, const std::string& happened)
{
    _log.write({LOG_WARNING, flow, text::say("engine.alert.over", {id, happened}), flow});
}

void tellAlerts(store::Store& store, AlertChannel& channel, const std::string& flow, const std::string& group,
                const std::vector<Alert>& standing)
{
    const std::map<std::string, std::string> told = toldOf(store, flow, group);
    bool changed = false;
    for (const Alert& alert : standing)
    {
        if (told.count(alert.id) == 0)
        {
            changed = true;
            channel.begun(flow, alert);
        }
    }
    for (const auto& [id, happened] : told)
    {
        if (std::none_of(standing.begin(), standing.end(), [&id = id](const Alert& a) { return a.id == id; }))
        {
            changed = true;
            channel.over(flow, id, happened);
        }
    }
    if (changed)
    {
        channel.told();
        remember(store, flow, group, standing);
    }
}

std::vector<Alert> standingAlerts(const RunContext& run, const std::string& state, const std::string& error)
{
    std::vector<Alert> out;
    addFailing(run, state, error, out);
    addStuck(run, out);
    addUnclear(run, out);
    addDead(run, out);
    return out;
}

std::vector<Alert> remedyAlerts(const RunContext& run, const std::string& state, const std::string& error)
{
    std::vector<Alert> out;
    if (failsForLong(run, state, true))
    {
        out.push_back({alertId(AlertKind::Failing) + ":" + RemedyTrigger,
                       text::say("engine.alert.remedy", {error}), text::say("engine.alert.remedy.meaning"),
                       text::say("engine.alert.failing.advice")});
    }
    return out;
}

} // namespace duijie::engine
