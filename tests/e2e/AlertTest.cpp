// A running host tells a group what needs a person, and when that is over.
#include "Eventually.h"
#include "Rig.h"

#include "robots/DingTalkRobot.h"
#include "robots/FeishuRobot.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>

using namespace duijie::e2e;

namespace
{

const std::string Token = "0123456789abcdef0123456789abcdef";
const std::string Secret = "SECdeadbeefdeadbeef";

int64_t wallMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::size_t countOf(const std::vector<std::string>& messages, const std::string& part)
{
    return static_cast<std::size_t>(std::count_if(messages.begin(), messages.end(),
                                                  [&](const std::string& message)
                                                  { return message.find(part) != std::string::npos; }));
}

// A host with two groups that hears everything in the same second.
struct Told : Rig
{
    Told()
    {
        const std::string channels = R"("ding": {"kind": "dingtalk", "url": "plain:)" + ding.url() +
                                     R"(", "secret": "plain:)" + Secret +
                                     R"("}, "feishu": {"kind": "feishu", "url": ")" + feishu.url() + "\"}";
        editConfig("\"flows\": {", R"("alerts": {"label": "test-host", "group_seconds": 0, "channels": {)" +
                                       channels + R"(}}, "flows": {)");
        editConfig("\"settle_seconds\"", R"("every": "@every 1s", "settle_seconds")");
    }

    // The first day cannot be written to: its documents are given up.
    void closeADay() { control("POST", "/_sandbox/period", R"({"closed_before":"2026-03-03"})"); }
    void openIt() { control("POST", "/_sandbox/period", R"({"closed_before":""})"); }

    robots::DingTalkRobot ding{wallMs, Token, Secret};
    robots::FeishuRobot feishu{wallMs, Token, ""};
};

} // namespace

BOOST_AUTO_TEST_SUITE(alert)

BOOST_AUTO_TEST_CASE(a_group_hears_of_dead_records_and_of_their_recovery)
{
    Told rig;
    rig.closeADay();
    auto host = rig.start({"run"});
    BOOST_TEST(eventually(
                   [&]
                   {
                       return countOf(rig.ding.messages(), "records were given up") == 1 &&
                              countOf(rig.feishu.messages(), "records were given up") == 1;
                   }),
               host->errorsSoFar());
    BOOST_TEST(countOf(rig.ding.messages(), "test-host") == rig.ding.messages().size());
    BOOST_TEST(countOf(rig.ding.messages(), "duijie records panying") == 1u);
    host->signal(SIGTERM);
    const Ended first = host->wait();
    BOOST_TEST(first.code == 0, first.errors);

    host = rig.start({"run"}); // it stands still, and is not told again
    BOOST_TEST(eventually([&] { return host->errorsSoFar().find("panying: run ") != std::string::npos; }));
    rig.openIt();
    BOOST_TEST(eventually([&] { return rig.run({"retry", "panying", "--state", "dead"}).code == 0; }));
    BOOST_TEST(eventually(
                   [&]
                   {
                       return countOf(rig.ding.messages(), "RECOVERED") == 1 &&
                              countOf(rig.feishu.messages(), "RECOVERED") == 1;
                   }),
               host->errorsSoFar());
    host->signal(SIGTERM);
    const Ended second = host->wait();
    BOOST_TEST(second.code == 0, second.errors);
    BOOST_TEST(countOf(rig.ding.messages(), "ALERT") == 1u);
    const std::string log = first.errors + second.errors;
    BOOST_TEST(log.find(Token) == std::string::npos);
    BOOST_TEST(log.find(Secret) == std::string::npos);
    BOOST_TEST(readFile(rig.data() + "/duijie.db").find(Token) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_a_sync_could_not_tell_the_next_one_tells)
{
    Told rig;
    rig.closeADay();
    rig.ding.breakWith({200, R"({"errcode":300001,"errmsg":"token is not exist"})"});
    const Ended refused = rig.run({"sync", "panying"});
    BOOST_TEST(refused.errors.find("300001: token is not exist") != std::string::npos, refused.errors);
    BOOST_TEST(countOf(rig.feishu.messages(), "records were given up") == 1u);
    rig.ding.mend();
    rig.run({"sync", "panying"});
    BOOST_TEST(countOf(rig.ding.messages(), "records were given up") == 1u);
    BOOST_TEST(countOf(rig.feishu.messages(), "records were given up") == 1u);
}

BOOST_AUTO_TEST_CASE(alert_test_says_for_each_channel_what_came_of_it)
{
    Told rig;
    const Ended well = rig.run({"alert", "test"});
    BOOST_TEST(well.code == 0, well.errors);
    BOOST_TEST(well.output.find("delivered") != std::string::npos, well.output);
    BOOST_TEST(countOf(rig.ding.messages(), "Test message") == 1u);

    rig.ding.breakWith({200, R"({"errcode":310000,"errmsg":"sign not match"})"});
    const Ended bad = rig.run({"alert", "test", "--json"});
    BOOST_TEST(bad.code == 1);
    const Json answer(bad.output);
    BOOST_TEST(answer.root().size() == 2u);
    const auto ding = answer.root().first();
    BOOST_TEST(ding.find("channel").text() == "ding");
    BOOST_TEST(ding.find("delivered").text() == "false");
    BOOST_TEST(ding.find("reason").text() == "code 310000: sign not match");
    BOOST_TEST(std::string(ding.find("advice").text()).find("secret") != std::string::npos);
    BOOST_TEST(bad.output.find(Token) == std::string::npos);

    BOOST_TEST(rig.run({"alert", "test", "--channel", "feishu"}).code == 0);
    const Ended absent = rig.run({"alert", "test", "--channel", "feishi"});
    BOOST_TEST(absent.code == 2);
    BOOST_TEST(absent.errors.find("Did you mean \"feishu\"?") != std::string::npos, absent.errors);
    rig.editConfig("plain:" + Secret, "env:NO_SUCH_VARIABLE");
    const Ended unresolved = rig.run({"alert", "test"});
    BOOST_TEST(unresolved.code == 2);
    BOOST_TEST(unresolved.errors.find("alerts.channels.ding.secret: ") != std::string::npos,
               unresolved.errors);
}

BOOST_AUTO_TEST_SUITE_END()
