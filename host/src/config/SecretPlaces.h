// Where secrets are kept: by configuration, or beside it.
#pragma once

#include <string>

namespace duijie::config
{

struct SecretPlaces
{
    std::string folder;        ///< of the configuration: what relative paths are taken from
    std::string storeFile;     ///< absolute path of the encrypted store
    std::string keyFile;       ///< absolute path of the key, where systemd does not hand one over
    bool plainAllowed = false; ///< "plain:VALUE" is taken: a sandbox

    /// Those of a configuration in `folder` that says nothing else.
    static SecretPlaces beside(const std::string& folder);
};

} // namespace duijie::config
