// The settings that refer to secrets.
#pragma once

#include "app/PluginSet.h"

#include "config/Config.h"

#include <string>
#include <vector>

namespace duijie::app
{

struct SecretReference
{
    std::string path;        ///< "connections.wdt.app_secret"
    std::string value;       ///< "env:WDT_SECRET", "plain:..." in a sandbox
    std::string addressOf{}; ///< kind of the alert channel that is reached at what it leads to; or empty
};

/// Those of every connection, by its plugin's own list, and of every alert channel. What is no reference is
/// left out: that is a problem of its own.
std::vector<SecretReference> secretReferences(const config::Config& config, const PluginSet& plugins);

/// Why nothing usable can be had by it, as a sentence that shows no value; empty when all is well.
std::string wrongWith(const SecretReference& reference, const config::Config& config);

} // namespace duijie::app
