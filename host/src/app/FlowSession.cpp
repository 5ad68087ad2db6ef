#include "app/FlowSession.h"

#include "engine/CallScope.h"

#include "plugin/Stamp.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

namespace duijie::app
{

namespace
{

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

FlowSession::FlowSession(HostCore& host, std::shared_ptr<const config::Config> config,
                         const std::string& flowName, config::Problems& problems)
    : _host(host), _config(std::move(config))
{
    wireFlow(_config->flows.at(flowName), problems);
}

FlowSession::~FlowSession()
{
    // Connectors may still use the host's services while they close.
    for (auto& [name, connection] : _connections)
    {
        connection.instance->close();
    }
}

plugin::Instance* FlowSession::open(const std::string& name, const std::string& plugin,
                                    const std::string& kind, const std::string& settings,
                                    const std::string& path, config::Problems& problems)
{
    if (const auto known = _connections.find(name); known != _connections.end())
    {
        return known->second.instance.get();
    }
    OpenConnection connection;
    connection.instance = _host.plugins().create(plugin, kind, path + ".plugin", problems);
    if (!connection.instance)
    {
        return nullptr;
    }
    connection.host = std::make_unique<engine::ConnectionHost>(_host.shared(), name);
    engine::CallScope scope({"", name, 0, 0, 0}, _host.shared());
    if (connection.instance->open(*connection.host, scope, settings).code != STATUS_OK)
    {
        problems.push_back({path, scope.message(text::say("engine.plugin.silent", {name, "open"}))});
        return nullptr;
    }
    return _connections.emplace(name, std::move(connection)).first->second.instance.get();
}

plugin::Instance* FlowSession::openConnection(const std::string& name, config::Problems& problems)
{
    const config::Connection& connection = _config->connections.at(name);
    const std::size_t before = problems.size();
    _host.plugins().checkSettings(connection, _config->sandbox, problems);
    return problems.size() > before
               ? nullptr
               : open(name, connection.plugin, "", connection.settings, "connections." + name, problems);
}

void FlowSession::wireFlow(const config::FlowConfig& flow, config::Problems& problems)
{
    const std::string path = "flows." + flow.name;
    plugin::Instance* rules =
        flow.plugin.empty() ? nullptr : open("flow " + flow.name, flow.plugin, "flow", "{}", path, problems);
    if (rules == nullptr && !flow.plugin.empty())
    {
        return;
    }
    std::vector<DocumentFinding> findings;
    buildFlow(*_config, flow, rules, _flow, findings);
    for (const DocumentFinding& finding : findings)
    {
        if (finding.error)
        {
            problems.push_back({path, finding.place() + " " + finding.path + ": " + finding.message});
        }
    }
    if (!flow.isDataset())
    {
        wireEnds(flow, problems);
    }
    wireDatasets(problems);
    _flow.offerLookups = [this](const engine::RowFinder& finder)
    {
        for (auto& [name, connection] : _connections)
        {
            connection.host->setRowFinder(finder);
        }
    };
}

// Source and target with all the target can do, and what the document says to it alone.
void FlowSession::wireEnds(const config::FlowConfig& flow, config::Problems& problems)
{
    const std::string path = "flows." + flow.name;
    plugin::Instance* source = flow.fed ? nullptr : openConnection(flow.source, problems);
    plugin::Instance* target = openConnection(flow.target, problems);
    _flow.source = flow.fed ? &_noSource : need<Source>(source, path + ".source", "source", problems);
    _flow.target = need<Target>(target, path + ".target", "target", problems);
    if (_flow.target != nullptr)
    {
        wireTarget(*target, path, flow.target, problems);
    }
}

void FlowSession::wireTarget(plugin::Instance& target, const std::string& path, const std::string& name,
                             config::Problems& problems)
{
    _flow.undo = target.ability<TargetUndo>();
    _flow.finish = target.ability<TargetFinish>();
    _flow.find = target.ability<TargetFind>();
    _flow.many = target.ability<TargetBatch>();
    _flow.costs = target.ability<TargetCosts>();
    _flow.compare = target.ability<TargetCompare>();
    _flow.keys = target.ability<TargetKeys>();
    _flow.withdraw = target.ability<TargetWithdraw>();
    if (_flow.onChange == engine::OnChange::UpdateUnaudited && _flow.withdraw == nullptr)
    {
        problems.push_back({path + ".on_change", text::say("app.flow.no_withdraw", {name})});
    }
    const std::string options = _flow.targetPlan ? _flow.targetPlan->connector() : "";
    if (options.empty())
    {
        return;
    }
    TargetOptions* const taker = target.ability<TargetOptions>();
    engine::CallScope scope({"", name, 0, 0, 0}, _host.shared());
    if (taker == nullptr)
    {
        problems.push_back({path, text::say("app.document.connector", {name})});
    }
    else if (taker->configure(scope, sdk::toView(_flow.targetPlan->api()), sdk::toView(options)).code !=
             STATUS_OK)
    {
        problems.push_back({path, scope.message(text::say("engine.plugin.silent", {name, "configure"}))});
    }
}

void FlowSession::wireDatasets(config::Problems& problems)
{
    for (engine::DatasetPart& part : _flow.datasets)
    {
        plugin::Instance* instance = openConnection(part.connection, problems);
        part.source = need<Source>(instance, "connections." + part.connection, "source", problems);
    }
}

} // namespace duijie::app
