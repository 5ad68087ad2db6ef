#include "WdtWalk.h"

#include "WdtSay.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Plugin.h"
#include "duijie/sdk/Times.h"

#include <cstring>

namespace duijie::wdt
{

namespace
{

constexpr int MaxReadings = 5;
constexpr int64_t MaxPages = 1'000'000; // a count that cannot be true must not become a walk without end

} // namespace

WdtWalk::WdtWalk(CallContext& context, const sdk::Services& services, const WalkPlan& plan, RecordSink& sink,
                 PageFetch fetch)
    : _context(context), _services(services), _plan(plan), _sink(sink), _fetch(std::move(fetch))
{
}

Status WdtWalk::run()
{
    for (int reading = 0; reading < MaxReadings; ++reading)
    {
        _seen.clear();
        bool complete = false;
        const Status status = readOnce(complete);
        if (status.code != STATUS_OK || complete || tooMany())
        {
            return status;
        }
    }
    return sdk::failed(_context, STATUS_UNAVAILABLE,
                       say("wdt_source.read.whole", {std::to_string(MaxReadings), _why}));
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
        return uncounted(page, complete);
    }
    return tooMany() ? sdk::ok() : counted(page, complete);
}

/// Ends with a count that is as new as its last page: in reverse order page 0 comes last, in forward order it
/// is asked once more unless the last page told the count.
Status WdtWalk::counted(WdtPage& page, bool& complete)
{
    const int64_t last = _total == 0 ? 0 : (_total - 1) / _plan.pageSize;
    if (last >= MaxPages)
    {
        _why = say("wdt_source.read.count_large", {std::to_string(_total)});
        return sdk::ok();
    }
    const bool forward = _plan.shape.order == PageOrder::Forward;
    Status status = forward || last == 0 ? handOver(page) : sdk::ok();
    for (int64_t step = forward ? 1 : 0; step <= last && last > 0 && status.code == STATUS_OK; ++step)
    {
        status = fetchAndHand(forward ? step : last - step, page);
        if (status.code == STATUS_OK && page.total >= 0 && !sameCount(page.total))
        {
            return status;
        }
    }
    if (status.code == STATUS_OK && forward && page.total < 0)
    {
        status = fetchAndHand(0, page);
    }
    complete = status.code == STATUS_OK && sameCount(page.total) && enough();
    return status;
}

/// Without a count: forward to the first short page, then back over the same pages. A row that the way back
/// finds and the way there did not has moved meanwhile; then everything is read again.
Status WdtWalk::uncounted(WdtPage& page, bool& complete)
{
    Status status = handOver(page);
    int64_t last = 0;
    while (status.code == STATUS_OK && static_cast<int64_t>(page.rows.size()) >= _plan.pageSize)
    {
        const std::size_t before = _seen.size();
        status = fetchAndHand(++last, page);
        if (status.code == STATUS_OK && page.rows.size() > 0 && _seen.size() == before)
        {
            _why = say("wdt_source.read.nothing_new", {std::to_string(last)});
            return status;
        }
    }
    const std::size_t there = _seen.size();
    for (int64_t number = last - 1; number >= 0 && status.code == STATUS_OK; --number)
    {
        status = fetchAndHand(number, page);
    }
    complete = _seen.size() == there;
    _why = complete ? std::string() : say("wdt_source.read.uncounted");
    return status;
}

Status WdtWalk::fetchAndHand(int64_t number, WdtPage& page)
{
    if (_context.cancelled() != 0)
    {
        return {STATUS_CANCELLED, 0};
    }
    const Status status = _fetch(number, page);
    if (number != 0 && _plan.shape.totalOnFirstPageOnly)
    {
        page.total = -1; // whatever stands there on later pages is no count
    }
    return status.code == STATUS_OK ? handOver(page) : status;
}

bool WdtWalk::sameCount(int64_t totalNow)
{
    if (totalNow != _total)
    {
        _why = say("wdt_source.read.count_moved", {std::to_string(_total), std::to_string(totalNow)});
    }
    return totalNow == _total;
}

bool WdtWalk::enough()
{
    if (static_cast<int64_t>(_seen.size()) < _total)
    {
        _why = say("wdt_source.read.too_few",
                   {std::to_string(_total), std::to_string(_plan.pageSize), std::to_string(_seen.size())});
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

WdtWalk::KeyPrint WdtWalk::printOf(std::string_view key)
{
    const auto digest = sdk::sha256(key);
    KeyPrint print;
    std::memcpy(&print, digest.data(), sizeof print);
    return print;
}

Status WdtWalk::give(sdk::JsonValue row)
{
    std::string key(row.find(_plan.shape.id).text());
    std::string_view number = row.find(_plan.shape.number).text();
    if (key.empty())
    {
        // Not an object, or without its id: it is kept under a key of its own and becomes invalid, never
        // lost.
        key = "no-id:" + sdk::sha256Hex(row.raw()).substr(0, 16);
        number = {};
    }
    const bool fresh = _seen.insert(printOf(key)).second;
    if (!_plan.only.empty() && number != _plan.only && row.find(_plan.onlyParam).text() != _plan.only)
    {
        return sdk::ok();
    }
    if (fresh)
    {
        checkDetail(row, key, number);
    }
    RecordView record{};
    record.size = sizeof(record);
    record.key = sdk::toView(key);
    record.number = sdk::toView(number);
    record.event_time_ms = sdk::parseDateTime(row.find("modified").text()).value_or(0);
    record.payload = sdk::toView(row.raw());
    ++_handed;
    return _sink.record(record);
}

void WdtWalk::checkDetail(sdk::JsonValue row, std::string_view key, std::string_view number)
{
    const std::string& name = _plan.shape.detailKey;
    const sdk::JsonValue detail = name.empty() ? sdk::JsonValue() : row.find(name);
    if (!detail.exists() || detail.isArray() || detail.isNull())
    {
        return;
    }
    _services.log(LOG_WARNING, say("wdt_source.read.detail",
                                   {_plan.shape.api, sdk::excerpt(number.empty() ? key : number, 80), name,
                                    sdk::jsonTypeName(detail.type())}));
}

} // namespace duijie::wdt
