// Counts the calls of the vendors' interfaces as they end.
#pragma once

#include "engine/ConnectionHost.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <array>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace duijie::ops
{

/// By connection, interface and class. Thread-safe. What a connector calls an interface is its own: beyond so
/// many of them the rest is counted together, so that no connector can fill the memory.
class CallMeter final : public engine::CallWatch
{
public:
    CallMeter();

    void ended(const store::CallRow& call) noexcept override;

    std::vector<prometheus::MetricFamily> collect() const { return _registry.Collect(); }

private:
    static constexpr std::size_t Classes = STATUS_INTERNAL + 1;

    struct Series
    {
        prometheus::Histogram* durations = nullptr;
        std::array<prometheus::Counter*, Classes> calls{}; // null: no such call yet
    };

    Series& seriesOf(const store::CallRow& call, std::string& interfaceName);

    prometheus::Registry _registry;
    prometheus::Family<prometheus::Counter>& _calls;
    prometheus::Family<prometheus::Histogram>& _durations;
    std::mutex _mutex;
    std::map<std::pair<std::string, std::string>, Series> _series;
};

} // namespace duijie::ops
