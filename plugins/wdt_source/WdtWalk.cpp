#include "WdtWalk.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Plugin.h"
#include "duijie/sdk/Times.h"

namespace duijie::wdt
{

namespace
{

constexpr int MaxReadings = 5;
constexpr int64_t MaxPages = 1'000'000; // a count that cannot be true must not become a walk without end

} // namespace

WdtWalk::WdtWalk(CallContext& context, const WalkPlan& plan, RecordSink& sink, PageFetch fetch)
    : _context(context), _plan(plan), _sink(sink), _fetch(std::move(fetch))
{
}

Status WdtWalk::run()
{
    for (int reading = 0; reading < MaxReadings; ++reading)
    {
        _seen.clear();
        bool complete = false;
        const Status status = readOnce(complete);
        if (status.code != STATUS_OK || complete)
        {
            return status;
        }
    }
    return sdk::failed(_context, STATUS_UNAVAILABLE,
                       "wdt.source: the window could not be read whole in " + std::to_string(MaxReadings) +
                           " readings: " + _why +
                           "; a shorter window, or a later end of it, changes less while it "
                           "is read");
}

Status WdtWalk::readOnce(bool& complete)
{
    WdtPage page;
    if (const Status status = _fetch(0, page); status.code != STATUS_OK)
    {
        return status;
    }
    _total = page.total;
    if (_total < 0)
    {
        return forward(page, complete);
    }
    if (_total > _plan.pageSize)
    {
        return backward(complete);
    }
    const Status status = handOver(page);
    complete = enough(page.total);
    return status;
}

Status WdtWalk::backward(bool& complete)
{
    const int64_t last = (_total - 1) / _plan.pageSize;
    if (last >= MaxPages)
    {
        _why = "the vendor counts " + std::to_string(_total) + " rows, more than a window can hold";
        return sdk::ok();
    }
    WdtPage page;
    for (int64_t number = last; number >= 0; --number)
    {
        if (const Status status = fetchAndHand(number, page); status.code != STATUS_OK)
        {
            return status;
        }
    }
    complete = enough(page.total); // page 0 came last and tells the count anew
    return sdk::ok();
}

/// Without a count: forward to the first short page, then back over the same pages. A row that the way back
/// finds and the way there did not has moved meanwhile; then everything is read again.
Status WdtWalk::forward(WdtPage& page, bool& complete)
{
    Status status = handOver(page);
    int64_t last = 0;
    while (status.code == STATUS_OK && static_cast<int64_t>(page.rows.size()) >= _plan.pageSize)
    {
        const std::size_t before = _seen.size();
        status = fetchAndHand(++last, page);
        if (status.code == STATUS_OK && page.rows.size() > 0 && _seen.size() == before)
        {
            _why = "page " + std::to_string(last) + " holds nothing that earlier pages did not hold";
            return status;
        }
    }
    const std::size_t there = _seen.size();
    for (int64_t number = last - 1; number >= 0 && status.code == STATUS_OK; --number)
    {
        status = fetchAndHand(number, page);
    }
    complete = _seen.size() == there;
    _why = "the vendor gives no count, and rows moved between pages";
    return status;
}

Status WdtWalk::fetchAndHand(int64_t number, WdtPage& page)
{
    if (_context.cancelled() != 0)
    {
        return {STATUS_CANCELLED, 0};
    }
    const Status status = _fetch(number, page);
    return status.code == STATUS_OK ? handOver(page) : status;
}

bool WdtWalk::enough(int64_t totalNow)
{
    if (totalNow != _total)
    {
        _why = "the vendor counted " + std::to_string(_total) + " rows first and " +
               std::to_string(totalNow) + " at the end";
        return false;
    }
    if (static_cast<int64_t>(_seen.size()) < _total)
    {
        _why = "the vendor counts " + std::to_string(_total) + " rows, its pages of " +
               std::to_string(_plan.pageSize) + " hold " + std::to_string(_seen.size()) +
               " different ones (is page_size larger than the interface takes?)";
        return false;
    }
    return true;
}

Status WdtWalk::handOver(const WdtPage& page)
{
    for (const sdk::JsonValue row : page.rows)
    {
        if (const Status status = give(row); status.code != STATUS_OK)
        {
            return status;
        }
    }
    return _sink.pageEnd(_total);
}

Status WdtWalk::give(sdk::JsonValue row)
{
    std::string key(row.find(_plan.id).text());
    std::string_view number = row.find(_plan.number).text();
    if (key.empty())
    {
        // Not an object, or without its id: it is kept under a key of its own and becomes invalid, never
        // lost.
        key = "no-id:" + sdk::sha256Hex(row.raw()).substr(0, 16);
        number = {};
    }
    if (!_plan.only.empty() && number != _plan.only && row.find(_plan.numberParam).text() != _plan.only)
    {
        _seen.insert(std::move(key));
        return sdk::ok();
    }
    RecordView record{};
    record.size = sizeof(record);
    record.key = sdk::toView(key);
    record.number = sdk::toView(number);
    record.event_time_ms = sdk::parseDateTime(row.find("modified").text()).value_or(0);
    record.payload = sdk::toView(row.raw());
    const Status status = _sink.record(record);
    ++_handed;
    _seen.insert(std::move(key));
    return status;
}

} // namespace duijie::wdt
