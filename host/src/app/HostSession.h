// One working host: store, quotas, connections and flows of a configuration, wired together.
#pragma once

#include "app/ConsoleLog.h"
#include "app/DiskNotice.h"
#include "app/FlowBuilder.h"
#include "app/PluginSet.h"
#include "app/SystemTime.h"

#include "config/Config.h"

#include "engine/ConnectionHost.h"
#include "engine/QuotaBook.h"
#include "engine/Redactor.h"

#include "store/OpenStore.h"

#include <map>
#include <memory>
#include <string>

namespace duijie::app
{

class HostSession
{
public:
    /// Opens the store (throws store::StoreError) and everything that `flowName` needs. What is wrong with
    /// the configuration is added to `problems`; the session may then only be thrown away.
    HostSession(const config::Config& config, const std::string& flowName, store::Access access,
                const engine::StopFlag& stop, const std::string& logLevel, config::Problems& problems);
    ~HostSession();

    store::Store& store() noexcept { return *_store; }
    engine::Shared& shared() noexcept { return _shared; }
    const engine::FlowParts& flow() const noexcept { return _flow; }

private:
    struct OpenConnection
    {
        std::unique_ptr<engine::ConnectionHost> host;
        std::shared_ptr<plugin::Instance> instance;
    };

    plugin::Instance* open(const std::string& name, const std::string& plugin, const std::string& kind,
                           const std::string& settings, const std::string& path, config::Problems& problems);
    plugin::Instance* openConnection(const config::Config& config, const std::string& name,
                                     config::Problems& problems);
    void wireFlow(const config::Config& config, const config::FlowConfig& flow, config::Problems& problems);
    void wireEnds(const config::Config& config, const config::FlowConfig& flow, config::Problems& problems);
    void wireDatasets(const config::Config& config, config::Problems& problems);

    // In this order: what comes later uses what comes before, and is let go of first.
    SystemTime _time;
    ConsoleLog _log;
    DiskNotice _disk;
    engine::Redactor _redactor;
    std::unique_ptr<store::Store> _store;
    engine::QuotaBook _quota;
    engine::Shared _shared;
    PluginSet _plugins;
    std::map<std::string, OpenConnection> _connections;
    engine::FlowParts _flow;
};

} // namespace duijie::app
