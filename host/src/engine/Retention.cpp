#include "engine/Retention.h"

#include <algorithm>
#include <charconv>

namespace duijie::engine
{

using store::Kept;

namespace
{

constexpr int64_t DayMs = 24LL * 3'600'000;
constexpr int64_t LeastMs = 2 * DayMs; // also what a limit of calls a day counts from
constexpr int64_t MiB = 1024 * 1024;

const std::string Scope = "retention";
const std::string LastName = "last_ms";
const std::string CallsName = "calls_before_ms";

int64_t numberOf(store::Store& store, const std::string& name)
{
    int64_t value = 0;
    if (const auto text = store.state(Scope, name))
    {
        std::from_chars(text->data(), text->data() + text->size(), value);
    }
    return value;
}

// One kind, from the oldest on.
class Broom
{
public:
    Broom(Shared& shared, Kept what) : _shared(shared), _what(what) {}

    // Takes away one part of what is older than `beforeMs`. False: nothing older is left, or the store
    // failed.
    bool step(int64_t beforeMs)
    {
        const store::WriteResult result = _shared.store.durably(
            [&](store::Done done) {
                _shared.store.remove({_what, _after, beforeMs}, std::move(done));
            });
        error = result.error;
        atMs = result.atMs;
        removed += result.applied;
        _after = result.id;
        return result.ok && result.id != 0;
    }

    int64_t removed = 0;
    int64_t atMs = 0; // age of what the last part began with
    std::string error;

private:
    Shared& _shared;
    const Kept _what;
    int64_t _after = 0;
};

class Cleaning
{
public:
    Cleaning(Shared& shared, const RetentionRules& rules)
        : _shared(shared), _rules(rules), _now(shared.time.nowMs()), _calls(shared, Kept::Calls),
          _bytes(shared, Kept::Bytes)
    {
    }

    void byDays()
    {
        sweep(_calls, _rules.callsDays);
        sweep(_bytes, _rules.rawDays);
        put(LastName, _now);
    }

    void bySize()
    {
        Broom calls(_shared, Kept::Calls);
        Broom bytes(_shared, Kept::Bytes);
        const int64_t before = _now - LeastMs;
        bool callsLeft = true;
        bool bytesLeft = true;
        while (isTooLarge() && (callsLeft || bytesLeft) && goesOn())
        {
            // Whichever is older.
            const bool takeCalls = callsLeft && (!bytesLeft || calls.atMs <= bytes.atMs);
            (takeCalls ? callsLeft : bytesLeft) = (takeCalls ? calls : bytes).step(before);
        }
        noteCalls(calls.atMs, calls.removed);
        _report.calls += calls.removed;
        _report.records += bytes.removed;
        _report.tooLarge = isTooLarge();
    }

    bool isTooLarge()
    {
        const store::StoreSize size = _shared.store.size();
        return _rules.mostMiB > 0 && size.bytes - size.freeBytes > _rules.mostMiB * MiB;
    }

    RetentionReport report()
    {
        _report.calls += _calls.removed;
        _report.records += _bytes.removed;
        _report.error = _calls.error.empty() ? _bytes.error : _calls.error;
        _report.size = _shared.store.size();
        return _report;
    }

private:
    bool goesOn() const { return !_shared.stop.load(); }

    void sweep(Broom& broom, int64_t days)
    {
        const int64_t before = _now - days * DayMs;
        while (days > 0 && goesOn() && broom.step(before))
        {
        }
        if (&broom == &_calls)
        {
            noteCalls(before, broom.removed);
        }
    }

    void noteCalls(int64_t beforeMs, int64_t removed)
    {
        if (removed > 0)
        {
            put(CallsName, std::max(beforeMs, numberOf(_shared.store, CallsName)));
        }
    }

    void put(const std::string& name, int64_t value)
    {
        _shared.store.durably(
            [&](store::Done done)
            { _shared.store.putState(Scope, name, std::to_string(value), std::move(done)); });
    }

    Shared& _shared;
    const RetentionRules _rules;
    const int64_t _now;
    Broom _calls;
    Broom _bytes;
    RetentionReport _report;
};

} // namespace

std::optional<RetentionReport> keepWithin(Shared& shared, const RetentionRules& rules)
{
    Cleaning cleaning(shared, rules);
    const bool due = shared.time.nowMs() - numberOf(shared.store, LastName) >= DayMs;
    const bool tooLarge = cleaning.isTooLarge();
    if (!due && !tooLarge)
    {
        return std::nullopt;
    }
    if (due)
    {
        cleaning.byDays();
    }
    if (tooLarge)
    {
        cleaning.bySize();
    }
    return cleaning.report();
}

int64_t callsRemovedBefore(store::Store& store)
{
    return numberOf(store, CallsName);
}

} // namespace duijie::engine
