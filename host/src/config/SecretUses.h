// Secrets as the configuration sees them: where they are kept, and which settings name them.
#pragma once

#include "config/Config.h"
#include "config/ObjectReader.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace duijie::config
{

/// Reads "secrets" of the configuration's root.
SecretPlaces readSecretPlaces(ObjectReader& root, const std::string& folder);

/// Names of secrets, each with the paths of the settings that say "secret:NAME".
using SecretUses = std::map<std::string, std::vector<std::string>>;

/// What the secrets' commands need of a configuration that may be wrong in other ways.
struct SecretSettings
{
    SecretPlaces places;
    SecretUses uses;
};

/// Those of `file`; without one, the store is beside where it would be. Nothing, with the reasons among the
/// problems, when it cannot be told where the store is.
std::optional<SecretSettings> readSecretSettings(const std::string& file, Problems& problems);

} // namespace duijie::config
