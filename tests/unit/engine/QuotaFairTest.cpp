// Flows that share an account get their turns alternately, however many calls each has waiting.
#include "Rig.h"

#include "engine/CallScope.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

namespace duijie::engine::test
{

namespace
{

// A call of a flow that tells when it was seen waiting.
class FlowCall final : public CallContext, public CallOwner
{
public:
    explicit FlowCall(std::string flow) : _flow(std::move(flow)) {}

    uint32_t cancelled() noexcept override
    {
        waiting = true;
        return 0;
    }
    void fail(StringView) noexcept override {}
    void called(const CallInfo&) noexcept override {}
    Status intend(StringView, StringView) noexcept override { return {STATUS_OK, 0}; }
    std::string_view flow() const noexcept override { return _flow; }

    std::atomic<bool> waiting{false};

private:
    const std::string _flow;
};

// One call in each window. Turns are given one by one: the clock moves only when everyone waits again.
struct Account
{
    Account() : book(rig.clock, rig.store)
    {
        book.declare(sdk::toView("b"), 1, 1000);
        TestContext context;
        book.acquire(context, sdk::toView("b"));
    }

    void take(FlowCall& call, char who)
    {
        book.acquire(call, sdk::toView("b"));
        call.waiting = false;
        order[static_cast<std::size_t>(turns)] = who;
        ++turns;
    }

    void nextTurn()
    {
        const int before = turns;
        rig.clock.advance(2000);
        while (turns == before)
        {
            book.wake();
            std::this_thread::yield();
        }
    }

    Rig rig;
    QuotaBook book;
    std::string order = std::string(64, ' ');
    std::atomic<int> turns{0};
};

} // namespace

BOOST_AUTO_TEST_SUITE(quota_fair)

BOOST_AUTO_TEST_CASE(aFlowWithOneCallIsNotBehindAFlowWithMany)
{
    Account account;
    std::vector<std::unique_ptr<FlowCall>> crowd;
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i)
    {
        crowd.push_back(std::make_unique<FlowCall>("many"));
        FlowCall& call = *crowd.back();
        threads.emplace_back([&] { account.take(call, 'm'); });
    }
    for (const auto& call : crowd)
    {
        while (!call->waiting)
        {
            std::this_thread::yield();
        }
    }
    FlowCall single("one");
    std::atomic<int> left{5};
    threads.emplace_back(
        [&]
        {
            for (; left > 0; --left)
            {
                account.take(single, '1');
            }
        });
    for (int turn = 0; turn < 17; ++turn)
    {
        while (left > 0 && !single.waiting)
        {
            std::this_thread::yield();
        }
        account.nextTurn();
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    // Nobody of either flow had a turn before: whoever came first begins.
    BOOST_TEST(account.order.substr(0, 10) == "m1m1m1m1m1");
    BOOST_TEST(account.order.substr(10, 7) == "mmmmmmm");
}

BOOST_AUTO_TEST_CASE(useIsMeasuredWhileWorkWaits)
{
    Rig rig;
    QuotaBook book(rig.clock, rig.store);
    book.declare(sdk::toView("b"), 4, 10'000);
    TestContext context;
    const auto waitFor = [&](int64_t ms)
    {
        int looks = 0;
        context.onCancelled = [&]
        {
            rig.clock.advance(looks++ == 0 ? 0 : ms);
            return looks > 2 ? 1u : 0u;
        };
        std::atomic<bool> over{false};
        std::thread waker(
            [&]
            {
                while (!over)
                {
                    book.wake();
                }
            });
        book.acquire(context, sdk::toView("b"));
        over = true;
        waker.join();
    };
    for (int i = 0; i < 4; ++i)
    {
        book.acquire(context, sdk::toView("b"));
    }
    waitFor(1000); // all four are used, and a fifth waits for a second
    QuotaUse use = book.use().at(0);
    BOOST_TEST(use.bucket == "b");
    BOOST_TEST(use.limit == 4u);
    BOOST_TEST(use.calls == 4);
    BOOST_TEST(use.waitedMs == 1000);
    BOOST_TEST(use.usedPercent == 100.0, boost::test_tools::tolerance(0.001));
    context.onCancelled = {};
    rig.clock.advance(10'500);
    book.pause(sdk::toView("b"), 60'000); // the four are past, and silence was asked for: nothing is used
    waitFor(2000);
    use = book.use().at(0);
    BOOST_TEST(use.waitedMs == 3000);
    BOOST_TEST(use.usedPercent == 33.333, boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(roomIsAskedForWithoutBeingTaken)
{
    Rig rig;
    QuotaBook book(rig.clock, rig.store);
    book.declare(sdk::toView("b"), 10, 1000);
    TestContext context;
    BOOST_TEST(book.awaitRoom(context, "b", 10).code == static_cast<uint32_t>(STATUS_OK));
    BOOST_TEST(book.awaitRoom(context, "b", 500).code == static_cast<uint32_t>(STATUS_OK)); // more never fits
    BOOST_TEST(book.awaitRoom(context, "never declared", 5).code == static_cast<uint32_t>(STATUS_OK));
    for (int i = 0; i < 4; ++i)
    {
        book.acquire(context, sdk::toView("b"));
    }
    BOOST_TEST(book.awaitRoom(context, "b", 6).code == static_cast<uint32_t>(STATUS_OK));
    int asked = 0;
    context.onCancelled = [&] { return asked++ > 0 ? 1u : 0u; };
    BOOST_TEST(book.awaitRoom(context, "b", 7).code == static_cast<uint32_t>(STATUS_CANCELLED));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
