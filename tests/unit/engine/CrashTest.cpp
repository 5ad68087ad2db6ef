// A kill at any point: what was under way is looked up, not before the other side had time to finish it.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::engine::test
{

using store::RecordState;

namespace
{

// Delivers and dies before the outcome is stored.
void dieWhileSending(Rig& rig)
{
    rig.target.onDeliver = [&](const std::string&) { rig.store.writesLeft = 0; };
    rig.run();
    rig.target.onDeliver = {};
    rig.restart();
}

} // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_AUTO_TEST_CASE(whatWasBeingSentIsLookedUp)
{
    for (const bool applied : {false, true})
    {
        Rig rig;
        rig.flow.concurrency = 1;
        rig.addDocs(1);
        rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, applied}};
        dieWhileSending(rig);
        BOOST_TEST(rig.count(RecordState::Sending) == 1);
        BOOST_TEST(rig.run().state == "ok");
        BOOST_TEST(rig.target.deliveries(billKey(1)) == (applied ? 1 : 2));
        BOOST_TEST(joined(rig.faults()) == "");
    }
}

BOOST_AUTO_TEST_CASE(theInterruptedRunIsToldAsSuch)
{
    Rig rig;
    rig.addDocs(1);
    dieWhileSending(rig);
    rig.run();
    const auto runs = rig.store.runs("f", 2);
    BOOST_TEST_REQUIRE(runs.size() == 2u);
    BOOST_TEST(runs[0].state == "ok");
    BOOST_TEST(runs[1].state == "interrupted");
}

// The request of a killed host may still be on its way, or under work on the other side.
BOOST_AUTO_TEST_CASE(aQuickRestartGivesTheOtherSideItsTime)
{
    Rig rig;
    rig.flow.concurrency = 1;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, true, 20 * Second}};
    dieWhileSending(rig);
    rig.clock.advance(Second);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.target.deliveries(billKey(1)) == 1);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(aSecondRestartDoesNotWaitAnew)
{
    Rig rig;
    rig.flow.concurrency = 1;
    rig.addDocs(1);
    rig.target.answers[billKey(1)] = {{STATUS_UNKNOWN, true}};
    dieWhileSending(rig);
    const int64_t restarted = rig.clock.nowMs();
    rig.store.timeFlies = false;
    rig.stop = true;
    rig.run(); // stopped at once: only puts the time down
    rig.restart();
    rig.store.timeFlies = true;
    rig.clock.jumpTo(restarted + rig.flow.settleMs - 5 * Second);
    BOOST_TEST(rig.run().state == "ok");
    BOOST_TEST(rig.clock.nowMs() <= restarted + rig.flow.settleMs + 5 * Second);
    BOOST_TEST(joined(rig.faults()) == "");
}

BOOST_AUTO_TEST_CASE(anyNumberOfKillsEndsWell)
{
    for (int64_t writes = 1; writes <= 40; writes += 3)
    {
        Rig rig;
        rig.addDocs(20);
        for (int i = 1; i <= 20; i += 4)
        {
            rig.target.answers[billKey(i)] = {{STATUS_UNKNOWN, true}, {STATUS_NOT_SENT}};
        }
        for (int kill = 0; kill < 3; ++kill)
        {
            rig.store.writesLeft = writes;
            rig.run();
            rig.restart();
            rig.clock.advance(kill * Second);
        }
        rig.clock.advance(10 * Minute);
        BOOST_TEST_CONTEXT("kills after " << writes << " writes")
        {
            BOOST_TEST(rig.run().state == "ok");
            BOOST_TEST(joined(rig.faults()) == "");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
