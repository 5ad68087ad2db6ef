#include "app/CallText.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"

#include "config/TimeZone.h"

#include "engine/Outcome.h"

#include "text/Catalogue.h"

#include <functional>
#include <map>

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
            printProblems(
                {{"--class", text::say("app.calls.no_class",
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

// Of all versions of a record, in whichever flow it is; newest first. Nothing when there is no such record.
std::optional<std::vector<store::CallRow>> callsOfRecord(store::Store& store, const config::Config& config,
                                                         const std::string& key, store::CallFilter filter)
{
    bool found = false;
    std::map<int64_t, store::CallRow, std::greater<>> calls; // one call may be for two versions
    for (const auto& [name, flow] : config.flows)
    {
        if (!filter.flow.empty() && filter.flow != name)
        {
            continue;
        }
        for (const store::LoadedRecord& version : store.find(name, key))
        {
            found = true;
            filter.record = version.row.seq;
            for (store::CallRow& call : store.recentCalls(filter))
            {
                calls.emplace(call.id, std::move(call));
            }
        }
    }
    if (!found)
    {
        return std::nullopt;
    }
    std::vector<store::CallRow> out;
    for (auto& [id, call] : calls)
    {
        if (out.size() < static_cast<std::size_t>(filter.limit))
        {
            out.push_back(std::move(call));
        }
    }
    return out;
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
    const auto calls = options.key.empty() ? std::optional(store->recentCalls(*filter))
                                           : callsOfRecord(*store, config, options.key, *filter);
    if (!calls)
    {
        printProblems({{"--record", text::say("app.calls.no_record", {options.key})}});
        return EXIT_USAGE;
    }
    if (options.json)
    {
        sdk::JsonWriter json;
        putCalls(json, *calls, zone);
        printLine(json.text());
        return EXIT_WELL;
    }
    printLine(calls->empty() ? text::say("app.calls.none") : callTable(*calls, zone, FlowColumn::Shown));
    return EXIT_WELL;
}

} // namespace duijie::app
