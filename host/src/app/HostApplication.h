// The host as a program that runs until it is stopped: in a terminal, under a service manager.
#pragma once

#include "engine/Environment.h"

#include <functional>

namespace duijie::app
{

/// Runs `work` in a thread of its own. SIGINT, SIGTERM and SIGQUIT set `stop`; it is then for `work` to come
/// to its end, and further signals change nothing. Returns, or throws, what `work` does. Call it before the
/// process has any other thread, and once.
int runUntilStopped(engine::StopFlag& stop, std::function<int()> work);

} // namespace duijie::app
