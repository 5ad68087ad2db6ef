// How a window is read whole.
//
// A row that is modified during the walk leaves the window, and every later row moves one place forward.
// Walking forward would then skip a row; walking from the last page to the first repeats one instead, which
// does no harm.
#pragma once

#include "WdtInterfaces.h"
#include "WdtReply.h"

#include "duijie/abi/source.h"
#include "duijie/sdk/Services.h"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_set>

namespace duijie::wdt
{

/// What the walk needs to know of the plan.
struct WalkPlan
{
    WdtInterface shape;
    int64_t pageSize = 50;
    std::string only;      ///< not empty: hand over only rows of this number
    std::string onlyParam; ///< the other member that may hold that number
    int64_t mostRows = 0;  ///< a window that counts more is left for its parts; 0: any number
};

/// Fetches one page, counted from 0.
using PageFetch = std::function<Status(int64_t page, WdtPage& out)>;

/// Reads one window into a sink. For one poll.
class WdtWalk
{
public:
    WdtWalk(CallContext& context, const sdk::Services& services, const WalkPlan& plan, RecordSink& sink,
            PageFetch fetch);

    /// STATUS_OK only when pages and the vendor's own count agree, or when tooMany; the window is read up to
    /// five times for that.
    Status run();

    /// The window counts more rows than the plan takes, and was not read to its end.
    bool tooMany() const noexcept { return _plan.mostRows > 0 && _total > _plan.mostRows; }
    /// Rows that the vendor counts; -1 when it does not say.
    int64_t total() const noexcept { return _total; }

    /// Rows handed over, repeats included.
    uint64_t handed() const noexcept { return _handed; }

private:
    /// 128 bits of a key's SHA-256: a window of a million rows stays small, and two keys do not meet.
    struct KeyPrint
    {
        uint64_t high = 0;
        uint64_t low = 0;
        bool operator==(const KeyPrint&) const = default;
    };
    struct PrintHash
    {
        std::size_t operator()(const KeyPrint& print) const noexcept { return print.low; }
    };

    static KeyPrint printOf(std::string_view key);

    Status readOnce(bool& complete);
    Status counted(WdtPage& page, bool& complete);
    Status uncounted(WdtPage& page, bool& complete);
    Status fetchAndHand(int64_t number, WdtPage& page);
    Status handOver(const WdtPage& page);
    Status give(sdk::JsonValue row);
    void checkDetail(sdk::JsonValue row, std::string_view key, std::string_view number);
    bool sameCount(int64_t totalNow);
    bool enough();

    CallContext& _context;
    const sdk::Services& _services;
    const WalkPlan& _plan;
    RecordSink& _sink;
    PageFetch _fetch;
    std::unordered_set<KeyPrint, PrintHash> _seen;
    std::string _why; ///< what did not agree the last time
    int64_t _total = -1;
    uint64_t _handed = 0;
};

} // namespace duijie::wdt
