// The host as a service of Windows. Built for Windows only.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace duijie::app
{

/// Does what the words ask for when they begin with '/': /registerService (with /displayName=, /description=,
/// /startup=auto|manual) and /unregisterService; or, when Windows started this process as a service, runs
/// `duijie run` with the duijie.json beside the program until the service is stopped. Gives the exit code;
/// nothing when this is an ordinary start. What the service prints goes to duijie-service.log beside the
/// program.
std::optional<int> serveWindows(const std::vector<std::string>& words);

} // namespace duijie::app
