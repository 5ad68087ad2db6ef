#include "app/PluginSet.h"

#include "config/ObjectReader.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"

#include <Poco/Net/IPAddress.h>
#include <Poco/URI.h>

#include <algorithm>

namespace duijie::app
{

namespace
{

struct Name
{
    std::string id;
    std::string version;
};

Name split(const std::string& plugin)
{
    const std::size_t at = plugin.find('@');
    return at == std::string::npos ? Name{plugin, ""} : Name{plugin.substr(0, at), plugin.substr(at + 1)};
}

bool isKind(const std::string& description, const std::string& kind)
{
    sdk::JsonDocument document;
    if (kind.empty() || !document.parse(description))
    {
        return true;
    }
    const std::string kinds = "+" + std::string(document.root().find("kind").text()) + "+";
    return kinds.find("+" + kind + "+") != std::string::npos;
}

bool isLoopback(const std::string& url)
{
    try
    {
        const std::string host = Poco::URI(url).getHost();
        Poco::Net::IPAddress address;
        return host == "localhost" || (Poco::Net::IPAddress::tryParse(host, address) && address.isLoopback());
    }
    catch (const Poco::Exception&)
    {
        return false;
    }
}

plugin::Trust trustOf(const config::Config& config)
{
    plugin::Trust trust;
    trust.digests = config.pluginDigests;
    for (const std::string& signer : config.pluginSigners)
    {
        plugin::signerOf(signer, trust.signers.emplace_back()); // its form was checked with the configuration
    }
    return trust;
}

} // namespace

PluginSet::PluginSet(const config::Config& config)
    : _folders(config.pluginDirectories), _registry(plugin::HostAbi::ofThisHost(), trustOf(config))
{
    scan();
}

void PluginSet::scan()
{
    _registry.scan(_folders);
}

std::optional<plugin::Entry> PluginSet::find(const std::string& plugin) const
{
    const Name name = split(plugin);
    std::optional<plugin::Entry> best;
    for (const plugin::Entry& entry : entries())
    {
        if (entry.loaded && entry.stamp.id == name.id &&
            (name.version.empty() || entry.stamp.version == name.version))
        {
            best = entry; // the registry itself chooses the highest version when it makes the connector
        }
    }
    return best;
}

std::string PluginSet::whyAbsent(const std::string& plugin) const
{
    const Name name = split(plugin);
    std::vector<std::string> known;
    std::string versions;
    for (const plugin::Entry& entry : entries())
    {
        if (!entry.loaded && entry.stamp.id == name.id)
        {
            return text::say("app.plugin.refused", {plugin, entry.reason});
        }
        if (entry.loaded && entry.stamp.id == name.id) // then it is the version that is not there
        {
            versions += (versions.empty() ? "" : ", ") + entry.stamp.version;
        }
        known.push_back(entry.stamp.id);
    }
    if (!versions.empty())
    {
        return text::say("app.plugin.version", {name.id, name.version, versions});
    }
    return text::say("app.plugin.absent", {plugin, config::ObjectReader::suggest(name.id, known)});
}

std::shared_ptr<plugin::Instance> PluginSet::create(const std::string& plugin, const std::string& kind,
                                                    const std::string& path, config::Problems& problems)
{
    const auto entry = find(plugin);
    if (!entry)
    {
        problems.push_back({path, whyAbsent(plugin)});
        return nullptr;
    }
    const auto connector =
        std::find_if(entry->connectors.begin(), entry->connectors.end(),
                     [&](const plugin::ConnectorInfo& c) { return isKind(c.description, kind); });
    if (connector == entry->connectors.end())
    {
        problems.push_back({path, text::say("app.plugin.kind", {plugin, kind})});
        return nullptr;
    }
    plugin::Created created = _registry.create(connector->id, split(plugin).version);
    if (!created.instance)
    {
        problems.push_back({path, created.reason});
    }
    return created.instance;
}

std::vector<std::string> PluginSet::ofKind(const std::string& kind) const
{
    std::vector<std::string> alone;
    std::vector<std::string> others;
    for (const plugin::Entry& entry : entries())
    {
        for (const plugin::ConnectorInfo& connector : entry.connectors)
        {
            sdk::JsonDocument document;
            if (document.parse(connector.description) && isKind(connector.description, kind))
            {
                (document.root().find("kind").text() == kind ? alone : others).push_back(entry.stamp.id);
            }
        }
    }
    return alone.empty() ? others : alone; // a connector that does both is the second choice for either
}

std::optional<sdk::ConfigSpec> PluginSet::specOf(const std::string& plugin) const
{
    const auto entry = find(plugin);
    sdk::JsonDocument description;
    sdk::ConfigSpec spec;
    const bool told = entry && !entry->connectors.empty() &&
                      description.parse(entry->connectors.front().description) &&
                      sdk::ConfigSpec::fromJson(description.root().find("settings").raw(), spec);
    return told ? std::optional(std::move(spec)) : std::nullopt;
}

void PluginSet::checkKind(const std::string& plugin, const std::string& kind, const std::string& path,
                          config::Problems& problems) const
{
    const auto entry = find(plugin);
    if (entry && std::none_of(entry->connectors.begin(), entry->connectors.end(),
                              [&](const plugin::ConnectorInfo& c) { return isKind(c.description, kind); }))
    {
        problems.push_back({path, text::say("app.plugin.kind", {plugin, kind})});
    }
}

void PluginSet::checkSettings(const config::Connection& connection, bool sandbox,
                              config::Problems& problems) const
{
    const std::string path = "connections." + connection.name;
    const auto entry = find(connection.plugin);
    if (!entry)
    {
        problems.push_back({path + ".plugin", whyAbsent(connection.plugin)});
        return;
    }
    const auto spec = specOf(connection.plugin);
    if (!spec)
    {
        problems.push_back({path, text::say("app.plugin.no_description", {connection.plugin})});
        return;
    }
    for (const sdk::SettingProblem& problem : spec->check(connection.settings, sandbox))
    {
        problems.push_back({path + "." + problem.name, problem.text});
    }
    const sdk::Settings settings(*spec, connection.settings);
    for (const sdk::Setting& setting : spec->settings())
    {
        if (sandbox && setting.kind == sdk::SettingKind::Url && !isLoopback(settings.text(setting.name)))
        {
            problems.push_back(
                {path + "." + setting.name, text::say("app.sandbox.remote", {settings.text(setting.name)})});
        }
    }
}

} // namespace duijie::app
