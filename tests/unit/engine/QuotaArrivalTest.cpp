// The vendor counts calls as they arrive: no window of its ever holds more than the limit, however long each
// call is on its way, and what was answered soon does not count longer than it must.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <list>
#include <random>

namespace duijie::engine::test
{

namespace
{

// Nobody waits: who would have to is told so.
class Impatient final : public Crew
{
public:
    std::unique_ptr<Worker> start(std::function<void()>) override { return nullptr; }
    void wait(std::unique_lock<std::mutex>&, std::condition_variable&, int64_t ms) override { waited = ms; }
    void wake(std::condition_variable&) noexcept override {}
    uint64_t randomSeed() override { return 1; }

    int64_t waited = 0;
};

/// How long a call is on its way to the vendor, and until its answer is here (0: there is none).
struct Way
{
    int64_t there = 0;
    int64_t back = 0;
};

/// Calls of several connections, one after another on each.
class Connections
{
public:
    Connections(Rig& rig, uint32_t limit, uint32_t windowMs)
        : _clock(rig.clock), _book(rig.clock, rig.store, _crew)
    {
        _book.declare(sdk::toView("b"), limit, windowMs);
        _book.declare(sdk::toView("second"), 0, 1);
    }

    /// Each call needs a turn of a second bucket as well, and waits for it with the first one's in its hands.
    void alsoAtMost(uint32_t limit, uint32_t windowMs)
    {
        _book.declare(sdk::toView("second"), limit, windowMs);
    }

    /// Until so many milliseconds are over; `way` says how each call goes.
    void run(int64_t ms, std::size_t connections, const std::function<Way()>& way)
    {
        for (const int64_t end = _clock.nowMs() + ms; _clock.nowMs() < end; _clock.advance(1))
        {
            answer();
            for (Open& call : _open)
            {
                goOn(call, way);
            }
            while (_open.size() < connections && begin(way))
            {
            }
        }
    }

    /// The most calls that arrived within one window.
    std::size_t densest(int64_t windowMs)
    {
        std::sort(arrivals.begin(), arrivals.end());
        std::size_t most = 0;
        for (std::size_t first = 0, last = 0; last < arrivals.size(); ++last)
        {
            while (arrivals[last] - arrivals[first] >= windowMs)
            {
                ++first;
            }
            most = std::max(most, last - first + 1);
        }
        return most;
    }

    std::vector<int64_t> arrivals;

    /// How long the last one that had to wait was told to.
    int64_t waited() const { return _crew.waited; }

private:
    struct Open
    {
        TestContext context;
        int64_t endMs = 0; ///< 0: it waits for its second turn
        bool answered = false;
    };

    bool take(Open& call, const char* bucket)
    {
        int asked = 0;
        call.context.onCancelled = [&] { return asked++ > 0 ? 1u : 0u; };
        return _book.acquire(call.context, sdk::toView(bucket)).code == STATUS_OK;
    }

    bool begin(const std::function<Way()>& way)
    {
        Open& call = _open.emplace_back();
        if (!take(call, "b"))
        {
            _open.pop_back();
            return false;
        }
        goOn(call, way);
        return true;
    }

    void goOn(Open& call, const std::function<Way()>& way)
    {
        if (call.endMs == 0 && take(call, "second"))
        {
            const Way its = way();
            arrivals.push_back(_clock.nowMs() + its.there);
            call.endMs = _clock.nowMs() + its.there + its.back;
            call.answered = its.back > 0;
        }
    }

    void answer()
    {
        for (auto call = _open.begin(); call != _open.end();)
        {
            if (call->endMs == 0 || call->endMs > _clock.nowMs())
            {
                ++call;
                continue;
            }
            _book.ended(call->context, call->answered);
            call = _open.erase(call);
        }
    }

