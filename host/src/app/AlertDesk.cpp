#include "app/AlertDesk.h"

#include "app/AlertChannels.h"
#include "app/HostCore.h"

#include "ops/AlertHub.h"
#include "ops/Letter.h"

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

// One object, as the channels refer to the sender.
struct AlertDesk::Office
{
    explicit Office(const config::Config& config)
        : sender(senderOf(config)), aliveAt(config.alerts.alive), flows(countedFlows(config))
    {
    }

    void start(store::Store& store)
    {
        if (hub)
        {
            hub->start(std::make_unique<ops::Alive>(aliveAt, flows, sender.localTime, store));
        }
    }

    const ops::Sender sender;
    const std::string aliveAt;
    const std::vector<std::string> flows;
    std::unique_ptr<ops::AlertHub> hub; // null: there are no channels
};

AlertDesk::AlertDesk(const config::Config& config, engine::Shared& shared)
    : _shared(shared), _logged(shared.log)
{
    config::Problems problems;
    _office = open(config, problems);
    for (const config::Problem& problem : config::located(config, problems))
    {
        shared.log.write({LOG_ERROR, "alerts", text::say("app.alert.left_out", {config::describe(problem)})});
    }
    shared.alerts = this;
}

AlertDesk::~AlertDesk()
{
    _shared.alerts = nullptr;
}

std::unique_ptr<AlertDesk::Office> AlertDesk::open(const config::Config& config, config::Problems& problems)
{
    auto office = std::make_unique<Office>(config);
    auto channels = openChannels(config, "", {office->sender, _shared.time, _shared.redactor},
                                 secretsOf(config), problems);
    if (!channels.empty())
    {
        office->hub = std::make_unique<ops::AlertHub>(
            ops::HubParts{_shared.time, _shared.log, _shared.store, _shared.redactor}, std::move(channels),
            rulesOf(config.alerts, office->sender));
    }
    return office;
}

void AlertDesk::start()
{
    _office->start(_shared.store);
}

void AlertDesk::deliverNow()
{
    if (_office->hub)
    {
        _office->hub->deliverNow();
    }
}

void AlertDesk::prepare(const config::Config& next, config::Problems& problems)
{
    _next = open(next, problems);
}

void AlertDesk::take()
{
    if (_office->hub)
    {
        _office->hub->stop();
    }
    std::unique_ptr<Office> before = std::move(_next);
    {
        const std::lock_guard lock(_mutex);
        if (_office->hub && before->hub)
        {
            before->hub->goOnFrom(*_office->hub);
        }
        _office.swap(before);
    }
    start();
}

void AlertDesk::forget()
{
    _next.reset();
}

void AlertDesk::begun(const std::string& flow, const engine::Alert& alert)
{
    const std::lock_guard lock(_mutex);
    (_office->hub ? static_cast<engine::AlertChannel&>(*_office->hub) : _logged).begun(flow, alert);
}

void AlertDesk::over(const std::string& flow, const std::string& id, const std::string& happened)
{
    const std::lock_guard lock(_mutex);
    (_office->hub ? static_cast<engine::AlertChannel&>(*_office->hub) : _logged).over(flow, id, happened);
}

void AlertDesk::told()
{
    const std::lock_guard lock(_mutex);
    if (_office->hub)
    {
        _office->hub->told();
    }
}

} // namespace duijie::app
