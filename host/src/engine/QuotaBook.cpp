#include "engine/QuotaBook.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace duijie::engine
{

namespace
{

// The vendor counts when a request arrives, we when it leaves: two calls a window apart here may be closer
// there.
constexpr int64_t ArrivalMarginMs = 250;

constexpr int64_t LongestSleepMs = 200; // how late a stop may be seen

const std::string StateScope = "quota";

} // namespace

QuotaBook::QuotaBook(TimeSource& time, store::Store& store) : _time(time), _store(store) {}

void QuotaBook::declare(StringView bucket, uint32_t limit, uint32_t windowMs) noexcept
{
    try
    {
        const std::lock_guard lock(_mutex);
        const std::string name(sdk::toStd(bucket));
        Bucket& entry = _buckets[name];
        const bool known = entry.windowMs != 0; // a pause alone makes a bucket too, but remembers nothing
        entry.limit = limit;
        entry.windowMs = static_cast<int64_t>(windowMs) + ArrivalMarginMs;
        if (!known)
        {
            remember(name, entry);
        }
    }
    catch (const std::exception&)
    {
        return; // no memory: acquire then knows no such bucket and the vendor's own limit protects itself
    }
}

void QuotaBook::remember(const std::string& name, Bucket& bucket)
{
    const int64_t now = _time.nowMs();
    const int64_t monotonic = _time.monotonicMs();
    for (const int64_t started : _store.callTimes(name, now - bucket.windowMs))
    {
        bucket.starts.push_back(monotonic - std::max<int64_t>(0, now - started));
    }
    if (const auto until = _store.state(StateScope, name))
    {
        int64_t ms = 0;
        std::from_chars(until->data(), until->data() + until->size(), ms);
        bucket.pausedUntil = std::max(bucket.pausedUntil, ms > now ? monotonic + (ms - now) : 0);
    }
}

int64_t QuotaBook::take(Bucket& bucket, int64_t now)
{
    if (bucket.pausedUntil > now)
    {
        return bucket.pausedUntil - now;
    }
    while (!bucket.starts.empty() && bucket.starts.front() + bucket.windowMs <= now)
    {
        bucket.starts.pop_front();
    }
    if (bucket.limit > 0 && bucket.starts.size() >= bucket.limit)
    {
        return bucket.starts.front() + bucket.windowMs - now;
    }
    if (bucket.limit > 0)
    {
        bucket.starts.push_back(now); // taken: the caller may go
    }
    return 0;
}

Status QuotaBook::acquire(CallContext& context, StringView bucket) noexcept
{
    try
    {
        std::unique_lock lock(_mutex);
        for (;;)
        {
            if (context.cancelled() != 0)
            {
                return {STATUS_CANCELLED, 0};
            }
            const auto found = _buckets.find(sdk::toStd(bucket));
            if (found == _buckets.end())
            {
                return {STATUS_OK, 0};
            }
            const int64_t now = _time.monotonicMs();
            const int64_t wait = take(found->second, now);
            if (wait <= 0)
            {
                return {STATUS_OK, 0};
            }
            _changed.wait_for(lock, std::chrono::milliseconds(std::min(wait, LongestSleepMs)));
        }
    }
    catch (const std::exception&)
    {
        return {STATUS_CANCELLED, 0};
    }
}

void QuotaBook::pause(StringView bucket, uint32_t ms) noexcept
{
    try
    {
        const std::string name(sdk::toStd(bucket));
        {
            const std::lock_guard lock(_mutex);
            Bucket& entry = _buckets[name];
            entry.pausedUntil = std::max(entry.pausedUntil, _time.monotonicMs() + ms);
        }
        if (ms >= 1000)
        {
            _store.putState(StateScope, name, std::to_string(_time.nowMs() + ms),
                            [](const store::WriteResult&) {});
        }
    }
    catch (const std::exception&)
    {
        return;
    }
}

void QuotaBook::wake() noexcept
{
    _changed.notify_all();
}

} // namespace duijie::engine
