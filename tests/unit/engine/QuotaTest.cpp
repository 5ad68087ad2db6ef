// The vendors' limits: no window ever holds more calls than allowed, across threads, pauses and restarts.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <thread>

namespace duijie::engine::test
{

namespace
{

StringView view(const char* text)
{
    return sdk::toView(text);
}

// Wakes whoever waits, so that only the manual clock decides.
class Waker
{
public:
    explicit Waker(QuotaBook& book)
        : _thread(
              [this, &book]
              {
                  while (!_stop)
                  {
                      book.wake();
                      std::this_thread::yield();
                  }
              })
    {
    }
    ~Waker()
    {
        _stop = true;
        _thread.join();
    }
    Waker(const Waker&) = delete;
    Waker& operator=(const Waker&) = delete;

private:
    std::atomic<bool> _stop{false};
    std::thread _thread;
};

// Takes calls one after another; whenever one has to wait, a random while passes.
std::vector<int64_t> take(QuotaBook& book, ManualClock& clock, int count, std::mt19937_64& random,
                          int64_t mostGap)
{
    std::vector<int64_t> times;
    TestContext context;
    bool asked = false;
    context.onCancelled = [&]
    {
        if (asked)
        {
            clock.advance(static_cast<int64_t>(random() % 90));
        }
        asked = true;
        return 0u;
    };
    for (int i = 0; i < count; ++i)
    {
        clock.advance(static_cast<int64_t>(random() % static_cast<uint64_t>(mostGap)));
        asked = false;
        BOOST_TEST_REQUIRE(book.acquire(context, view("b")).code == static_cast<uint32_t>(STATUS_OK));
        times.push_back(clock.nowMs());
    }
    return times;
}

// The fewest milliseconds that `limit` + 1 calls took.
int64_t tightest(std::vector<int64_t> times, std::size_t limit)
{
    std::sort(times.begin(), times.end());
    int64_t least = INT64_MAX;
    for (std::size_t i = limit; i < times.size(); ++i)
    {
        least = std::min(least, times[i] - times[i - limit]);
    }
    return least;
}

void logCall(Rig& rig, int64_t startedMs)
{
    store::CallRow call;
    call.bucket = "b";
    call.flow = "f";
    call.startedMs = startedMs;
    store::durably([&](store::Done done) { rig.store.writeOutcome({}, {call}, std::move(done)); });
}

// 1 when a call would have to wait now.
bool mustWait(QuotaBook& book, const char* bucket = "b")
{
    TestContext context;
    int asked = 0;
    context.onCancelled = [&] { return asked++ > 0 ? 1u : 0u; };
    const Waker waker(book);
    return book.acquire(context, view(bucket)).code == STATUS_CANCELLED;
}

} // namespace

BOOST_AUTO_TEST_SUITE(quota)

BOOST_AUTO_TEST_CASE(noWindowHoldsMoreThanTheLimit)
{
    Rig rig;
    std::mt19937_64 random(60);
    for (int round = 0; round < 40; ++round)
    {
        QuotaBook book(rig.clock, rig.store);
        const Waker waker(book);
        const auto limit = static_cast<uint32_t>(random() % 7 + 1);
        const auto window = static_cast<uint32_t>(random() % 900 + 20);
        book.declare(view("b"), limit, window);
        const auto times = take(book, rig.clock, 60, random, round % 2 == 0 ? 4 : 300);
        BOOST_TEST_CONTEXT("limit " << limit << " in " << window << " ms")
        {
            BOOST_TEST(tightest(times, limit) >= window);
        }
    }
}

BOOST_AUTO_TEST_CASE(theLimitHoldsForAllThreadsTogether)
{
    Rig rig;
    QuotaBook book(rig.clock, rig.store);
    book.declare(view("b"), 5, 300);
    std::mutex mutex;
    std::vector<int64_t> times;
    {
        const Waker waker(book);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
        {
            threads.emplace_back(
                [&]
                {
                    for (int i = 0; i < 20; ++i)
                    {
                        TestContext context;
                        // The answer is taken while the book is locked: the clock stands where the call was
                        // counted.
                        context.onCancelled = [&]
                        {
                            rig.clock.advance(3);
                            return 0u;
                        };
                        book.acquire(context, view("b"));
                        const std::lock_guard lock(mutex);
                        times.push_back(rig.clock.nowMs());
                    }
                });
        }
        for (std::thread& thread : threads)
        {
            thread.join();
        }
    }
    BOOST_TEST(times.size() == 80u);
    // 80 calls at 5 a window take 15 whole windows at least.
    BOOST_TEST(*std::max_element(times.begin(), times.end()) - Noon >= 15 * 300);
}

BOOST_AUTO_TEST_CASE(aRestartBeginsWithTheCallsOfTheLog)
{
    Rig rig;
    for (int i = 0; i < 3; ++i)
    {
        logCall(rig, rig.clock.nowMs() - 10 * Second + i);
    }
    logCall(rig, rig.clock.nowMs() - 2 * Minute);
    QuotaBook book(rig.clock, rig.store);
    book.declare(view("b"), 4, Minute);
    BOOST_TEST(!mustWait(book)); // the fourth
    BOOST_TEST(mustWait(book));
    rig.clock.advance(50 * Second);
    BOOST_TEST(
        mustWait(book)); // the calls of the log count a little longer than the window: they arrive late
    rig.clock.advance(Second);
    BOOST_TEST(!mustWait(book));
}

BOOST_AUTO_TEST_CASE(aCallOfTheFutureCountsAsNow)
{
    Rig rig;
    logCall(rig, rig.clock.nowMs() + Hour); // the clock was set back
    QuotaBook book(rig.clock, rig.store);
    book.declare(view("b"), 1, Second);
    BOOST_TEST(mustWait(book));
    rig.clock.advance(2 * Second);
    BOOST_TEST(!mustWait(book));
}

BOOST_AUTO_TEST_CASE(aPauseSilencesTheBucketAndOutlivesARestart)
{
    Rig rig;
    QuotaBook book(rig.clock, rig.store);
    book.declare(view("b"), 0, Minute);
    book.declare(view("c"), 0, Minute);
    book.pause(view("b"), 30 * Second);
    book.pause(view("b"), 5 * Second); // a shorter one does not shorten it
    BOOST_TEST(mustWait(book));
    BOOST_TEST(!mustWait(book, "c"));
    store::durably([&](store::Done done) { rig.store.putState("x", "y", "z", std::move(done)); });

    QuotaBook after(rig.clock, rig.store);
    after.declare(view("b"), 0, Minute);
    BOOST_TEST(mustWait(after));
    rig.clock.advance(31 * Second);
    BOOST_TEST(!mustWait(after));
    BOOST_TEST(!mustWait(book));
}

BOOST_AUTO_TEST_CASE(aPauseBeforeTheDeclarationDoesNotForgetTheLog)
{
    Rig rig;
    logCall(rig, rig.clock.nowMs() - Second);
    QuotaBook book(rig.clock, rig.store);
    book.pause(view("b"), 10);
    rig.clock.advance(20);
    book.declare(view("b"), 1, Minute);
    BOOST_TEST(mustWait(book));
}

BOOST_AUTO_TEST_CASE(withoutALimitNothingWaits)
{
    Rig rig;
    QuotaBook book(rig.clock, rig.store);
    book.declare(view("b"), 0, Minute);
    for (int i = 0; i < 1000; ++i)
    {
        BOOST_TEST_REQUIRE(!mustWait(book));
    }
    BOOST_TEST(!mustWait(book, "never declared"));
}

BOOST_AUTO_TEST_CASE(declaringAgainChangesTheLimit)
{
    Rig rig;
    QuotaBook book(rig.clock, rig.store);
    book.declare(view("b"), 1, Minute);
    BOOST_TEST(!mustWait(book));
    BOOST_TEST(mustWait(book));
    book.declare(view("b"), 3, Minute);
    BOOST_TEST(!mustWait(book));
    BOOST_TEST(!mustWait(book));
    BOOST_TEST(mustWait(book));
}

BOOST_AUTO_TEST_CASE(aStopEndsTheWait)
{
    Rig rig;
    QuotaBook book(rig.clock, rig.store);
    book.declare(view("b"), 1, Hour);
    TestContext context;
    std::atomic<bool> stop{false};
    context.onCancelled = [&] { return stop ? 1u : 0u; };
    BOOST_TEST(book.acquire(context, view("b")).code == static_cast<uint32_t>(STATUS_OK));
    uint32_t code = STATUS_OK;
    std::thread waiting([&] { code = book.acquire(context, view("b")).code; });
    stop = true;
    book.wake();
    waiting.join();
    BOOST_TEST(code == static_cast<uint32_t>(STATUS_CANCELLED));
    BOOST_TEST(book.acquire(context, view("b")).code == static_cast<uint32_t>(STATUS_CANCELLED));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
