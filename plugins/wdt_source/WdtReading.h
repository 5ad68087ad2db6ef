// One reading: which windows, or which look-ups, it is made of.
#pragma once

#include "WdtQuery.h"
#include "WdtWalk.h"

#include <cstdint>
#include <functional>

namespace duijie::wdt
{

/// Fetches the page that these business parameters ask for.
using QueryFetch = std::function<Status(const Params& business, WdtPage& out)>;

/// Carries a query out. A window longer than the interface takes is cut; one that counts more than
/// `rowsPerWindow` rows is halved until its parts do not, so that little changes while a part is read.
class WdtReading
{
public:
    WdtReading(CallContext& context, const sdk::Services& services, const WdtQuery& query,
               int64_t rowsPerWindow, RecordSink& sink, QueryFetch fetch);

    /// As Source::poll: STATUS_OK means wholly read, STATUS_NOT_FOUND that the one document is not there.
    Status run();

private:
    /// Both ends included, whole seconds.
    struct Span
    {
        int64_t fromMs = 0;
        int64_t toMs = 0;
    };

    bool readable(Span& span) const;
    Status cut(Span span);
    Status readPart(Span span, int64_t expected);
    Status walkPart(Span span);
    Status lookUp();
    Status lookUpBy(const std::string& param);
    WalkPlan walkPlan() const;
    PageFetch pagesOf(const Params& business) const;

    CallContext& _context;
    const sdk::Services& _services;
    const WdtQuery& _query;
    int64_t _rowsPerWindow;
    RecordSink& _sink;
    QueryFetch _fetch;
};

} // namespace duijie::wdt
