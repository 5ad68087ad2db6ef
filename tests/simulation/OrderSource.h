// The source's connector in the simulated world: the plugin's own walk over the pages of the simulated
// vendor.
#pragma once

#include "Gateway.h"
#include "Orders.h"

#include "duijie/abi/source.h"
#include "duijie/sdk/Services.h"

#include <string>

namespace duijie::wdt
{
struct WdtPage;
}

namespace duijie::simulation
{

class OrderSource final : public Source
{
public:
    OrderSource(Scheduler& scheduler, uint64_t seed, const OrderMood& mood, Orders& orders, Gateway& gateway)
        : _scheduler(scheduler), _random(seed), _mood(mood), _orders(orders), _gateway(gateway)
    {
    }

    /// A new life of the process: it knows nothing of the vendor's clock.
    void open(Host& host);

    int64_t longestWindowMs(StringView) noexcept override { return _mood.longestWindowMs; }
    Status poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept override;
    int64_t clockOffsetMs() noexcept override { return _offsetMs; }

private:
    Status page(CallContext& context, int64_t fromMs, int64_t toMs, int64_t number, wdt::WdtPage& out);
    std::string body(const std::vector<int>& rows, int64_t number);

    Scheduler& _scheduler;
    Random _random;
    const OrderMood& _mood;
    Orders& _orders;
    Gateway& _gateway;
    sdk::Services _services;
    int64_t _offsetMs = 0;
};

} // namespace duijie::simulation
