// Looks for what must never be written: the connection's secrets and what the vendor handed out for them.
#pragma once

#include "Rig.h"

#include <string>

namespace duijie::e2e
{

/// Everything the host wrote: `printed`, and the files of its folder but the configuration and the sandbox's
/// own.
std::string everythingWritten(const Rig& rig, const std::string& printed);

/// Where a secret stands in `text`, in any spelling, as a sentence; empty when it stands nowhere.
std::string secretIn(Rig& rig, const std::string& text);

} // namespace duijie::e2e
