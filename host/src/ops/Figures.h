// What a running host shows of itself is made from.
#pragma once

#include "ops/CallMeter.h"
#include "ops/FlowBoard.h"

#include "engine/Environment.h"
#include "engine/QuotaBook.h"

#include "store/Store.h"

#include <string>

namespace duijie::ops
{

/// Everything outlives whoever holds this.
struct Figures
{
    engine::TimeSource& time;
    store::Store& store;
    const engine::QuotaBook& quota;
    const CallMeter& calls;
    const FlowBoard& flows;
    std::string storeFolder;
    std::string version;
};

} // namespace duijie::ops
