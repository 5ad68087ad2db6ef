#include "config/Config.h"

#include "config/Comments.h"
#include "config/ObjectReader.h"
#include "config/TimeZone.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Path.h>
#include <Poco/StreamCopier.h>

#include <sstream>

namespace duijie::config
{

namespace
{

std::string absolute(const std::string& path, const std::string& folder)
{
    const Poco::Path given(path);
    return given.isAbsolute() ? given.toString()
                              : Poco::Path(Poco::Path(folder).makeDirectory(), given).toString();
}

Poco::JSON::Object::Ptr parseFile(const std::string& file, Problems& problems)
{
    try
    {
        Poco::FileInputStream stream(file);
        std::string content;
        Poco::StreamCopier::copyToString(stream, content);
        Poco::JSON::Parser parser;
        return parser.parse(blankComments(content)).extract<Poco::JSON::Object::Ptr>();
    }
    catch (const Poco::FileException& e)
    {
        problems.push_back({"", text::say("config.unreadable", {file, e.displayText()})});
    }
    catch (const Poco::Exception& e)
    {
        problems.push_back({"", text::say("config.not_json", {file, e.displayText()})});
    }
    return nullptr;
}

void readPlugins(ObjectReader& root, const std::string& folder, Config& config)
{
    ObjectReader plugins = root.object("plugins", true);
    for (const std::string& directory : plugins.texts("directories", true))
    {
        config.pluginDirectories.push_back(absolute(directory, folder));
    }
    plugins.finish();
}

void readStore(ObjectReader& root, const std::string& folder, Config& config)
{
    ObjectReader store = root.object("store", true);
    const std::string url = store.text("url", "", true);
    constexpr std::string_view Scheme = "sqlite:";
    if (url.rfind(Scheme, 0) == 0 && url.size() > Scheme.size())
    {
        config.storeUrl = std::string(Scheme) + absolute(url.substr(Scheme.size()), folder);
    }
    else if (!url.empty())
    {
        store.problem("url", text::say("config.store.url", {url}));
    }
    store.finish();
}

void readConnections(ObjectReader& root, Config& config)
{
    ObjectReader connections = root.object("connections", true);
    for (const std::string& name : connections.takeNames())
    {
        ObjectReader entry = connections.object(name, true);
        Connection connection;
        connection.name = name;
        connection.plugin = entry.text("plugin", "", true);
        connection.settings = entry.rest(); // checked later, against the plugin's own list
        config.connections.emplace(name, std::move(connection));
    }
    connections.finish();
}

void readStart(ObjectReader& entry, FlowConfig& flow)
{
    flow.timezone = entry.text("timezone", flow.timezone, false);
    const std::string start = entry.text("start", "", true);
    if (!TimeZone::exists(flow.timezone))
    {
        entry.problem("timezone", text::say("config.flow.timezone", {flow.timezone}));
        return;
    }
    if (start.empty())
    {
        return;
    }
    if (const auto ms = TimeZone(flow.timezone).parse(start))
    {
        flow.startMs = *ms;
    }
    else
    {
        entry.problem("start", text::say("config.flow.start", {start, flow.timezone}));
    }
}

std::string readDocumentPath(ObjectReader& entry, const std::string& key, const std::string& folder)
{
    const std::string path = entry.text(key, "", false);
    if (path.empty())
    {
        return {};
    }
    const std::string full = absolute(path, folder);
    const Poco::File document(full);
    if (!document.exists() || !document.isFile())
    {
        entry.problem(key, text::say("config.document.absent", {full}));
    }
    return full;
}

void readConnectionName(ObjectReader& entry, const std::string& key, const Config& config, std::string& out)
{
    out = entry.text(key, "", true);
    if (!out.empty() && config.connections.count(out) == 0)
    {
        std::vector<std::string> known;
        for (const auto& [name, connection] : config.connections)
        {
            known.push_back(name);
        }
        entry.problem(key, text::say("config.flow.connection", {out, ObjectReader::suggest(out, known)}));
    }
}

void readFlow(ObjectReader& entry, const std::string& folder, const Config& config, FlowConfig& flow)
{
    flow.plugin = entry.text("plugin", "", false);
    flow.enabled = entry.boolean("enabled", true);
    readConnectionName(entry, "source", config, flow.source);
    readConnectionName(entry, "target", config, flow.target);
    readStart(entry, flow);
    flow.lagSeconds = entry.integer("lag_seconds", flow.lagSeconds, 0, 86'400);
    flow.overlapMinutes = entry.integer("overlap_minutes", flow.overlapMinutes, 0, 43'200);
    flow.settleSeconds = entry.integer("settle_seconds", flow.settleSeconds, 0, 3600);
    flow.concurrency = entry.integer("concurrency", flow.concurrency, 1, 128);
    const std::string batch = entry.text("batch", "best_effort", false);
    if (batch != "best_effort" && batch != "all_or_nothing")
    {
        entry.problem("batch", text::say("config.flow.batch", {batch}));
    }
    flow.batch = batch == "all_or_nothing" ? engine::BatchMode::AllOrNothing : engine::BatchMode::BestEffort;
    flow.sourceDocument = readDocumentPath(entry, "source_document", folder);
    flow.targetDocument = readDocumentPath(entry, "target_document", folder);
    if (flow.plugin.empty() && (flow.sourceDocument.empty() || flow.targetDocument.empty()))
    {
        entry.problem("plugin", text::say("config.flow.no_documents"));
    }
    entry.finish();
}

void readFlows(ObjectReader& root, const std::string& folder, Config& config)
{
    ObjectReader flows = root.object("flows", true);
    for (const std::string& name : flows.takeNames())
    {
        ObjectReader entry = flows.object(name, true);
        FlowConfig flow;
        flow.name = name;
        readFlow(entry, folder, config, flow);
        config.flows.emplace(name, std::move(flow));
    }
    flows.finish();
}

} // namespace

std::optional<Config> readConfig(const std::string& file, Problems& problems)
{
    Config config;
    config.file = Poco::Path(file).makeAbsolute().toString();
    const std::string folder = Poco::Path(config.file).parent().toString();
    const Poco::JSON::Object::Ptr json = parseFile(config.file, problems);
    if (!json)
    {
        return std::nullopt;
    }
    ObjectReader root(json, "", problems);
    config.language = root.text("language", "", false);
    if (!config.language.empty() && config.language != "zh" && config.language != "en")
    {
        root.problem("language", text::say("config.language", {config.language}));
    }
    config.sandbox = root.boolean("sandbox", false);
    readPlugins(root, folder, config);
    readStore(root, folder, config);
    readConnections(root, config);
    readFlows(root, folder, config);
    root.finish();
    return problems.empty() ? std::optional<Config>(std::move(config)) : std::nullopt;
}

} // namespace duijie::config
