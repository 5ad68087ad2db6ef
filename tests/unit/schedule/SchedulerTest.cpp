// Which flow starts when, over simulated weeks.
#include "World.h"

using namespace duijie::schedule;
using namespace duijie::schedule::test;
namespace sdk = duijie::sdk;

BOOST_AUTO_TEST_SUITE(schedules)

BOOST_AUTO_TEST_CASE(AMonthOfEveryFiveMinutes)
{
    World world;
    world.scheduler.add(planOf("a", "5m"), world.now);
    world.runUntil(Begin + 30 * Day - 1);
    const auto times = world.times("a");
    BOOST_TEST(times.size() == 30u * 288u);
    BOOST_TEST(times[1] - times[0] == 5 * Minute);
}

BOOST_AUTO_TEST_CASE(ANightlyAuditOfAMonth)
{
    World world;
    world.scheduler.add(planOf("a", "5m", "30 2 * * *"), world.now);
    world.runUntil(Begin + 30 * Day);
    const auto audits = world.times("a", Work::Audit);
    BOOST_TEST(audits.size() == 30u);
    for (const int64_t time : audits)
    {
        // A poll may be under way at that very moment; it is waited for.
        BOOST_TEST(sdk::formatDateTime(time).substr(11, 5) == "02:30", sdk::formatDateTime(time));
    }
}

BOOST_AUTO_TEST_CASE(WhatTakesLongerThanItsRhythmNeverOverlaps)
{
    World world;
    world.lasts = [](const Start& start) { return start.work == Work::Audit ? Hour : 7 * Minute; };
    world.scheduler.add(planOf("a", "5m", "*/30 * * * *"), world.now);
    world.runUntil(Begin + 2 * Day);
    BOOST_TEST(world.times("a").size() > 30u);
    BOOST_TEST(world.times("a", Work::Audit).size() > 30u); // neither starves the other
}

BOOST_AUTO_TEST_CASE(WhatWasMissedIsMadeUpForOnce)
{
    World world;
    FlowPlan plan = planOf("a", "0 * * * *", "30 2 * * *");
    plan.polled.startedMs = Begin - 9 * Hour; // the host was down for nine of them
    plan.audited.startedMs = Begin - 3 * Day;
    world.scheduler.add(plan, world.now);
    world.runUntil(Begin + 30 * Minute);
    BOOST_TEST(world.times("a").size() == 1u);
    BOOST_TEST(world.times("a", Work::Audit).size() == 1u);
    world.runUntil(Begin + Hour + Minute);
    BOOST_TEST(world.times("a").size() == 2u);
    BOOST_TEST(world.times("a", Work::Audit).size() == 1u);
}

BOOST_AUTO_TEST_CASE(WhatWasCutShortGoesOnAtOnce)
{
    World world;
    FlowPlan plan = planOf("a", "0 3 * * *");
    plan.polled = {Begin - Hour, false};
    world.scheduler.add(plan, world.now);
    FlowPlan well = planOf("b", "0 3 * * *");
    well.polled = {Begin - Hour, true};
    world.scheduler.add(well, world.now);
    world.runUntil(Begin + Minute);
    BOOST_TEST(world.times("a").size() == 1u);
    BOOST_TEST(world.times("b").empty());
}

BOOST_AUTO_TEST_CASE(AFirstStartOfTheCalendarWaitsForIt)
{
    World world;
    world.scheduler.add(planOf("calendar", "0 3 * * *", "0 4 * * *"), world.now);
    world.scheduler.add(planOf("interval", "1d", "1d"), world.now);
    world.runUntil(Begin + Hour);
    BOOST_TEST(world.times("interval", Work::Audit).empty()); // there is nothing to judge yet
    BOOST_TEST(world.times("calendar").empty());
    BOOST_TEST(world.times("calendar", Work::Audit).empty());
    BOOST_TEST(world.times("interval").size() == 1u);
}

// A remedy has a rhythm of its own, in the flow's zone; what was missed is made up for once.
BOOST_AUTO_TEST_CASE(ARemedyComesBesideTheRuns)
{
    World world;
    FlowPlan plan = planOf("a", "1h");
    plan.remedy = rhythm("2 */2 * * *");
    world.scheduler.add(plan, world.now);
    FlowPlan down = planOf("b", "1h");
    down.remedy = rhythm("2 */2 * * *");
    down.remedied = {Begin - 3 * Day, true};
    world.scheduler.add(down, world.now);
    world.runUntil(Begin + 5 * Hour);
    const std::vector<int64_t> regular = {Begin + 2 * Minute, Begin + 2 * Hour + 2 * Minute,
                                          Begin + 4 * Hour + 2 * Minute};
    BOOST_TEST(world.times("a", Work::Remedy) == regular, boost::test_tools::per_element());
    const auto made = world.times("b", Work::Remedy);
    BOOST_TEST_REQUIRE(made.size() == 4u);
    BOOST_TEST(made[0] < Begin + Minute);      // once, however often it was missed
    BOOST_TEST(world.times("a").size() == 6u); // at once, then each hour
    BOOST_TEST(world.scheduler.startNow("a", Work::Remedy, world.now));
    world.runUntil(world.now + Minute);
    BOOST_TEST(world.times("a", Work::Remedy).size() == 4u);
}

