#include "engine/QuotaBook.h"

#include "engine/CallScope.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>
#include <queue>

namespace duijie::engine
{

namespace
{

// The vendor counts when a request arrives, we when it leaves: two calls a window apart here may be closer
// there. Once an answer is here the call arrived before it; until then it may be this late.
constexpr int64_t ArrivalMarginMs = 250;

// A call that has a turn leaves, and is over, within this, or its end is of no interest any more.
constexpr int64_t LongestMs = 60'000;

// Who is not next looks again after this, should nobody have told it.
constexpr int64_t LookAgainMs = 200;

const std::string StateScope = "quota";

} // namespace

QuotaBook::QuotaBook(TimeSource& time, store::Store& store, Crew& crew)
    : _time(time), _store(store), _crew(crew)
{
}

void QuotaBook::declare(StringView bucket, uint32_t limit, uint32_t windowMs) noexcept
{
    try
    {
        const std::lock_guard lock(_mutex);
        const std::string name(sdk::toStd(bucket));
        Bucket& entry = _buckets[name];
        const bool known = entry.windowMs != 0; // a pause alone makes a bucket too, but remembers nothing
        entry.limit = limit;
        entry.windowMs = windowMs;
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
    for (const int64_t started : _store.callTimes(name, now - bucket.windowMs - ArrivalMarginMs))
    {
        const int64_t start = monotonic - std::max<int64_t>(0, now - started);
        bucket.turns.push_back({start, start + ArrivalMarginMs, nullptr});
    }
    if (const auto until = _store.state(StateScope, name))
    {
        int64_t ms = 0;
        std::from_chars(until->data(), until->data() + until->size(), ms);
        bucket.pausedUntil = std::max(bucket.pausedUntil, ms > now ? monotonic + (ms - now) : 0);
    }
}

int64_t QuotaBook::waitFor(Bucket& bucket, uint32_t calls, int64_t now)
{
    if (bucket.pausedUntil > now)
    {
        return bucket.pausedUntil - now;
    }
    while (!bucket.turns.empty() && bucket.turns.front().arrivedMs + bucket.windowMs <= now)
    {
        bucket.turns.pop_front();
    }
    const std::size_t wanted = std::min(calls, bucket.limit);
    const std::size_t free = bucket.limit - std::min<std::size_t>(bucket.limit, counted(bucket, now));
    return free >= wanted ? 0 : whenFree(bucket, wanted - free, now) - now;
}

// Calls that the vendor may still count. Behind the first such call there may be some that arrived sooner.
std::size_t QuotaBook::counted(const Bucket& bucket, int64_t now)
{
    std::size_t over = 0;
    for (const Turn& turn : bucket.turns)
    {
        if (turn.startMs + bucket.windowMs > now)
        {
            break;
        }
        over += turn.arrivedMs + bucket.windowMs <= now ? 1 : 0;
    }
    return bucket.turns.size() - over;
}

// When so many of the calls that count now count no longer.
int64_t QuotaBook::whenFree(const Bucket& bucket, std::size_t calls, int64_t now)
{
    std::priority_queue<int64_t> soonest; // the latest of them on top
    for (const Turn& turn : bucket.turns)
    {
        if (soonest.size() == calls && turn.startMs + bucket.windowMs >= soonest.top())
        {
            break;
        }
        const int64_t at = turn.arrivedMs + bucket.windowMs;
        if (at > now)
        {
            soonest.push(at);
        }
        if (soonest.size() > calls)
        {
            soonest.pop();
        }
    }
    return soonest.empty() ? now : soonest.top();
}

// The one turn of a call of `context` that is not over; null: none, or several, and who knows which.
QuotaBook::Turn* QuotaBook::openTurn(Bucket& bucket, const CallContext& context, int64_t now)
{
    Turn* found = nullptr;
    std::deque<Turn>& turns = bucket.turns;
    for (auto turn = turns.rbegin(); turn != turns.rend() && turn->startMs + LongestMs > now; ++turn)
    {
        if (turn->open == &context)
        {
            if (found != nullptr)
            {
                return nullptr;
            }
            found = &*turn;
        }
    }
    return found;
}

// A call that needs turns of several buckets leaves when it has the last of them, however long it waited for
// that.
void QuotaBook::leavesNow(const CallContext& context, int64_t now)
{
    for (auto& [name, bucket] : _buckets)
    {
        std::deque<Turn>& turns = bucket.turns;
        for (auto turn = turns.rbegin(); turn != turns.rend() && turn->startMs + LongestMs > now; ++turn)
        {
            if (turn->open == &context)
            {
                turn->arrivedMs = std::max(turn->arrivedMs, now + ArrivalMarginMs);
            }
        }
    }
}

void QuotaBook::ended(const CallContext& context, bool answered) noexcept
{
    try
    {
        const std::lock_guard lock(_mutex);
        const int64_t now = _time.monotonicMs();
        for (auto& [name, bucket] : _buckets)
        {
            if (Turn* const turn = openTurn(bucket, context, now))
            {
                turn->open = nullptr;
                const int64_t arrivedMs =
                    answered ? now + 1 : turn->arrivedMs; // clocks tell whole milliseconds
                turn->arrivedMs = std::min(turn->arrivedMs, arrivedMs);
            }
        }
    }
    catch (const std::exception&)
    {
        return; // the call counts a little longer
    }
}

// How much of what the vendor allows is used while work waits: looked at whenever a waiter looks.
void QuotaBook::sample(Bucket& bucket, int64_t now)
{
    if (bucket.sampledMs != 0 && bucket.limit > 0)
    {
        const auto first =
            std::upper_bound(bucket.turns.begin(), bucket.turns.end(), now - bucket.windowMs,
                             [](int64_t moment, const Turn& turn) { return moment < turn.startMs; });
        const auto used = static_cast<double>(bucket.turns.end() - first);
        bucket.waitedMs += now - bucket.sampledMs;
        bucket.usedMs += static_cast<double>(now - bucket.sampledMs) * std::min(1.0, used / bucket.limit);
    }
    bucket.sampledMs = now;
}

std::vector<QuotaUse> QuotaBook::use() const
{
    const std::lock_guard lock(_mutex);
    std::vector<QuotaUse> out;
    for (const auto& [name, bucket] : _buckets)
    {
        const double used =
            bucket.waitedMs == 0 ? 0 : 100 * bucket.usedMs / static_cast<double>(bucket.waitedMs);
        out.push_back({name, bucket.limit, static_cast<int64_t>(bucket.given), bucket.waitedMs, used});
    }
    return out;
}

// The flow whose last turn lies furthest back comes first, within a flow whoever waits longest.
bool QuotaBook::isNext(const Bucket& bucket, const Waiter& waiter)
{
    const auto turnOf = [&](const Waiter& w)
    {
        const auto found = bucket.served.find(w.flow);
        return found == bucket.served.end() ? 0 : found->second;
    };
    const auto next =
        std::min_element(bucket.waiting.begin(), bucket.waiting.end(),
                         [&](const Waiter& a, const Waiter& b) { return turnOf(a) < turnOf(b); });
    return &*next == &waiter;
}

Status QuotaBook::acquire(CallContext& context, StringView bucket) noexcept
{
    try
    {
        std::unique_lock lock(_mutex);
        const auto found = _buckets.find(sdk::toStd(bucket));
        if (found == _buckets.end())
        {
            return {static_cast<uint32_t>(context.cancelled() != 0 ? STATUS_CANCELLED : STATUS_OK), 0};
        }
        Bucket& entry = found->second; // buckets are never removed
        const auto* const owner = dynamic_cast<const CallOwner*>(&context);
        const auto waiter =
            entry.waiting.insert(entry.waiting.end(), {std::string(owner == nullptr ? "" : owner->flow())});
        Status status{STATUS_CANCELLED, 0};
        while (context.cancelled() == 0)
        {
            const int64_t now = _time.monotonicMs();
            const int64_t wait = waitFor(entry, 1, now);
            if (wait <= 0 && isNext(entry, *waiter))
            {
                leavesNow(context, now);
                if (entry.limit > 0)
                {
                    entry.turns.push_back({now, now + ArrivalMarginMs, &context});
                }
                entry.served[waiter->flow] = ++entry.given;
                status = {STATUS_OK, 0};
                break;
            }
            sample(entry, now);
            _crew.wait(lock, _changed, wait <= 0 ? LookAgainMs : wait);
        }
        entry.waiting.erase(waiter);
        entry.sampledMs = entry.waiting.empty() ? 0 : entry.sampledMs;
        if (!entry.waiting.empty())
        {
            _crew.wake(_changed); // somebody else is next now
        }
        return status;
    }
    catch (const std::exception&)
    {
        return {STATUS_CANCELLED, 0};
    }
}

Status QuotaBook::awaitRoom(CallContext& context, std::string_view bucket, uint32_t calls)
{
    std::unique_lock lock(_mutex);
    const auto found = _buckets.find(bucket);
    while (found != _buckets.end())
    {
        if (context.cancelled() != 0)
        {
            return {STATUS_CANCELLED, 0};
        }
        const int64_t wait = waitFor(found->second, calls, _time.monotonicMs());
        if (wait <= 0)
        {
            break;
        }
        _crew.wait(lock, _changed, wait);
    }
    return {STATUS_OK, 0};
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
    _crew.wake(_changed);
}

} // namespace duijie::engine
