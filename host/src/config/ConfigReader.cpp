#include "config/Config.h"

#include "config/AlertReader.h"
#include "config/ConfigText.h"
#include "config/FlowReader.h"
#include "config/ObjectReader.h"
#include "config/Schema.h"
#include "config/SecretUses.h"
#include "config/SeeingReader.h"

#include "text/Catalogue.h"

namespace duijie::config
{

namespace
{

bool consistsOf(std::string_view text, std::size_t size, std::string_view characters)
{
    return text.size() == size && text.find_first_not_of(characters) == std::string_view::npos;
}

void readTrust(ObjectReader& plugins, Config& config)
{
    constexpr std::string_view Hex = "0123456789abcdef";
    constexpr std::string_view Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    config.pluginDigests = plugins.texts("allow", false);
    for (const std::string& digest : config.pluginDigests)
    {
        if (!consistsOf(digest, 64, Hex))
        {
            plugins.problem("allow", text::say("config.plugins.allow", {digest}));
        }
    }
    config.pluginSigners = plugins.texts("signers", false);
    for (const std::string& signer : config.pluginSigners)
    {
        const bool padded = !signer.empty() && signer.back() == '=';
        if (!padded || !consistsOf(std::string_view(signer).substr(0, signer.size() - 1), 43, Base64))
        {
            plugins.problem("signers", text::say("config.plugins.signers", {signer}));
        }
    }
}

void readPlugins(ObjectReader& root, const std::string& folder, Config& config)
{
    ObjectReader plugins = root.object("plugins", true);
    for (const std::string& directory : plugins.texts("directories", true))
    {
        config.pluginDirectories.push_back(absolute(directory, folder));
    }
    readTrust(plugins, config);
    plugins.finish();
}

void readRetention(ObjectReader& store, engine::RetentionRules& rules)
{
    constexpr int64_t MostDays = 36'500;
    ObjectReader retention = store.object("retention", false);
    rules.callsDays = retention.integer("calls_days", rules.callsDays, 0, MostDays);
    rules.rawDays = retention.integer("raw_days", rules.rawDays, 0, MostDays);
    rules.mostMiB = retention.integer("max_mib", rules.mostMiB, 0, 100'000'000);
    retention.finish();
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
    readRetention(store, config.retention);
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

void readFlows(ObjectReader& root, const std::string& folder, Config& config)
{
    ObjectReader flows = root.object("flows", true);
    for (const std::string& name : flows.takeNames())
    {
        ObjectReader entry = flows.object(name, true);
        FlowConfig flow;
        flow.name = name;
        readFlow(entry, folder, config, root.holdsObject("connections"), flow);
        config.flows.emplace(name, std::move(flow));
    }
    flows.finish();
    checkDatasets(flows, config);
}

} // namespace

std::optional<Config> readConfig(const std::string& file, Problems& problems)
{
    const std::optional<ConfigText> json = readText(file, problems);
    if (!json)
    {
        return std::nullopt;
    }
    Config config;
    config.file = json->file;
    config.shownFile = file;
    config.places = json->places;
    const std::string& folder = json->folder;
    ObjectReader root(json->root, "", problems);
    config.language = root.choice("language", "", {"zh", "en"});
    root.text("$schema", "", false); // for editors
    config.sandbox = root.boolean("sandbox", false);
    config.secrets = readSecretPlaces(root, folder);
    config.secrets.plainAllowed = config.sandbox;
    readPlugins(root, folder, config);
    readStore(root, folder, config);
    config.log = readLog(root, folder);
    config.http = readHttp(root);
    readConnections(root, config);
    readFlows(root, folder, config);
    readAlerts(root, config);
    root.finish();
    checkSchema(json->root, problems);
    locate(file, json->places, problems);
    return problems.empty() ? std::optional<Config>(std::move(config)) : std::nullopt;
}

Problems located(const Config& config, Problems problems)
{
    locate(config.shownFile, config.places, problems);
    return problems;
}

} // namespace duijie::config
