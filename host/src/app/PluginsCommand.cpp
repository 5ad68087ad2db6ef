#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/Table.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

std::string connectorsOf(const plugin::Entry& entry)
{
    std::string out;
    for (const plugin::ConnectorInfo& connector : entry.connectors)
    {
        out += (out.empty() ? "" : ", ") + connector.id;
    }
    return out;
}

void printJson(const std::vector<plugin::Entry>& entries)
{
    sdk::JsonWriter json;
    json.beginArray();
    for (const plugin::Entry& entry : entries)
    {
        json.beginObject().key("id").string(entry.stamp.id).key("version").string(entry.stamp.version);
        json.key("path")
            .string(entry.path)
            .key("loaded")
            .boolean(entry.loaded)
            .key("reason")
            .string(entry.reason);
        json.key("connectors").beginArray();
        for (const plugin::ConnectorInfo& connector : entry.connectors)
        {
            json.beginObject()
                .key("id")
                .string(connector.id)
                .key("description")
                .raw(connector.description)
                .endObject();
        }
        json.endArray().endObject();
    }
    json.endArray();
    printLine(json.text());
}

} // namespace

int pluginsCommand(const config::Config& config, const Options& options)
{
    const PluginSet plugins(config);
    const auto entries = plugins.entries();
    bool all = true;
    for (const plugin::Entry& entry : entries)
    {
        all = all && entry.loaded;
    }
    if (options.json)
    {
        printJson(entries);
        return all ? EXIT_WELL : EXIT_ATTENTION;
    }
    Table table({text::say("app.plugins.id"), text::say("app.plugins.version"),
                 text::say("app.plugins.state"), text::say("app.plugins.provides"),
                 text::say("app.plugins.file")});
    for (const plugin::Entry& entry : entries)
    {
        table.add({entry.stamp.id, entry.stamp.version,
                   text::say(entry.loaded ? "app.plugins.loaded" : "app.plugins.refused"),
                   connectorsOf(entry), entry.path});
    }
    printLine(table.toString());
    for (const plugin::Entry& entry : entries)
    {
        if (!entry.loaded)
        {
            printLine(entry.reason);
        }
    }
    return all ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace duijie::app
