// When things leave: together, not too many, again after a failure, not at night, also after a restart.
#include "Support.h"

#include "robots/DingTalkRobot.h"
#include "robots/WeComRobot.h"

#include <boost/test/unit_test.hpp>

#include <numeric>

namespace duijie::ops::test
{

namespace
{

const std::string Key = "0123456789abcdef";

std::string joined(const std::vector<std::string>& lines)
{
    return std::accumulate(lines.begin(), lines.end(), std::string(),
                           [](const std::string& all, const std::string& line) { return all + line + "\n"; });
}

struct World : Bench
{
    World() { open(); }

    void open()
    {
        postman.reset();
        store.reset();
        store = store::openStore(folder.storeUrl(), store::Access::Own, {[this] { return clock.nowMs(); }});
        postman =
            std::make_unique<Postman>("ops", makeWeCom(parts(), robot.url()), rules, clock, log, *store);
    }

    // Moves the clock, and lets the postman look as often as he wants to.
    void pass(int64_t ms)
    {
        const int64_t end = clock.nowMs() + ms;
        for (int64_t next = postman->step(context); next <= end; next = postman->step(context))
        {
            clock.jumpTo(std::max(next, clock.nowMs() + 1));
        }
        clock.jumpTo(end);
    }

    void add(Notice notice)
    {
        notice.atMs = clock.nowMs();
        postman->add(std::move(notice));
        postman->persist();
    }

