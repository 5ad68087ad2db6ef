// What people ask of the schedule: to start now, to pause, to leave a flow alone.
#include "World.h"

using namespace duijie::schedule;
using namespace duijie::schedule::test;

BOOST_AUTO_TEST_SUITE(asked)

BOOST_AUTO_TEST_CASE(WhatIsAskedForStartsAtOnceOrRightAfter)
{
    World world;
    world.scheduler.add(planOf("a", "1h"), world.now);
    world.lasts = [](const Start&) { return 10 * Minute; };
    world.runUntil(Begin + 20 * Minute); // at Begin, until ten past
    BOOST_TEST(world.scheduler.startNow("a", Work::Poll, world.now));
    world.runUntil(Begin + 25 * Minute);
    BOOST_TEST(world.times("a").back() == Begin + 20 * Minute);
    BOOST_TEST(world.scheduler.startNow("a", Work::Poll, world.now));  // it is busy until half past
    BOOST_TEST(world.scheduler.startNow("a", Work::Audit, world.now)); // which no rhythm asks for
    world.runUntil(Begin + 45 * Minute);
    BOOST_TEST(world.times("a").size() == 3u);
    world.runUntil(Begin + 70 * Minute);
    BOOST_TEST(world.times("a", Work::Audit).size() == 1u);
    world.runUntil(Begin + 5 * Hour);
    BOOST_TEST(world.times("a", Work::Audit).size() == 1u);
    BOOST_TEST(world.times("a").size() >= 6u); // and the rhythm goes on
    BOOST_TEST(!world.scheduler.startNow("b", Work::Poll, world.now));
}

BOOST_AUTO_TEST_CASE(APausedFlowWaitsAndMakesUpOnce)
{
    World world;
    world.scheduler.add(planOf("a", "5m"), world.now);
    world.scheduler.add(planOf("b", "5m"), world.now);
    world.runUntil(Begin + 7 * Minute);
    BOOST_TEST(world.scheduler.setPaused("a", true));
    const std::size_t before = world.times("a").size();
    world.runUntil(Begin + 3 * Hour);
    BOOST_TEST(world.times("a").size() == before);
    BOOST_TEST(world.times("b").size() > 30u);
    world.scheduler.setPaused("a", false);
    world.runUntil(world.now + 4 * Minute);
    BOOST_TEST(world.times("a").size() == before + 1);
    BOOST_TEST(!world.scheduler.setPaused("c", true));
}

BOOST_AUTO_TEST_CASE(AnOccupiedFlowStartsNothing)
{
    World world;
    world.scheduler.add(planOf("a", "5m"), world.now);
    world.lasts = [](const Start&) { return Minute; };
    for (const Start& start : world.scheduler.due(world.now))
    {
        BOOST_TEST(start.flow == "a");
    }
    BOOST_TEST(!world.scheduler.occupy("a")); // it runs
    world.scheduler.finished("a", true, world.now);
    BOOST_TEST(world.scheduler.occupy("a"));
    BOOST_TEST(!world.scheduler.occupy("a"));
    world.runUntil(Begin + Hour);
    BOOST_TEST(world.ran.empty());
    world.scheduler.release("a");
    world.runUntil(world.now + Second);
    BOOST_TEST(world.ran.size() == 1u);
    BOOST_TEST(world.scheduler.occupy("elsewhere")); // not here, never busy
}

BOOST_AUTO_TEST_CASE(AFlowThatIsChangedWhileItRunsIsNotStartedTwice)
{
    World world;
    world.scheduler.add(planOf("a", "5m"), world.now);
    world.lasts = [](const Start&) { return 20 * Minute; };
    world.runUntil(Begin + Minute);
    BOOST_TEST(world.times("a").size() == 1u);
    // Taken out and put back with another rhythm while its run goes on.
    world.scheduler.remove("a");
    world.scheduler.add(planOf("a", "1m"), world.now);
    world.runUntil(Begin + 19 * Minute);
    BOOST_TEST(world.times("a").size() == 1u);
    world.runUntil(Begin + 22 * Minute);
    BOOST_TEST(world.times("a").size() == 2u);
    world.scheduler.remove("a");
    world.runUntil(Begin + Day);
    BOOST_TEST(world.times("a").size() == 2u);
    BOOST_TEST(!world.scheduler.startNow("a", Work::Poll, world.now)); // it is gone
}

BOOST_AUTO_TEST_SUITE_END()
