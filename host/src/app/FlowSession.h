// One flow, put together and open: its documents, its connections.
#pragma once

#include "app/FlowBuilder.h"
#include "app/HostCore.h"

#include "engine/NoSource.h"

#include <map>
#include <memory>
#include <string>

namespace duijie::app
{

/// Every session opens connections of its own, also where flows name the same: a connector reads for one at a
/// time, and asks for the reference rows of one flow. What accounts allow is shared all the same, by the
/// host's quotas.
class FlowSession
{
public:
    /// Opens everything that `flowName` of `config` needs. What is wrong with the configuration is added to
    /// `problems`; the session may then only be thrown away. `host` outlives it.
    FlowSession(HostCore& host, std::shared_ptr<const config::Config> config, const std::string& flowName,
                config::Problems& problems);
    ~FlowSession();

    const engine::FlowParts& flow() const noexcept { return _flow; }
    const config::Config& config() const noexcept { return *_config; }
    const config::FlowConfig& settings() const { return _config->flows.at(_flow.name); }

private:
    struct OpenConnection
    {
        std::unique_ptr<engine::ConnectionHost> host;
        std::shared_ptr<plugin::Instance> instance;
    };

    plugin::Instance* open(const std::string& name, const std::string& plugin, const std::string& kind,
                           const std::string& settings, const std::string& path, config::Problems& problems);
    plugin::Instance* openConnection(const std::string& name, config::Problems& problems);
    void wireFlow(const config::FlowConfig& flow, config::Problems& problems);
    void wireEnds(const config::FlowConfig& flow, config::Problems& problems);
    void wireTarget(plugin::Instance& target, const std::string& path, const std::string& name,
                    config::Problems& problems);
    void wireDatasets(config::Problems& problems);

    HostCore& _host;
    const std::shared_ptr<const config::Config> _config;
    std::map<std::string, OpenConnection> _connections;
    engine::NoSource _noSource;
    engine::FlowParts _flow;
};

} // namespace duijie::app