BOOST_AUTO_TEST_CASE(AFailedRunIsTriedAgainLaterAndLater)
{
    World world;
    world.scheduler.add(planOf("nightly", "0 3 * * *"), world.now);
    const int64_t broken = Begin + 20 * Hour;
    world.fails = [&](const std::string&, int64_t now) { return now < broken; };
    world.runUntil(Begin + 3 * Day);
    const auto times = world.times("nightly");
    BOOST_TEST_REQUIRE(times.size() > 6u);
    const ScheduleRules rules;
    int64_t most = rules.firstWaitMs;
    for (std::size_t i = 1; i < times.size() && times[i] < broken; ++i)
    {
        const int64_t waited = times[i] - times[i - 1] - Second;
        BOOST_TEST(waited >= most / 2);
        BOOST_TEST(waited <= most);
        most = std::min(most * 2, rules.longestWaitMs);
    }
    // Once it works the calendar counts again.
    BOOST_TEST(sdk::formatDateTime(times.back()).substr(11) == "03:00:00");
}

BOOST_AUTO_TEST_CASE(AFailureDoesNotSlowAFlowDownForGood)
{
    World world;
    world.scheduler.add(planOf("a", "5m"), world.now);
    world.fails = [](const std::string&, int64_t) { return true; };
    world.runUntil(Begin + Day);
    const auto times = world.times("a");
    for (std::size_t i = 1; i < times.size(); ++i)
    {
        BOOST_TEST(times[i] - times[i - 1] <= 5 * Minute + Second);
    }
}

BOOST_AUTO_TEST_CASE(OneThatFailsOrHangsStopsNoOther)
{
    World world;
    world.scheduler.add(planOf("bad", "1m"), world.now);
    world.scheduler.add(planOf("hangs", "1m"), world.now);
    world.scheduler.add(planOf("good", "1m"), world.now);
    world.fails = [](const std::string& flow, int64_t) { return flow == "bad"; };
    world.lasts = [](const Start& start) { return start.flow == "hangs" ? 365 * Day : Second; };
    world.runUntil(Begin + 10 * Hour - 1);
    BOOST_TEST(world.times("good").size() == 600u);
    BOOST_TEST(world.times("hangs").size() == 1u);
}

BOOST_AUTO_TEST_CASE(ASweepGoesWithThePollThatComesNext)
{
    World world;
    FlowPlan plan = planOf("a", "5m");
    plan.sweep = rhythm("30 1 * * *");
    world.scheduler.add(plan, world.now);
    bool once = false;
    world.fails = [&](const std::string&, int64_t now)
    {
        // The first poll that sweeps fails: the sweep is still owed.
        const bool fail = !once && sdk::formatDateTime(now).substr(11, 4) == "01:3";
        once = once || fail;
        return fail;
    };
    world.runUntil(Begin + 3 * Day);
    std::vector<int64_t> sweeps;
    for (const World::Ran& each : world.ran)
    {
        if (each.start.sweep)
        {
            sweeps.push_back(each.atMs);
        }
    }
    BOOST_TEST(sweeps.size() == 4u); // three nights, one of them twice
    for (const int64_t time : sweeps)
    {
        BOOST_TEST(sdk::formatDateTime(time).substr(11, 4) == "01:3", sdk::formatDateTime(time));
    }
}

BOOST_AUTO_TEST_CASE(AMissedSweepIsMadeUpFor)
{
    World world;
    FlowPlan plan = planOf("a", "5m");
    plan.sweep = rhythm("30 1 * * *");
    plan.sweptMs = Begin - 2 * Day;
    world.scheduler.add(plan, world.now);
    world.runUntil(Begin + Hour);
    BOOST_TEST(world.ran.front().start.sweep);
    BOOST_TEST(std::count_if(world.ran.begin(), world.ran.end(),
                             [](const World::Ran& each) { return each.start.sweep; }) == 1);
}

