// Flows that a person has stopped for a while: remembered in the store, so that a restart does not start
// them.
#pragma once

#include "store/Store.h"

#include <cstdint>
#include <optional>
#include <string>

namespace duijie::app
{

/// Since when a flow is paused, and why.
struct Pause
{
    int64_t sinceMs = 0;
    std::string why; ///< may be empty
};

/// The pause of a flow, if it is paused.
std::optional<Pause> pauseOf(store::Store& store, const std::string& flow);

/// Durable when it returns. False: the store could not be written, `error` says why.
bool setPause(store::Store& store, const std::string& flow, const std::optional<Pause>& pause,
              std::string& error);

} // namespace duijie::app
