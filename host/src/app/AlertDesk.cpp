#include "app/AlertDesk.h"

#include "app/AlertChannels.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

ops::Rules rulesOf(const config::Alerts& alerts, const ops::Sender& sender)
{
    ops::Rules rules;
    rules.groupMs = alerts.groupSeconds * 1000;
    rules.localTime = sender.localTime;
    if (!alerts.quietFrom.empty())
    {
        rules.quiet = ops::QuietHours{alerts.quietFrom, alerts.quietTo};
    }
    return rules;
}

std::vector<std::string> countedFlows(const config::Config& config)
{
    std::vector<std::string> names;
    for (const auto& [name, flow] : config.flows)
    {
        if (flow.enabled && !flow.isDataset())
        {
            names.push_back(name);
        }
    }
    return names;
}

} // namespace

AlertDesk::AlertDesk(const config::Config& config, engine::Shared& shared)
    : _config(config), _shared(shared), _sender(senderOf(config))
{
    config::Problems problems;
    auto channels =
        openChannels(config, "", {_sender, shared.time, shared.redactor}, shared.secrets, problems);
    for (const config::Problem& problem : config::located(config, problems))
    {
        shared.log.write({LOG_ERROR, "alerts", text::say("app.alert.left_out", {config::describe(problem)})});
    }
    if (!channels.empty())
    {
        _hub = std::make_unique<ops::AlertHub>(
            ops::HubParts{shared.time, shared.log, shared.store, shared.redactor}, std::move(channels),
            rulesOf(config.alerts, _sender));
        shared.alerts = _hub.get();
    }
}

AlertDesk::~AlertDesk()
{
    _shared.alerts = nullptr;
}

void AlertDesk::start()
{
    if (_hub)
    {
        _hub->start(std::make_unique<ops::Alive>(_config.alerts.alive, countedFlows(_config),
                                                 _sender.localTime, _shared.store));
    }
}

void AlertDesk::deliverNow()
{
    if (_hub)
    {
        _hub->deliverNow();
    }
}

} // namespace duijie::app
