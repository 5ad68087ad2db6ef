#include "WdtReading.h"

#include "WdtSay.h"

#include "duijie/sdk/Plugin.h"
#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::wdt
{

namespace
{

constexpr int64_t Second = 1000; // the vendor's times have nothing finer

std::string textOf(const Params& params, const std::string& name)
{
    const auto at = params.find(name);
    return at == params.end() ? std::string() : at->second;
}

} // namespace

WdtReading::WdtReading(CallContext& context, const sdk::Services& services, const WdtQuery& query,
                       int64_t rowsPerWindow, RecordSink& sink, QueryFetch fetch)
    : _context(context), _services(services), _query(query), _rowsPerWindow(rowsPerWindow), _sink(sink),
      _fetch(std::move(fetch))
{
}

Status WdtReading::run()
{
    if (!_query.only.empty())
    {
        return lookUp();
    }
    if (Span span; readable(span))
    {
        return cut(span);
    }
    const WalkPlan plan = walkPlan();
    return WdtWalk(_context, _services, plan, _sink, pagesOf(_query.business)).run();
}

bool WdtReading::readable(Span& span) const
{
    const auto from = sdk::parseDateTime(textOf(_query.business, _query.shape.startParam));
    const auto to = sdk::parseDateTime(textOf(_query.business, _query.shape.endParam));
    span = {from.value_or(0), to.value_or(0)};
    return from && to && span.fromMs <= span.toMs;
}

Status WdtReading::cut(Span span)
{
    const int64_t limit = _query.shape.longestWindowMs;
    Status status = sdk::ok();
    for (int64_t from = span.fromMs; from <= span.toMs && status.code == STATUS_OK;)
    {
        const int64_t to = limit > 0 ? std::min(from + limit, span.toMs) : span.toMs;
        status = readPart({from, to}, 0);
        from = to + Second;
    }
    return status;
}

/// Halves as long as the rows expected are too many, without asking for a count in between; each part is then
/// counted by itself.
Status WdtReading::readPart(Span span, int64_t expected)
{
    const int64_t length = span.toMs - span.fromMs;
    if (_rowsPerWindow == 0 || expected <= _rowsPerWindow || length <= Second)
    {
        return walkPart(span);
    }
    const int64_t middle = span.fromMs + length / 2 / Second * Second;
    const Status status = readPart({span.fromMs, middle}, expected / 2);
    return status.code == STATUS_OK ? readPart({middle + Second, span.toMs}, expected / 2) : status;
}

Status WdtReading::walkPart(Span span)
{
    Params business = _query.business;
    business[_query.shape.startParam] = sdk::formatDateTime(span.fromMs);
    business[_query.shape.endParam] = sdk::formatDateTime(span.toMs);
    WalkPlan plan = walkPlan();
    plan.mostRows = span.toMs - span.fromMs > Second ? _rowsPerWindow : 0;
    WdtWalk walk(_context, _services, plan, _sink, pagesOf(business));
    const Status status = walk.run();
    return status.code == STATUS_OK && walk.tooMany() ? readPart(span, walk.total()) : status;
}

Status WdtReading::lookUp()
{
    const WdtInterface& shape = _query.shape;
    if (shape.numberParam.empty())
    {
        return sdk::failed(_context, STATUS_UNSUPPORTED, say("wdt_source.read.no_number_param", {shape.api}));
    }
    Status status = lookUpBy(shape.numberParam);
    if (status.code == STATUS_NOT_FOUND && !shape.otherParam.empty() && shape.otherParam != shape.numberParam)
    {
        status = lookUpBy(shape.otherParam);
    }
    if (status.code == STATUS_NOT_FOUND)
    {
        return sdk::failed(_context, STATUS_NOT_FOUND,
                           say("wdt_source.read.no_document", {shape.api, sdk::excerpt(_query.only, 80)}));
    }
    return status;
}

Status WdtReading::lookUpBy(const std::string& param)
{
    Params business = _query.business;
    business.erase(_query.shape.startParam); // with a number the vendor wants no times
    business.erase(_query.shape.endParam);
    business[param] = _query.only;
    WalkPlan plan = walkPlan();
    plan.only = _query.only;
    plan.onlyParam = param;
    WdtWalk walk(_context, _services, plan, _sink, pagesOf(business));
    const Status status = walk.run();
    return status.code == STATUS_OK && walk.handed() == 0 ? Status{STATUS_NOT_FOUND, 0} : status;
}

WalkPlan WdtReading::walkPlan() const
{
    WalkPlan plan;
    plan.shape = _query.shape;
    plan.pageSize = _query.pageSize;
    return plan;
}

PageFetch WdtReading::pagesOf(const Params& business) const
{
    return [this, business](int64_t number, WdtPage& page)
    {
        Params asked = business;
        asked[_query.pageParam] = std::to_string(_query.shape.pageBase + number);
        asked[_query.sizeParam] = std::to_string(_query.pageSize);
        return _fetch(asked, page);
    };
}

} // namespace duijie::wdt
