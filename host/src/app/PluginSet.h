// The plugins of this host, as a configuration names them.
#pragma once

#include "config/Config.h"

#include "plugin/Registry.h"

#include "duijie/sdk/ConfigSpec.h"

#include <memory>
#include <string>

namespace duijie::app
{

class PluginSet
{
public:
    /// Scans the configured folders.
    explicit PluginSet(const config::Config& config);

    std::vector<plugin::Entry> entries() const { return _registry.entries(); }

    /// A connector of the plugin that the configuration names "id" or "id@version". `kind`: what it must be
    /// ("source", "target", "flow"); empty: any. Null: problems tell why.
    std::shared_ptr<plugin::Instance> create(const std::string& plugin, const std::string& kind,
                                             const std::string& path, config::Problems& problems);

    /// Checks a connection's settings against its plugin's own list. With `sandbox`, secrets may be plain and
    /// every URL must be on this machine.
    void checkSettings(const config::Connection& connection, bool sandbox, config::Problems& problems) const;

private:
    const plugin::Entry* find(const std::string& plugin) const;
    std::string whyAbsent(const std::string& plugin) const;

    plugin::Registry _registry;
    std::vector<plugin::Entry> _entries;
};

} // namespace duijie::app
