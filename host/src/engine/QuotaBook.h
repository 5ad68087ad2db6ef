// The vendors' limits, kept for every connection and flow of this host in one place.
#pragma once

#include "engine/Crew.h"
#include "engine/Environment.h"

#include "store/Store.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace duijie::engine
{

/// How a bucket was used by this process.
struct QuotaUse
{
    std::string bucket;
    uint32_t limit = 0; ///< 0: none
    int64_t calls = 0;
    int64_t waitedMs = 0;   ///< time in which work waited for a turn
    double usedPercent = 0; ///< of the limit, on average over that time; 0 when nothing waited
};

/// Sliding-window limiter per bucket; flows that wait for the same bucket get their turns alternately,
/// however many calls each of them has waiting. It begins with the calls that the call log remembers, so a
/// restart does not spend a limit twice, and a vendor's "be silent" outlives a restart as well. Thread-safe.
class QuotaBook final : public Quota
{
public:
    QuotaBook(TimeSource& time, store::Store& store, Crew& crew = Crew::system());

    void declare(StringView bucket, uint32_t limit, uint32_t windowMs) noexcept override;
    Status acquire(CallContext& context, StringView bucket) noexcept override;
    void pause(StringView bucket, uint32_t ms) noexcept override;

    /// A call of `context` is over, of whatever buckets it took a turn. Answered: it had arrived by now.
    void ended(const CallContext& context, bool answered) noexcept;

    /// Waits until `calls` may leave one after another without a pause (or as many as the limit allows at
    /// all). Takes none of them.
    Status awaitRoom(CallContext& context, std::string_view bucket, uint32_t calls);

    std::vector<QuotaUse> use() const;

    /// Wakes everyone who waits, so that a stop is seen at once.
    void wake() noexcept;

private:
    struct Waiter
    {
        std::string flow;
    };

    /// A call that left. The vendor counts it when it arrives: at `startMs` at the earliest, and by
    /// `arrivedMs`.
    struct Turn
    {
        int64_t startMs = 0;
        int64_t arrivedMs = 0;
        const CallContext* open = nullptr; ///< whose call; null once it is over
    };

    struct Bucket
    {
        uint32_t limit = 0;
        int64_t windowMs = 0;
        int64_t pausedUntil = 0; // monotonic
        std::deque<Turn> turns;  // monotonic, oldest first
        std::list<Waiter> waiting;
        std::map<std::string, uint64_t, std::less<>> served; // by flow: number of its last turn
        uint64_t given = 0;                                  // turns in all
        int64_t sampledMs = 0; // while work waits: when that was last looked at; 0: nothing waits
        int64_t waitedMs = 0;
        double usedMs = 0; // that time, weighted with the used part of the limit
    };

    void remember(const std::string& name, Bucket& bucket);
    static void sample(Bucket& bucket, int64_t now);
    static int64_t waitFor(Bucket& bucket, uint32_t calls, int64_t now); // 0: so many may leave
    static Turn* openTurn(Bucket& bucket, const CallContext& context, int64_t now);
    void leavesNow(const CallContext& context, int64_t now);
    static std::size_t counted(const Bucket& bucket, int64_t now);
    static int64_t whenFree(const Bucket& bucket, std::size_t calls, int64_t now);
    static bool isNext(const Bucket& bucket, const Waiter& waiter);

    TimeSource& _time;
    store::Store& _store;
    Crew& _crew;
    mutable std::mutex _mutex;
    std::condition_variable _changed;
    std::map<std::string, Bucket, std::less<>> _buckets;
};

} // namespace duijie::engine
