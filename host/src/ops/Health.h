// Whether the host lives, and whether it does its work.
#pragma once

#include "ops/Figures.h"
#include "ops/StorePulse.h"

#include <string>

namespace duijie::ops
{

struct HealthPage
{
    bool good = false;
    std::string json;
};

/// Alive: the process answers and the store's writer writes. Otherwise a restart may help.
HealthPage healthPage(StorePulse& pulse);

/// Ready: alive, at least one flow is open, none was left out and none failed in its last run. The page names
/// each flow with its reason. A flow that a person paused is as it should be.
HealthPage readyPage(const Figures& figures, StorePulse& pulse);

} // namespace duijie::ops
