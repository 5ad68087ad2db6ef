// Which flows there are, and when each runs next.
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/FlowControl.h"
#include "app/FlowHistory.h"
#include "app/RemedyTimes.h"
#include "app/SystemTime.h"
#include "app/Table.h"

#include "config/TimeZone.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

constexpr int Shown = 5;

// When the rhythm comes next: not before now, and what was missed is made up for now.
std::vector<int64_t> upcoming(const schedule::Rhythm& rhythm, const std::string& zone, int64_t lastMs,
                              int64_t nowMs)
{
    const bool never = lastMs == 0;
    if (never && !rhythm.isInterval())
    {
        return rhythm.upcoming(nowMs, zone, Shown);
    }
    const auto due = never ? std::optional(nowMs) : rhythm.next(lastMs, zone);
    if (!due || *due > nowMs)
    {
        return rhythm.upcoming(lastMs, zone, Shown);
    }
    std::vector<int64_t> out = rhythm.upcoming(nowMs, zone, Shown - 1);
    out.insert(out.begin(), nowMs);
    return out;
}

// A host that never ran has no store yet: then nothing ever happened.
schedule::FlowPlan planToShow(const config::FlowConfig& flow, store::Store* store)
{
    schedule::FlowPlan plan;
    const std::optional<schedule::Rhythm> remedy = remedyOfFile(flow);
    if (store != nullptr)
    {
        return planOf(flow, remedy, *store);
    }
    plan.flow = flow.name;
    plan.zone = flow.timezone;
    plan.poll = flow.every;
    plan.sweep = flow.sweepAt;
    plan.audit = flow.audit.at;
    plan.remedy = remedy;
    return plan;
}

std::unique_ptr<store::Store> storeToShow(const config::Config& config)
{
    try
    {
        return store::openStore(config.storeUrl, store::Access::Read, {});
    }
    catch (const store::StoreError&)
    {
        return nullptr;
    }
}

struct Row
{
    const char* what;
    std::string rhythm;
    std::vector<int64_t> times;
};

std::vector<Row> rowsOf(const schedule::FlowPlan& plan, int64_t nowMs)
{
    std::vector<Row> rows;
    rows.push_back({"poll", plan.poll.text(), upcoming(plan.poll, plan.zone, plan.polled.startedMs, nowMs)});
    if (plan.sweep)
    {
        rows.push_back({"sweep", plan.sweep->text(), upcoming(*plan.sweep, plan.zone, plan.sweptMs, nowMs)});
    }
    if (plan.audit)
    {
        rows.push_back(
            {"audit", plan.audit->text(), upcoming(*plan.audit, plan.zone, plan.audited.startedMs, nowMs)});
    }
    if (plan.remedy)
    {
        rows.push_back({"remedy", plan.remedy->text(),
                        upcoming(*plan.remedy, plan.zone, plan.remedied.startedMs, nowMs)});
    }
    return rows;
}

void putRows(sdk::JsonWriter& json, const std::vector<Row>& rows, const config::TimeZone& zone)
{
    for (const Row& row : rows)
    {
        json.key(row.what).beginObject().key("rhythm").string(row.rhythm).key("next").beginArray();
        for (const int64_t time : row.times)
        {
            json.string(zone.format(time));
        }
        json.endArray().endObject();
    }
}

} // namespace

int scheduleCommand(const config::Config& config, const Options& options)
{
    if (!flowUsable(config, options.flow, false))
    {
        return EXIT_USAGE;
    }
    const config::FlowConfig& flow = config.flows.at(options.flow);
    const auto store = storeToShow(config);
    const config::TimeZone zone(flow.timezone);
    const std::vector<Row> rows = rowsOf(planToShow(flow, store.get()), SystemTime().nowMs());
    if (options.json)
    {
        sdk::JsonWriter json;
        json.beginObject().key("flow").string(flow.name).key("timezone").string(flow.timezone);
        putRows(json, rows, zone);
        json.endObject();
        printLine(json.text());
        return EXIT_WELL;
    }
    printLine(text::say("app.schedule.title", {flow.name, flow.timezone}));
    Table table({text::say("app.schedule.what"), text::say("app.schedule.rhythm"), "1", "2", "3", "4", "5"});
    for (const Row& row : rows)
    {
        std::vector<std::string> cells = {text::say(std::string("app.schedule.") + row.what), row.rhythm};
        for (int i = 0; i < Shown; ++i)
        {
            const auto at = static_cast<std::size_t>(i);
            cells.push_back(at < row.times.size() ? zone.format(row.times[at]) : "");
        }
        table.add(std::move(cells));
    }
    printLine(table.toString());
    return EXIT_WELL;
}

int flowsCommand(const config::Config& config, const Options& options)
{
    const auto store = storeToShow(config);
    const int64_t now = SystemTime().nowMs();
    Table table({text::say("app.flows.flow"), text::say("app.flows.enabled"),
                 text::say("app.schedule.rhythm"), text::say("app.flows.last"), text::say("app.flows.state"),
                 text::say("app.flows.next")});
    sdk::JsonWriter json;
    json.beginArray();
    for (const auto& [name, flow] : config.flows)
    {
        const config::TimeZone zone(flow.timezone);
        const auto runs = store ? store->runs(name, 1) : std::vector<store::RunRow>();
        const std::vector<Row> rows = rowsOf(planToShow(flow, store.get()), now);
        const std::string last = runs.empty() ? "" : zone.format(runs[0].startedMs);
        const std::string state = runs.empty() ? "" : runs[0].state;
        const auto pause = store ? pauseOf(*store, name) : std::nullopt;
        const std::string next =
            flow.enabled && !pause && !rows[0].times.empty() ? zone.format(rows[0].times[0]) : std::string();
        table.add({name, text::say(flow.enabled ? "app.flows.yes" : "app.flows.no"), flow.every.text(), last,
                   state.empty() ? "" : text::say("app.flows.was." + state),
                   pause ? text::say("app.flows.paused", {zone.format(pause->sinceMs), pause->why}) : next});
        json.beginObject().key("flow").string(name).key("enabled").boolean(flow.enabled);
        json.key("every").string(flow.every.text()).key("last").string(last).key("state").string(state);
        json.key("next").string(next).key("paused").boolean(pause.has_value());
        json.key("why").string(pause ? pause->why : "").endObject();
    }
    json.endArray();
    printLine(options.json ? json.text() : table.toString());
    return EXIT_WELL;
}

} // namespace duijie::app