    ManualClock& _clock;
    Impatient _crew;
    QuotaBook _book;
    std::list<Open> _open;
};

} // namespace

BOOST_AUTO_TEST_SUITE(quota_arrival)

BOOST_AUTO_TEST_CASE(noWindowOfTheVendorHoldsMoreThanTheLimit)
{
    Rig rig;
    std::mt19937_64 random(20);
    const auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
    int reached = 0;
    for (int round = 0; round < 60; ++round)
    {
        const auto limit = static_cast<uint32_t>(1 + below(12));
        const auto window = static_cast<uint32_t>(20 + below(2000));
        const int64_t slowest = round % 3 == 0 ? 1 : 1 + below(240);
        const int64_t lost = below(4); // of ten calls this many have no answer
        Connections all(rig, limit, window);
        if (round % 2 == 0)
        {
            all.alsoAtMost(1 + static_cast<uint32_t>(below(3)), 1 + window / 4);
        }
        all.run(6 * window + 1000, 1 + static_cast<std::size_t>(below(16)),
                [&] {
                    return Way{below(slowest + 1), below(10) < lost ? 0 : 1 + below(300)};
                });
        BOOST_TEST_CONTEXT("round " << round << ": " << limit << " in " << window << " ms, on the way up to "
                                    << slowest)
        {
            BOOST_TEST(all.densest(window) <= limit);
            reached += all.densest(window) == limit ? 1 : 0;
        }
    }
    BOOST_TEST(reached > 20); // the limit was what held them back
}

BOOST_AUTO_TEST_CASE(callsThatAreAnsweredSoonUseNearlyAllOfTheLimit)
{
    struct Case
    {
        int64_t there;
        int64_t back;
        std::size_t percent; // of 200 calls in 10 windows
    };
    for (const Case& c : {Case{5, 5, 97}, Case{25, 25, 94}, Case{100, 100, 82}, Case{400, 400, 79}})
    {
        Rig rig;
        Connections all(rig, 20, 1000);
        all.run(10'000, 64, [&] { return Way{c.there, c.back}; });
        BOOST_TEST(all.arrivals.size() >= 2 * c.percent, c.there << ": " << all.arrivals.size());
        BOOST_TEST(all.arrivals.size() <= 220u);
    }
}

BOOST_AUTO_TEST_CASE(aCallWithoutAnAnswerCountsAsLongAsItMayBeOnItsWay)
{
    Rig rig;
    Connections all(rig, 1, 1000);
    all.run(1249, 1, [] { return Way{1, 0}; });
    BOOST_TEST(all.arrivals.size() == 1u);
    BOOST_TEST(all.waited() == 2);
    all.run(2, 1, [] { return Way{1, 0}; });
    BOOST_TEST(all.arrivals.size() == 2u);
}

BOOST_AUTO_TEST_CASE(theLastToLeaveMayBeTheFirstToCountNoLonger)
{
    Rig rig;
    Connections all(rig, 2, 1000);
    int call = 0;
    all.run(1013, 2, [&] { return call++ == 0 ? Way{200, 200} : Way{5, 5}; });
    BOOST_TEST(all.arrivals.size() == 3u); // the second was answered at 10, its turn is free at 1011
}

// Calls of one context that take turns of two buckets, the second of which allows one in 100 ms.
struct TwoBuckets
{
    TwoBuckets() : book(rig.clock, rig.store, crew)
    {
        book.declare(sdk::toView("none"), 0, 100);
        book.declare(sdk::toView("many"), 9, 100);
        book.declare(sdk::toView("one"), 1, 100);
    }

    bool take(const char* bucket)
    {
        int asked = 0;
        context.onCancelled = [&] { return asked++ > 0 ? 1u : 0u; };
        return book.acquire(context, sdk::toView(bucket)).code == STATUS_OK;
    }

    Rig rig;
    Impatient crew;
    QuotaBook book;
    TestContext context;
};

BOOST_FIXTURE_TEST_CASE(anAnswerIsOneForAllBucketsOfTheCall, TwoBuckets)
{
    BOOST_TEST(take("none"));
    BOOST_TEST(take("many"));
    BOOST_TEST(take("one"));
    rig.clock.advance(10);
    book.ended(context, true);
    rig.clock.advance(100);
    BOOST_TEST(!take("one"));
    rig.clock.advance(1);
    BOOST_TEST(take("one"));
}

BOOST_FIXTURE_TEST_CASE(anAnswerSaysNothingOfAnEarlierCall, TwoBuckets)
{
    BOOST_TEST(take("one"));
    rig.clock.advance(10);
    book.ended(context, false);
    BOOST_TEST(take("many"));
    book.ended(context, true);
    rig.clock.advance(339);
    BOOST_TEST(!take("one"));
    rig.clock.advance(1);
    BOOST_TEST(take("one"));
}

BOOST_FIXTURE_TEST_CASE(ofTwoCallsAtOnceNobodyKnowsWhichWasAnswered, TwoBuckets)
{
    book.declare(sdk::toView("one"), 2, 100);
    BOOST_TEST(take("one"));
    BOOST_TEST(take("one"));
    rig.clock.advance(10);
    book.ended(context, true);
    rig.clock.advance(339);
    BOOST_TEST(!take("one"));
    rig.clock.advance(1);
    BOOST_TEST(take("one"));
}

BOOST_FIXTURE_TEST_CASE(aCallThatWaitedLongForItsSecondTurnCountsFromThenOn, TwoBuckets)
{
    book.declare(sdk::toView("long"), 2, Minute);
    BOOST_TEST(take("long")); // one that never left, and was not told
    BOOST_TEST(take("long"));
    rig.clock.advance(30 * Second);
    BOOST_TEST(take("one")); // now it leaves
    rig.clock.advance(31 * Second);
    BOOST_TEST(!take("long"));
    rig.clock.advance(29'249);
    BOOST_TEST(!take("long"));
    rig.clock.advance(1);
    BOOST_TEST(take("long"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
