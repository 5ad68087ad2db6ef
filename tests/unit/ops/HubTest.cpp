// The whole desk: what the engine tells reaches every channel, and the daily sign of life.
#include "Support.h"

#include "robots/WeComRobot.h"

#include "ops/AlertHub.h"

#include <boost/test/unit_test.hpp>

#include <numeric>

namespace duijie::ops::test
{

namespace
{

const std::string Key = "0123456789abcdef";
const std::string Secret = "s3cr3t-value";

struct Desk : Bench
{
    Desk()
    {
        redactor.conceal(Secret);
        store = store::openStore(folder.storeUrl(), store::Access::Own, {[this] { return clock.nowMs(); }});
        open();
    }

    void open()
    {
        hub.reset();
        written();
        std::vector<NamedChannel> channels;
        channels.push_back({"one", makeWeCom(parts(), first.url())});
        channels.push_back({"two", makeWeCom(parts(), second.url())});
        hub = std::make_unique<AlertHub>(HubParts{clock, log, *store, redactor}, std::move(channels),
                                         Rules{0, 15, std::nullopt, from.localTime});
    }

    // What was given to the store is durable, as after the end of a process.
    void written() const
    {
        store->durably([&](store::Done done) { store->putState("test", "last", "", std::move(done)); });
    }

    void tell(const std::vector<engine::Alert>& standing)
    {
        engine::tellAlerts(*store, *hub, "panying", "alerts.run", standing);
    }

    engine::test::Folder folder;
    engine::test::CollectedLog log;
    robots::WeComRobot first{time(), Key};
    robots::WeComRobot second{time(), Key};
    std::unique_ptr<store::Store> store;
    std::unique_ptr<AlertHub> hub;
};

std::string joined(const std::vector<std::string>& lines)
{
    return std::accumulate(lines.begin(), lines.end(), std::string(),
                           [](const std::string& all, const std::string& line) { return all + line + "\n"; });
}

const engine::Alert Dead = {"dead", "3 records were given up.", "No bill.", "Run duijie records. " + Secret};

} // namespace

BOOST_AUTO_TEST_SUITE(hub)

BOOST_AUTO_TEST_CASE(everyChannelHearsOnceWhenItBeginsAndWhenItIsOver)
{
    Desk desk;
    for (int round = 0; round < 3; ++round)
    {
        desk.tell({Dead});
        desk.hub->deliverNow();
        desk.open(); // a restart each time
    }
    desk.tell({});
    desk.hub->deliverNow();
    for (const robots::WeComRobot* robot : {&desk.first, &desk.second})
    {
        BOOST_REQUIRE(robot->messages().size() == 2u);
        BOOST_TEST(has(robot->messages()[0], "3 records were given up."));
        BOOST_TEST(has(robot->messages()[1], "RECOVERED"));
        BOOST_TEST(!has(joined(robot->messages()), Secret));
    }
    BOOST_TEST(desk.log.lines().size() == 2u); // the log has them too
}

BOOST_AUTO_TEST_CASE(whatWasToldToTheHubSurvivesTheProcess)
{
    Desk desk;
    desk.tell({Dead});
    desk.open();       // before anything was sent
    desk.tell({Dead}); // the engine remembers that it told
    desk.hub->deliverNow();
    BOOST_TEST(desk.first.messages().size() == 1u);
    BOOST_TEST(desk.second.messages().size() == 1u);
}

BOOST_AUTO_TEST_CASE(aChannelThatIsDownDelaysNoOther)
{
    Desk desk;
    desk.first.breakWith({500, "down"});
    desk.tell({Dead});
    desk.hub->deliverNow();
    BOOST_TEST(desk.first.messages().empty());
    BOOST_TEST(desk.second.messages().size() == 1u);
    BOOST_TEST(has(joined(desk.log.lines()), "one: Alerts do not get through"), joined(desk.log.lines()));
    desk.first.mend();
    desk.clock.advance(Minute);
    desk.hub->deliverNow();
    BOOST_TEST(desk.first.messages().size() == 1u);
    BOOST_TEST(desk.second.messages().size() == 1u);
}

// What a reload does: the old hub's state may not be in the store yet.
BOOST_AUTO_TEST_CASE(anotherHubGoesOnWithWhatWaits)
{
    Desk desk;
    desk.first.breakWith({500, "down"});
    desk.tell({Dead});
    desk.hub->deliverNow();
    robots::WeComRobot other(desk.time(), Key);
    std::vector<NamedChannel> channels;
    channels.push_back({"one", makeWeCom(desk.parts(), other.url())});
    channels.push_back({"two", makeWeCom(desk.parts(), desk.second.url())});
    AlertHub after(HubParts{desk.clock, desk.log, *desk.store, desk.redactor}, std::move(channels),
                   Rules{0, 15, std::nullopt, desk.from.localTime});
    desk.hub->stop();
    after.goOnFrom(*desk.hub);
    after.deliverNow();
    BOOST_TEST(other.messages().size() == 1u); // at once: what failed was the old address
    BOOST_TEST(desk.second.messages().size() == 1u);
}

BOOST_AUTO_TEST_CASE(theThreadsDeliverAndEnd)
{
    Desk desk;
    desk.hub->start(nullptr);
    desk.tell({Dead});
    for (int i = 0; i < 3000 && (desk.first.messages().empty() || desk.second.messages().empty()); ++i)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    desk.hub->stop();
    BOOST_TEST(desk.first.messages().size() == 1u);
    BOOST_TEST(desk.second.messages().size() == 1u);
}

BOOST_AUTO_TEST_CASE(theSignOfLifeComesOnceADay)
{
    Desk desk; // it is 16:00 on 1 June
    const auto fresh = [&]
    {
        return std::make_unique<Alive>("09:00", std::vector<std::string>{"panying"}, desk.from.localTime,
                                       *desk.store); // sees what the one before it wrote
    };
    auto alive = fresh();
    const auto told = [&]() -> std::string
    {
        const auto notice = alive->due(desk.clock.nowMs());
        if (!notice)
        {
            return {};
        }
        alive->told(desk.clock.nowMs());
        return notice->happened;
    };
    BOOST_TEST(told() == ""); // begins tomorrow
    desk.clock.advance(16 * Hour + 59 * Minute);
    BOOST_TEST(told() == ""); // 08:59
    desk.clock.advance(Minute);
    BOOST_TEST(has(told(), "panying: 0 documents written"));
    BOOST_TEST(told() == "");
    alive = fresh();
    BOOST_TEST(told() == ""); // a restart tells nothing twice
    desk.clock.advance(26 * Hour);
    alive = fresh();
    BOOST_TEST(told() != ""); // it was down at nine, and says so at eleven
    BOOST_TEST(told() == "");
    alive =
        std::make_unique<Alive>("", std::vector<std::string>{"panying"}, desk.from.localTime, *desk.store);
    desk.clock.advance(48 * Hour);
    BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(aFirstStartBeforeTheTimeTellsTheSameDay)
{
    Desk desk;
    Alive alive("18:00", {"panying"}, desk.from.localTime, *desk.store);
    BOOST_TEST(!alive.due(desk.clock.nowMs()));
    desk.clock.advance(2 * Hour);
    BOOST_TEST(alive.due(desk.clock.nowMs()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::ops::test
