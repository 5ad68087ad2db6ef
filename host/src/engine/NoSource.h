// The source of a flow that other flows' callbacks fill: there is nothing to ask.
#pragma once

#include "duijie/abi/source.h"

namespace duijie::engine
{

class NoSource final : public Source
{
public:
    int64_t longestWindowMs(StringView) noexcept override { return 0; }
    int64_t clockOffsetMs() noexcept override { return 0; }
    Status poll(CallContext&, const PollRequest&, RecordSink&) noexcept override { return {STATUS_OK, 0}; }
};

} // namespace duijie::engine