BOOST_AUTO_TEST_CASE(StartsOfOneInstantAreSpread)
{
    World world(ScheduleRules(), 7);
    for (int i = 0; i < 20; ++i)
    {
        world.scheduler.add(planOf("f" + std::to_string(i), "0 * * * *"), world.now);
    }
    world.runUntil(Begin + Hour + Minute);
    std::set<int64_t> times;
    const int64_t instant = Begin + Hour;
    for (const World::Ran& each : world.ran)
    {
        times.insert(each.atMs);
        BOOST_TEST(each.atMs >= instant);
        BOOST_TEST(each.atMs <= instant + ScheduleRules().jitterMs);
    }
    BOOST_TEST(world.ran.size() == 20u);
    BOOST_TEST(times.size() > 10u);
}

BOOST_AUTO_TEST_CASE(AClockThatIsSetBackHoldsNothing)
{
    Scheduler scheduler(exact(), 1);
    const int64_t wrong = Begin + 365 * Day;
    scheduler.add(planOf("a", "5m"), wrong);
    BOOST_TEST(scheduler.due(wrong).size() == 1u);
    scheduler.finished("a", true, Begin); // somebody set the clock right meanwhile
    BOOST_TEST(scheduler.due(Begin).empty());
    BOOST_TEST(scheduler.due(Begin + 5 * Minute).size() == 1u);

    Scheduler idle(exact(), 1);
    FlowPlan plan = planOf("b", "5m");
    plan.polled.startedMs = wrong; // so the store says
    idle.add(plan, Begin);
    BOOST_TEST(idle.due(Begin + 5 * Minute).size() == 1u);
}

BOOST_AUTO_TEST_CASE(NightsOnWhichClocksAreSet)
{
    World world;
    world.now = sdk::parseDateTime("2026-01-01 00:00:00", 0).value();
    FlowPlan plan = planOf("a", "30 2 * * *");
    plan.zone = "America/New_York";
    world.scheduler.add(plan, world.now);
    FlowPlan twice = planOf("b", "30 1 * * *");
    twice.zone = "America/New_York";
    world.scheduler.add(twice, world.now);
    world.runUntil(sdk::parseDateTime("2026-12-31 23:59:59", 0).value());
    // Once a day, the skipped and the repeated one included.
    BOOST_TEST(world.times("a").size() == 365u);
    BOOST_TEST(world.times("b").size() == 365u);
}

BOOST_AUTO_TEST_CASE(ALeapDay)
{
    World world;
    world.now = sdk::parseDateTime("2027-01-01 00:00:00").value();
    world.scheduler.add(planOf("a", "0 12 29 2 *"), world.now);
    world.runUntil(sdk::parseDateTime("2033-01-01 00:00:00").value());
    const auto times = world.times("a");
    BOOST_TEST_REQUIRE(times.size() == 2u);
    BOOST_TEST(sdk::formatDateTime(times[0]) == "2028-02-29 12:00:00");
    BOOST_TEST(sdk::formatDateTime(times[1]) == "2032-02-29 12:00:00");
}

// Random flows, durations and failures for a month. SCHEDULE_SEED=n replays one.
BOOST_AUTO_TEST_CASE(RandomMonths)
{
    const char* given = std::getenv("SCHEDULE_SEED");
    const unsigned first = given == nullptr ? 1 : static_cast<unsigned>(std::stoul(given));
    for (unsigned seed = first; seed <= (given == nullptr ? 12 : first); ++seed)
    {
        std::mt19937 random(seed);
        const char* const rhythms[] = {"7m", "1h", "*/20 * * * *", "4-59/31 6-23 * * *", "0 3 * * *", "1d"};
        World world(ScheduleRules(), seed);
        std::map<std::string, std::string> of;
        for (int i = 0; i < 5; ++i)
        {
            const std::string flow = "f" + std::to_string(i);
            of[flow] = rhythms[random() % std::size(rhythms)];
            world.scheduler.add(planOf(flow, of[flow], i % 2 == 0 ? "30 2 * * *" : ""), world.now);
        }
        world.lasts = [&](const Start&) { return static_cast<int64_t>(random() % (20 * Minute)); };
        world.fails = [&](const std::string&, int64_t) { return random() % 4 == 0; };
        world.runUntil(Begin + 30 * Day);
        for (const auto& [flow, text] : of)
        {
            const auto times = world.times(flow);
            BOOST_TEST_CONTEXT("SCHEDULE_SEED=" << seed << " schedule_test, " << flow << " " << text)
            {
                BOOST_TEST(times.size() >= 28u);
                int64_t longest = 0;
                for (std::size_t i = 1; i < times.size(); ++i)
                {
                    longest = std::max(longest, times[i] - times[i - 1]);
                }
                BOOST_TEST(longest <= Day + Hour);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
