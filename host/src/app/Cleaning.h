// What grew old goes after a run, so that nothing of it waits.
#pragma once

#include "config/Config.h"

#include "engine/ConnectionHost.h"

namespace duijie::app
{

/// Takes away what the configuration's retention lets go, and tells the log.
void clean(engine::Shared& shared, const config::Config& config);

} // namespace duijie::app
