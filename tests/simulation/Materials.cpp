#include "Materials.h"

#include "SampleFlow.h"

namespace duijie::simulation
{

void Materials::reveal()
{
    for (const auto& [atMs, number] : _coming)
    {
        if (atMs <= _scheduler.nowMs())
        {
            engine::test::Doc row = engine::test::makeMaterial(number);
            row.eventMs = atMs;
            _rows.put(std::move(row));
        }
    }
}

Status Materials::poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept
{
    const Wire wire = _random.chance(failing) ? Wire::CutAfter : Wire::Fine;
    const Status status = _gateway.call(context, "materials", wire,
                                        [&]
                                        {
                                            reveal();
                                            return Status{STATUS_OK, 0};
                                        });
    if (status.code != STATUS_OK)
    {
        return {static_cast<uint32_t>(status.code == STATUS_UNKNOWN ? STATUS_UNAVAILABLE : status.code), 0};
    }
    return _rows.poll(context, request, sink);
}

} // namespace duijie::simulation
