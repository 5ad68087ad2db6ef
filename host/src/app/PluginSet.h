// The plugins of this host, as a configuration names them.
#pragma once

#include "config/Config.h"

#include "plugin/Registry.h"

#include "duijie/sdk/ConfigSpec.h"

#include <memory>
#include <optional>
#include <string>

namespace duijie::app
{

class PluginSet
{
public:
    /// Scans the configured folders.
    explicit PluginSet(const config::Config& config);

    std::vector<plugin::Entry> entries() const { return _registry.entries(); }

    /// Looks through the folders again: what is new is judged and loaded, what is loaded stays. Any thread.
    void scan();

    /// A connector of the plugin that the configuration names "id" or "id@version". `kind`: what it must be
    /// ("source", "target", "flow"); empty: any. Null: problems tell why.
    std::shared_ptr<plugin::Instance> create(const std::string& plugin, const std::string& kind,
                                             const std::string& path, config::Problems& problems);

    /// Ids of loaded plugins whose connector is of this kind alone; where there are none, of those that are
    /// of others too.
    std::vector<std::string> ofKind(const std::string& kind) const;

    /// The settings that a plugin's first connector takes; nothing when it is not loaded or does not tell.
    std::optional<sdk::ConfigSpec> specOf(const std::string& plugin) const;

    /// Checks a connection's settings against its plugin's own list. With `sandbox`, secrets may be plain and
    /// every URL must be on this machine.
    void checkSettings(const config::Connection& connection, bool sandbox, config::Problems& problems) const;

    /// A problem at `path` when the plugin is loaded and can be no `kind`.
    void checkKind(const std::string& plugin, const std::string& kind, const std::string& path,
                   config::Problems& problems) const;

private:
    std::optional<plugin::Entry> find(const std::string& plugin) const;
    std::string whyAbsent(const std::string& plugin) const;

    const std::vector<std::string> _folders;
    plugin::Registry _registry;
};

} // namespace duijie::app
