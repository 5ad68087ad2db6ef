#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/Table.h"

#include "config/TimeZone.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

void printJson(const std::vector<store::RecordRow>& rows, const store::StateCounts& counts,
               const config::TimeZone& zone)
{
    sdk::JsonWriter json;
    json.beginObject().key("counts").beginObject();
    putCounts(json, counts);
    json.endObject().key("records").beginArray();
    for (const store::RecordRow& row : rows)
    {
        json.beginObject();
        json.key("key").string(row.key).key("number").string(row.number);
        json.key("state").string(store::stateName(row.state)).key("reason").string(row.reason);
        json.key("attempts").number(row.attempts).key("received").string(zone.format(row.receivedMs));
        json.key("target_id").string(row.targetId).key("target_number").string(row.targetNumber);
        json.endObject();
    }
    json.endArray().endObject();
    printLine(json.text());
}

void printText(const std::vector<store::RecordRow>& rows, const config::TimeZone& zone)
{
    Table table({text::say("app.records.number"), text::say("app.records.key"),
                 text::say("app.records.state"), text::say("app.records.received"),
                 text::say("app.records.bill"), text::say("app.records.reason")});
    for (const store::RecordRow& row : rows)
    {
        const std::string state = "app.state." + std::string(store::stateName(row.state));
        table.add({row.number, row.key, text::say(state), zone.format(row.receivedMs), row.targetNumber,
                   row.reason});
    }
    printLine(table.toString());
}

} // namespace

int recordsCommand(const config::Config& config, const Options& options)
{
    if (!flowUsable(config, options.flow, false))
    {
        return EXIT_USAGE;
    }
    std::optional<store::RecordState> state;
    if (!options.state.empty())
    {
        store::RecordState named{};
        if (!store::stateFromName(options.state, named))
        {
            printProblems({{"--state", text::say("app.records.no_state", {options.state})}});
            return EXIT_USAGE;
        }
        state = named;
    }
    int exitCode = EXIT_WELL;
    const auto store = openStoreToRead(config, exitCode);
    if (!store)
    {
        return exitCode;
    }
    const auto rows = store->rows(options.flow, state, options.limit);
    const config::TimeZone zone(config.flows.at(options.flow).timezone);
    if (options.json)
    {
        printJson(rows, store->counts(options.flow), zone);
    }
    else
    {
        printText(rows, zone);
    }
    return EXIT_WELL;
}

} // namespace duijie::app
