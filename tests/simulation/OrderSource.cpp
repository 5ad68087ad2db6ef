#include "OrderSource.h"

#include "WdtQuery.h"
#include "WdtReading.h"

#include "duijie/sdk/Plugin.h"
#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

namespace duijie::simulation
{

namespace
{

constexpr int64_t RowsPerWindow = 1000;

} // namespace

void OrderSource::open(Host& host)
{
    _services = sdk::Services(host);
    _offsetMs = 0;
}

Status OrderSource::poll(CallContext& context, const PollRequest& request, RecordSink& sink) noexcept
{
    return sdk::guarded(
        context, STATUS_INTERNAL, "reading",
        [&]
        {
            wdt::WdtQuery query;
            if (!wdt::readQuery(request, _mood.pageSize, query).empty())
            {
                return Status{STATUS_MISCONFIGURED, 0};
            }
            const auto fetch = [&](const wdt::Params& asked, wdt::WdtPage& out)
            {
                return page(context, sdk::parseDateTime(asked.at("start_time")).value_or(0),
                            sdk::parseDateTime(asked.at("end_time")).value_or(0),
                            std::stoll(asked.at("page_no")), out);
            };
            return wdt::WdtReading(context, _services, query, RowsPerWindow, sink, fetch).run();
        });
}

Status OrderSource::page(CallContext& context, int64_t fromMs, int64_t toMs, int64_t number,
                         wdt::WdtPage& out)
{
    const Wire wire = !_random.chance(_mood.failing)
                          ? Wire::Fine
                          : _random.oneOf(Wire::NotSent, Wire::CutBefore, Wire::CutAfter);
    std::string text;
    std::size_t total = 0;
    Status status = _gateway.call(context, "poll", wire,
                                  [&]
                                  {
                                      const int64_t now = _scheduler.nowMs();
                                      const std::vector<int> rows = _orders.window(fromMs, toMs, now);
                                      total = rows.size();
                                      text = body(rows, number);
                                      if (_random.chance(_mood.shifting))
                                      {
                                          _orders.shift(rows, now, _random);
                                      }
                                      return Status{STATUS_OK, 0};
                                  });
    if (status.code == STATUS_UNKNOWN || status.code == STATUS_NOT_SENT)
    {
        status.code = STATUS_UNAVAILABLE;
    }
    if (status.code == STATUS_OK)
    {
        _offsetMs = _mood.clockOffsetMs;
        out.document.parse(text);
        out.rows = out.document.root().find("rows");
        out.total = static_cast<int64_t>(total);
    }
    return status;
}

// The rows of one page as the vendor orders them at this moment.
std::string OrderSource::body(const std::vector<int>& rows, int64_t number)
{
    const auto size = static_cast<std::size_t>(_mood.pageSize);
    const std::size_t first = static_cast<std::size_t>(number) * size;
    std::string text = R"({"rows":[)";
    const bool repeating = _random.chance(_mood.repeating);
    for (std::size_t i = first; i < std::min(first + size, rows.size()); ++i)
    {
        const std::string row = _orders.row(rows[i], _scheduler.nowMs());
        text += (i == first ? "" : ",") + row;
        text += repeating && i == first ? "," + row : "";
    }
    return text + "]}";
}

} // namespace duijie::simulation
