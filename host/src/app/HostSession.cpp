#include "app/HostSession.h"

#include "config/Secrets.h"

#include "engine/CallScope.h"

#include "plugin/Stamp.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <Poco/Path.h>

namespace duijie::app
{

namespace
{

engine::SecretResolver secretsOf(const config::Config& config)
{
    const std::string folder = Poco::Path(config.file).parent().toString();
    return [folder, plain = config.sandbox](std::string_view reference, std::string& error)
    { return config::resolveSecret(reference, folder, plain, error); };
}

template <typename Ability>
Ability* need(plugin::Instance* instance, const std::string& path, const std::string& what,
              config::Problems& problems)
{
    Ability* ability = instance == nullptr ? nullptr : instance->ability<Ability>();
    if (instance != nullptr && ability == nullptr)
    {
        problems.push_back({path, text::say("app.plugin.kind", {instance->stamp().id, what})});
    }
    return ability;
}

} // namespace

HostSession::HostSession(const config::Config& config, const std::string& flowName, store::Access access,
                         const engine::StopFlag& stop, const std::string& logLevel,
                         config::Problems& problems)
    : _log(logLevel), _disk(_log, stop),
      _store(store::openStore(config.storeUrl, access, {[this] { return _time.nowMs(); }, &_disk})),
      _quota(_time, *_store), _shared{_time, _log, *_store, _quota, _redactor, stop, secretsOf(config)},
      _plugins(config.pluginDirectories)
{
    for (const plugin::Entry& entry : _plugins.entries())
    {
        if (!entry.loaded)
        {
            _log.write(LOG_WARNING, "plugins", entry.reason);
        }
    }
    wireFlow(config, config.flows.at(flowName), problems);
}

HostSession::~HostSession()
{
    // Connectors may still use the host's services while they close.
    for (auto& [name, connection] : _connections)
    {
        connection.instance->close();
    }
}

plugin::Instance* HostSession::open(const std::string& name, const std::string& plugin,
                                    const std::string& kind, const std::string& settings,
                                    const std::string& path, config::Problems& problems)
{
    if (const auto known = _connections.find(name); known != _connections.end())
    {
        return known->second.instance.get();
    }
    OpenConnection connection;
    connection.instance = _plugins.create(plugin, kind, path + ".plugin", problems);
    if (!connection.instance)
    {
        return nullptr;
    }
    connection.host = std::make_unique<engine::ConnectionHost>(_shared, name);
    engine::CallScope scope({"", name, 0, 0, 0}, _shared.stop, _redactor);
    if (connection.instance->open(*connection.host, scope, settings).code != STATUS_OK)
    {
        problems.push_back({path, scope.message(text::say("engine.plugin.silent", {name, "open"}))});
        return nullptr;
    }
    return _connections.emplace(name, std::move(connection)).first->second.instance.get();
}

plugin::Instance* HostSession::openConnection(const config::Config& config, const std::string& name,
                                              config::Problems& problems)
{
    const config::Connection& connection = config.connections.at(name);
    const std::size_t before = problems.size();
    _plugins.checkSettings(connection, config.sandbox, problems);
    return problems.size() > before
               ? nullptr
               : open(name, connection.plugin, "", connection.settings, "connections." + name, problems);
}

void HostSession::wireFlow(const config::Config& config, const config::FlowConfig& flow,
                           config::Problems& problems)
{
    const std::string path = "flows." + flow.name;
    plugin::Instance* rules =
        flow.plugin.empty() ? nullptr : open("flow " + flow.name, flow.plugin, "flow", "{}", path, problems);
    if (rules == nullptr && !flow.plugin.empty())
    {
        return;
    }
    std::vector<DocumentFinding> findings;
    buildFlow(config, flow, rules, _flow, findings);
    for (const DocumentFinding& finding : findings)
    {
        if (finding.error)
        {
            problems.push_back({path, finding.where + " " + finding.path + ": " + finding.message});
        }
    }
    if (!flow.isDataset())
    {
        wireEnds(config, flow, problems);
    }
    wireDatasets(config, problems);
    _flow.offerLookups = [this](const engine::RowFinder& finder)
    {
        for (auto& [name, connection] : _connections)
        {
            connection.host->setRowFinder(finder);
        }
    };
}

// Source and target with all the target can do, and what the document says to it alone.
void HostSession::wireEnds(const config::Config& config, const config::FlowConfig& flow,
                           config::Problems& problems)
{
    const std::string path = "flows." + flow.name;
    plugin::Instance* source = openConnection(config, flow.source, problems);
    plugin::Instance* target = openConnection(config, flow.target, problems);
    _flow.source = need<Source>(source, path + ".source", "source", problems);
    _flow.target = need<Target>(target, path + ".target", "target", problems);
    if (_flow.target == nullptr)
    {
        return;
    }
    _flow.undo = target->ability<TargetUndo>();
    _flow.finish = target->ability<TargetFinish>();
    _flow.find = target->ability<TargetFind>();
    _flow.many = target->ability<TargetBatch>();
    _flow.costs = target->ability<TargetCosts>();
    const std::string options = _flow.targetPlan ? _flow.targetPlan->connector() : "";
    if (options.empty())
    {
        return;
    }
    TargetOptions* const taker = target->ability<TargetOptions>();
    engine::CallScope scope({"", flow.target, 0, 0, 0}, _shared.stop, _redactor);
    if (taker == nullptr)
    {
        problems.push_back({path, text::say("app.document.connector", {flow.target})});
    }
    else if (taker->configure(scope, sdk::toView(_flow.targetPlan->api()), sdk::toView(options)).code !=
             STATUS_OK)
    {
        problems.push_back(
            {path, scope.message(text::say("engine.plugin.silent", {flow.target, "configure"}))});
    }
}

void HostSession::wireDatasets(const config::Config& config, config::Problems& problems)
{
    for (engine::DatasetPart& part : _flow.datasets)
    {
        plugin::Instance* instance = openConnection(config, part.connection, problems);
        part.source = need<Source>(instance, "connections." + part.connection, "source", problems);
    }
}

} // namespace duijie::app
