// What every flow of a process shares: clock, log, store, quotas, plugins.
#pragma once

#include "app/DiskNotice.h"
#include "app/PluginSet.h"
#include "app/SystemTime.h"

#include "config/Config.h"

#include "engine/ConnectionHost.h"
#include "engine/QuotaBook.h"
#include "engine/Redactor.h"

#include "ops/CallMeter.h"
#include "ops/HostLog.h"

#include "store/OpenStore.h"

#include <memory>
#include <mutex>
#include <string>

namespace duijie::app
{

/// Resolves the configuration's secret references.
engine::SecretResolver secretsOf(const config::Config& config);

class HostCore
{
public:
    /// Opens the store (throws store::StoreError) and looks through the plugin folders.
    HostCore(const config::Config& config, store::Access access, const engine::StopFlag& stop,
             ops::LogChoice log);

    /// The configuration of now. Any thread.
    std::shared_ptr<const config::Config> config() const;

    /// From now on this one. What an open flow session was made with stays what it was.
    void setConfig(std::shared_ptr<const config::Config> config);

    store::Store& store() noexcept { return *_store; }
    ops::HostLog& log() noexcept { return _log; }
    engine::Shared& shared() noexcept { return _shared; }
    PluginSet& plugins() noexcept { return _plugins; }
    ops::CallMeter& calls() noexcept { return _calls; }
    engine::QuotaBook& quota() noexcept { return _quota; }

private:
    // In this order: what comes later uses what comes before, and is let go of first.
    mutable std::mutex _configMutex;
    std::shared_ptr<const config::Config> _config;
    SystemTime _time;
    engine::Redactor _redactor;
    ops::HostLog _log;
    DiskNotice _disk;
    ops::CallMeter _calls;
    std::unique_ptr<store::Store> _store;
    engine::QuotaBook _quota;
    engine::Shared _shared;
    PluginSet _plugins;
};

} // namespace duijie::app
