// Reference rows at the target's vendor, which appear in the course of the day.
#pragma once

#include "FakeSource.h"
#include "Gateway.h"

#include <string>
#include <utility>
#include <vector>

namespace duijie::simulation
{

class Materials final : public Source
{
public:
    Materials(Scheduler& scheduler, uint64_t seed, Gateway& gateway)
        : _scheduler(scheduler), _random(seed), _gateway(gateway)
    {
    }

    /// A material that can be seen from `atMs` on.
    void appears(const std::string& number, int64_t atMs) { _coming.emplace_back(atMs, number); }

    /// So many readings of a hundred fail.
    int failing = 4;

    int64_t longestWindowMs(StringView) noexcept override { return 0; }
    Status poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept override;
    int64_t clockOffsetMs() noexcept override { return 0; }

private:
    void reveal();

    Scheduler& _scheduler;
    Random _random;
    Gateway& _gateway;
    engine::test::FakeSource _rows;
    std::vector<std::pair<int64_t, std::string>> _coming;
};

} // namespace duijie::simulation
