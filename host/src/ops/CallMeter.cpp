#include "ops/CallMeter.h"

#include "engine/Outcome.h"

#include "duijie/sdk/Json.h"

#include <algorithm>

namespace duijie::ops
{

namespace
{

constexpr std::size_t MostSeries = 200;
constexpr const char* Rest = "other";

const prometheus::Histogram::BucketBoundaries Seconds = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

} // namespace

CallMeter::CallMeter()
    : _calls(prometheus::BuildCounter()
                 .Name("duijie_calls_total")
                 .Help("Calls of the vendors' interfaces by this process")
                 .Register(_registry)),
      _durations(prometheus::BuildHistogram()
                     .Name("duijie_call_duration_seconds")
                     .Help("How long calls of the vendors' interfaces took")
                     .Register(_registry))
{
}

CallMeter::Series& CallMeter::seriesOf(const store::CallRow& call, std::string& interfaceName)
{
    interfaceName = sdk::isUtf8(call.operation) ? call.operation : Rest;
    auto found = _series.find({call.connection, interfaceName});
    if (found == _series.end() && _series.size() >= MostSeries)
    {
        interfaceName = Rest;
        found = _series.find({call.connection, interfaceName});
    }
    if (found == _series.end())
    {
        found = _series.emplace(std::pair(call.connection, interfaceName), Series()).first;
        found->second.durations =
            &_durations.Add({{"connection", call.connection}, {"interface", interfaceName}}, Seconds);
    }
    return found->second;
}

void CallMeter::ended(const store::CallRow& call) noexcept
{
    try
    {
        const std::size_t outcome = std::min<std::size_t>(call.outcome, STATUS_INTERNAL);
        const std::lock_guard lock(_mutex);
        std::string interfaceName;
        Series& series = seriesOf(call, interfaceName);
        if (series.calls[outcome] == nullptr)
        {
            series.calls[outcome] =
                &_calls.Add({{"connection", call.connection},
                             {"interface", interfaceName},
                             {"class", std::string(engine::outcomeName(static_cast<uint32_t>(outcome)))}});
        }
        series.calls[outcome]->Increment();
        series.durations->Observe(call.durationMs / 1000.0);
    }
    catch (const std::exception&)
    {
        return; // no memory: a call is not counted
    }
}

} // namespace duijie::ops
