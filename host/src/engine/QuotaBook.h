// The vendors' limits, kept for every connection and flow of this host in one place.
#pragma once

#include "engine/Environment.h"

#include "store/Store.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace duijie::engine
{

/// Sliding-window limiter per bucket. It begins with the calls that the call log remembers, so a restart does
/// not spend a limit twice, and a vendor's "be silent" outlives a restart as well. Thread-safe.
class QuotaBook final : public Quota
{
public:
    QuotaBook(TimeSource& time, store::Store& store);

    void declare(StringView bucket, uint32_t limit, uint32_t windowMs) noexcept override;
    Status acquire(CallContext& context, StringView bucket) noexcept override;
    void pause(StringView bucket, uint32_t ms) noexcept override;

    /// Wakes everyone who waits, so that a stop is seen at once.
    void wake() noexcept;

private:
    struct Bucket
    {
        uint32_t limit = 0;
        int64_t windowMs = 0;
        int64_t pausedUntil = 0;    // monotonic
        std::deque<int64_t> starts; // monotonic, oldest first
    };

    void remember(const std::string& name, Bucket& bucket);
    int64_t take(Bucket& bucket, int64_t now); // 0: one call is taken; else how long to wait

    TimeSource& _time;
    store::Store& _store;
    std::mutex _mutex;
    std::condition_variable _changed;
    std::map<std::string, Bucket, std::less<>> _buckets;
};

} // namespace duijie::engine
