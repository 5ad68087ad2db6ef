// The figures of a running host in Prometheus' text form.
#pragma once

#include "ops/Figures.h"
#include "ops/StorePulse.h"

#include <prometheus/metric_family.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace duijie::ops
{

/// What flows and records stand at is asked of the store, not counted on the way: so it is right after a
/// restart too. Thread-safe.
class Metrics
{
public:
    Metrics(Figures figures, StorePulse& pulse);

    /// The page. Throws store::StoreError when the store cannot be read.
    std::string page();

private:
    struct FlowFigures
    {
        store::StateCounts counts{};
        int64_t oldestMs = 0;
        int64_t cursorMs = 0;
    };

    const std::map<std::string, FlowFigures>& flowFigures();
    void addFlows(std::vector<prometheus::MetricFamily>& out);
    void addRecords(std::vector<prometheus::MetricFamily>& out);
    void addQuotas(std::vector<prometheus::MetricFamily>& out) const;
    void addStore(std::vector<prometheus::MetricFamily>& out);
    void addProcess(std::vector<prometheus::MetricFamily>& out) const;

    Figures _figures;
    StorePulse& _pulse;
    const double _startedSeconds;
    std::mutex _mutex;
    std::map<std::string, FlowFigures> _cached;
    int64_t _cachedUntilMs = 0; // monotonic
};

} // namespace duijie::ops
