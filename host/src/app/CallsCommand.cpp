#include "app/CallText.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"

#include "config/TimeZone.h"

#include "engine/Outcome.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

constexpr std::string_view Failed = "failed"; // every class but "ok"

// Times are read and written in the zone of the flow, or else of the first one.
std::string zoneOf(const config::Config& config, const std::string& flow)
{
    const auto named = config.flows.find(flow);
    if (named != config.flows.end())
    {
        return named->second.timezone;
    }
    return config.flows.empty() ? config::FlowConfig().timezone : config.flows.begin()->second.timezone;
}

// Nothing, with the problem printed, for a class or a time nobody can read.
std::optional<store::CallFilter> filterOf(const Options& options, const std::string& zone)
{
    store::CallFilter filter;
    filter.flow = options.flow;
    filter.limit = options.limit;
    filter.failed = options.outcome == Failed;
    if (!options.outcome.empty() && !filter.failed)
    {
        filter.outcome = engine::outcomeOfName(options.outcome);
        if (!filter.outcome)
        {
            printProblems({{"--class", text::say("app.calls.no_class",
                                                 {options.outcome, engine::outcomeNames(), std::string(Failed)})}});
            return std::nullopt;
        }
    }
    if (!options.since.empty())
    {
        const auto since = config::TimeZone(zone).parse(options.since);
        if (!since)
        {
            printProblems({{"--since", text::say("config.flow.start", {options.since, zone})}});
            return std::nullopt;
        }
        filter.sinceMs = *since;
    }
    return filter;
}

// Of all versions of a record, in whichever flow it is; newest first.
std::vector<store::CallRow> callsOfRecord(store::Store& store, const config::Config& config,
                                          const Options& options, const store::CallFilter& filter)
{
    std::vector<store::CallRow> calls;
    for (const auto& [name, flow] : config.flows)
    {
        if (!options.flow.empty() && options.flow != name)
        {
            continue;
        }
        for (const store::LoadedRecord& record : store.find(name, options.key))
        {
            const auto of = store.calls(record.row.seq);
            calls.insert(calls.end(), of.begin(), of.end());
        }
    }
    const auto unwanted = [&](const store::CallRow& call)
    {
        return call.startedMs < filter.sinceMs || (filter.outcome && call.outcome != *filter.outcome) ||
               (filter.failed && call.outcome == STATUS_OK);
    };
    calls.erase(std::remove_if(calls.begin(), calls.end(), unwanted), calls.end());
    std::sort(calls.begin(), calls.end(),
              [](const store::CallRow& a, const store::CallRow& b) { return a.id > b.id; });
    calls.erase(std::unique(calls.begin(), calls.end(),
                            [](const store::CallRow& a, const store::CallRow& b) { return a.id == b.id; }),
                calls.end());
    calls.resize(std::min(calls.size(), static_cast<std::size_t>(filter.limit)));
    return calls;
}

} // namespace

int callsCommand(const config::Config& config, const Options& options)
{
    if (!options.flow.empty() && !flowUsable(config, options.flow, false))
    {
        return EXIT_USAGE;
    }
    const std::string zoneName = zoneOf(config, options.flow);
    const config::TimeZone zone(zoneName);
    const auto filter = filterOf(options, zoneName);
    if (!filter)
    {
        return EXIT_USAGE;
    }
    int exitCode = EXIT_WELL;
    const auto store = openStoreToRead(config, exitCode);
    if (!store)
    {
        return exitCode;
    }
    const auto calls =
        options.key.empty() ? store->recentCalls(*filter) : callsOfRecord(*store, config, options, *filter);
    if (options.json)
    {
        sdk::JsonWriter json;
        putCalls(json, calls, zone);
        printLine(json.text());
        return EXIT_WELL;
    }
    printLine(calls.empty() ? text::say("app.calls.none") : callTable(calls, zone));
    return EXIT_WELL;
}

} // namespace duijie::app
