// The first minute of a store that was put back from a backup.
#pragma once

#include "engine/RunContext.h"

#include <cstdint>

namespace duijie::engine
{

/// Nobody knows what the host before a restore sent in its last moment: like an unclear write, that is given
/// `settleMs` from the restore on before the target is asked what stands there. Returns early when the run
/// stops.
void awaitRestored(RunContext& run, int64_t settleMs);

} // namespace duijie::engine