    Rules rules{10 * Second, 15, std::nullopt, sender().localTime};
    engine::test::Folder folder;
    engine::test::CollectedLog log;
    robots::WeComRobot robot{time(), Key};
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Postman> postman;
};

} // namespace

BOOST_AUTO_TEST_SUITE(postman)

BOOST_AUTO_TEST_CASE(whatComesTogetherIsOneMessage)
{
    World world;
    world.add(begun("a"));
    world.pass(9 * Second);
    world.add(begun("b"));
    BOOST_TEST(world.robot.posts() == 0);
    world.pass(2 * Second);
    BOOST_REQUIRE(world.robot.messages().size() == 1u);
    BOOST_TEST(has(world.robot.messages()[0], "happened a"));
    BOOST_TEST(has(world.robot.messages()[0], "happened b"));
    world.add(over("a"));
    world.pass(Minute);
    BOOST_REQUIRE(world.robot.messages().size() == 2u);
    BOOST_TEST(has(world.robot.messages()[1], "RECOVERED"));
    world.pass(Hour);
    BOOST_TEST(world.robot.posts() == 2);
    BOOST_TEST(world.postman->waiting() == 0u);
}

BOOST_AUTO_TEST_CASE(theRobotsLimitIsKeptAlsoOverARestart)
{
    World world;
    world.rules.groupMs = 0;
    world.open();
    for (int i = 0; i < 10; ++i)
    {
        world.add(begun(std::to_string(i)));
        world.pass(Second);
    }
    world.open();
    for (int i = 10; i < 40; ++i)
    {
        world.add(begun(std::to_string(i)));
        world.pass(Second);
    }
    // The stand-in refuses the 21st of a minute, and none was refused; 15 in the first minute.
    BOOST_TEST(world.robot.messages().size() == 15u);
    BOOST_TEST(world.robot.posts() == 15);
    world.pass(5 * Minute);
    const std::string all = joined(world.robot.messages());
    for (int i = 0; i < 40; ++i)
    {
        BOOST_TEST(has(all, "happened " + std::to_string(i) + "\n"), i);
    }
    BOOST_TEST(world.robot.posts() == static_cast<int>(world.robot.messages().size()));
    BOOST_TEST(joined(world.log.lines()) == "");
}

BOOST_AUTO_TEST_CASE(whatCouldNotBeDeliveredIsDeliveredLaterAndOnce)
{
    World world;
    world.robot.breakWith({503, "down"});
    world.add(begun("a"));
    world.pass(Hour);
    BOOST_TEST(world.robot.posts() >= 5);
    BOOST_TEST(world.robot.posts() < 20);       // with pauses that grow
    BOOST_TEST(world.log.lines().size() == 1u); // and one line for all of them
    BOOST_TEST(has(joined(world.log.lines()), "503"), joined(world.log.lines()));
    world.open(); // a restart
    world.add(over("a"));
    world.add(begun("b"));
    world.robot.mend();
    world.pass(Hour);
    BOOST_REQUIRE(world.robot.messages().size() == 1u);
    BOOST_TEST(has(world.robot.messages()[0], "WAS, AND IS OVER"), world.robot.messages()[0]);
    BOOST_TEST(has(world.robot.messages()[0], "happened b"));
    world.open();
    world.pass(Hour);
    BOOST_TEST(world.robot.messages().size() == 1u); // nothing twice
}

BOOST_AUTO_TEST_CASE(aRefusalIsLoggedWithReasonAndAdviceAndItsEnd)
{
    World world;
    world.robot.breakWith({200, R"({"errcode":93000,"errmsg":"invalid webhook url"})"});
    world.add(begun("a"));
    world.pass(3 * Hour);
    BOOST_REQUIRE(world.log.lines().size() == 1u);
    const std::string line = world.log.lines()[0];
    BOOST_TEST(has(line, "ops: "), line);
    BOOST_TEST(has(line, "93000: invalid webhook url"), line);
    BOOST_TEST(has(line, "Copy the robot's address"), line);
    BOOST_TEST(!has(line, Key), line);
    world.robot.mend();
    world.pass(2 * Hour);
    BOOST_TEST(world.robot.messages().size() == 1u);
    BOOST_TEST(has(joined(world.log.lines()), "get through this channel again"));
}

BOOST_AUTO_TEST_CASE(aSilencedRobotIsLeftAloneForTenMinutes)
{
    World world;
    robots::DingTalkRobot robot(world.time(), Key, "");
    Postman postman("ding", makeDingTalk(world.parts(), robot.url(), "", Markup::Markdown), world.rules,
                    world.clock, world.log, *world.store);
    robot.breakWith({200, R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})"});
    postman.add(begun("a", world.clock.nowMs()));
    world.clock.advance(10 * Second);
    const int64_t next = postman.step(world.context);
    BOOST_TEST(next - world.clock.nowMs() == 10 * Minute);
    robot.mend();
    world.clock.jumpTo(next);
    postman.step(world.context);
    BOOST_TEST(robot.messages().size() == 1u);
}

BOOST_AUTO_TEST_CASE(aTextThatIsNotTakenDoesNotBlockTheOthers)
{
    World world;
    world.robot.breakWith({200, R"({"errcode":40058,"errmsg":"no"})"});
    world.add(begun("a"));
    world.pass(10 * Minute);
    world.robot.mend();
    BOOST_TEST(world.postman->waiting() == 0u);
    BOOST_TEST(has(joined(world.log.lines()), "not told here"), joined(world.log.lines()));
    world.add(begun("b"));
    world.pass(30 * Minute);
    BOOST_TEST(has(joined(world.robot.messages()), "happened b"));
}

BOOST_AUTO_TEST_CASE(inQuietHoursOnlyWhatIsUrgentIsTold)
{
    World world; // it is 16:00
    world.rules.quiet = QuietHours{"22:00", "07:00"};
    world.open();
    world.clock.advance(7 * Hour); // 23:00
    world.add(begun("normal"));
    world.add(begun("passing"));
    world.add(begun("urgent", 0, true));
    world.pass(Hour);
    BOOST_REQUIRE(world.robot.messages().size() == 1u);
    BOOST_TEST(has(world.robot.messages()[0], "URGENT"));
    BOOST_TEST(!has(world.robot.messages()[0], "normal"));
    world.add(over("passing"));
    world.open();
    world.pass(6 * Hour + 59 * Minute); // 06:59
    BOOST_TEST(world.robot.messages().size() == 1u);
    world.pass(2 * Minute);
    BOOST_REQUIRE(world.robot.messages().size() == 2u);
    BOOST_TEST(has(world.robot.messages()[1], "happened normal"));
    BOOST_TEST(has(world.robot.messages()[1], "WAS, AND IS OVER"));
}

BOOST_AUTO_TEST_CASE(quietHours)
{
    const struct
    {
        QuietHours hours;
        const char* clock;
        bool quiet;
    } table[] = {
        {{"22:00", "07:00"}, "21:59", false}, {{"22:00", "07:00"}, "22:00", true},
        {{"22:00", "07:00"}, "00:00", true},  {{"22:00", "07:00"}, "06:59", true},
        {{"22:00", "07:00"}, "07:00", false}, {{"12:00", "13:30"}, "11:59", false},
        {{"12:00", "13:30"}, "12:00", true},  {{"12:00", "13:30"}, "13:30", false},
        {{"12:00", "12:00"}, "12:00", false},
    };
    for (const auto& row : table)
    {
        BOOST_TEST(row.hours.contains(row.clock) == row.quiet, row.hours.from << " " << row.clock);
    }
}

BOOST_AUTO_TEST_CASE(aClockSetBackSilencesNobodyForLong)
{
    World world;
    world.add(begun("a", Noon + 100 * Hour)); // came while the clock was ahead
    Notice ahead = begun("b");
    ahead.atMs = Noon + 100 * Hour;
    world.postman->add(ahead);
    world.pass(Minute);
    BOOST_TEST(has(joined(world.robot.messages()), "happened b"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::ops::test
