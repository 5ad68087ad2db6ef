// On whose behalf the program works.
#pragma once

#include <string>

namespace duijie::app
{

/// The configuration that is meant when none is named: duijie.json of the folder one is in, or else that of
/// the package, for whoever may look into its folder.
std::string usualConfig();

/// Where a first configuration keeps the store: the package's folder for whoever may write there, else beside
/// the configuration.
std::string usualStore();

/// Root who works with the configuration of another user becomes that user, for good: what is written then
/// belongs to whom the host runs as, and a plugin never gets more than that. Whose it is, its folder says.
/// Empty, or the sentence that says why it cannot be. Windows: nothing to do, access is inherited from
/// folders.
std::string becomeOwnerOf(const std::string& config);

} // namespace duijie::app
