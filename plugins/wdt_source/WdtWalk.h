// How a window is read whole.
//
// A row that is modified during the walk leaves the window, and every later row moves one place forward.
// Walking forward would then skip a row; walking from the last page to the first repeats one instead, which
// does no harm.
#pragma once

#include "WdtReply.h"

#include "duijie/abi/source.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace duijie::wdt
{

/// What the walk needs to know of the plan.
struct WalkPlan
{
    std::string id;          ///< member that identifies a row
    std::string number;      ///< member that people know it by
    std::string only;        ///< not empty: hand over only rows of this number
    std::string numberParam; ///< the other member that may hold that number
    int64_t pageSize = 50;
};

/// Fetches one page, counted from 0.
using PageFetch = std::function<Status(int64_t page, WdtPage& out)>;

/// Reads one window into a sink. For one poll.
class WdtWalk
{
public:
    WdtWalk(CallContext& context, const WalkPlan& plan, RecordSink& sink, PageFetch fetch);

    /// STATUS_OK only when pages and the vendor's own count agree; the window is read up to five times for
    /// that.
    Status run();

    /// Rows handed over, repeats included.
    uint64_t handed() const noexcept { return _handed; }

private:
    Status readOnce(bool& complete);
    Status backward(bool& complete);
    Status forward(WdtPage& page, bool& complete);
    Status handOver(const WdtPage& page);
    Status give(sdk::JsonValue row);
    Status fetchAndHand(int64_t number, WdtPage& page);
    bool enough(int64_t totalNow);

    CallContext& _context;
    const WalkPlan& _plan;
    RecordSink& _sink;
    PageFetch _fetch;
    std::unordered_set<std::string> _seen;
    std::string _why; ///< what did not agree the last time
    int64_t _total = -1;
    uint64_t _handed = 0;
};

} // namespace duijie::wdt
