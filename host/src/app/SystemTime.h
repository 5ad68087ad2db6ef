// The machine's clocks.
#pragma once

#include "engine/Environment.h"

namespace duijie::app
{

class SystemTime final : public engine::TimeSource
{
public:
    int64_t nowMs() override;
    int64_t monotonicMs() override;
};

} // namespace duijie::app
