// What is wrong with "alerts", and what is not.
#include "BrokenTable.h"
#include "Support.h"

#include "config/AlertReader.h"

#include "text/Catalogue.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace duijie::config::test
{

BOOST_AUTO_TEST_SUITE(alerts)

BOOST_DATA_TEST_CASE(whatIsWrongIsSaid, boost::unit_test::data::make(brokenAlerts()), broken)
{
    const std::string said = problemsOf(broken.content);
    BOOST_TEST(said.find(broken.says) != std::string::npos, said);
    BOOST_TEST(said.find("TOKENTOKEN") == std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(whatIsRightIsRead)
{
    const Folder folder;
    Problems problems;
    const auto config = readConfig(folder.write("duijie.json", withAlerts(R"({"label": "仓库 A", "channels": {
        "ding": {"kind": "dingtalk", "url": "file:ding.url", "secret": "env:DING", "format": "text"},
        "wecom": {"kind": "wecom", "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"},
        "hook": {"kind": "webhook", "url": "http://10.0.0.5:8080/hook"},
        "mail": {"kind": "mail", "host": "smtp.example.com", "security": "starttls", "user": "u",
                 "password": "env:P", "from": "a@b.c", "to": ["d@e.f", "g@h.i"]}},
        "quiet": "22:00-07:00", "alive": "off", "group_seconds": 3})")),
                                   problems);
    BOOST_REQUIRE(problems.empty());
    const Alerts& alerts = config->alerts;
    BOOST_TEST(alerts.label == "仓库 A");
    BOOST_TEST(alerts.channels.size() == 4u);
    BOOST_TEST(alerts.channels.at("ding").format == "text");
    BOOST_TEST(alerts.channels.at("mail").port == 587);
    BOOST_TEST(alerts.channels.at("mail").to.size() == 2u);
    BOOST_TEST(alerts.quietFrom == "22:00");
    BOOST_TEST(alerts.quietTo == "07:00");
    BOOST_TEST(alerts.alive == "");
    BOOST_TEST(alerts.timezone == "Asia/Shanghai");
    BOOST_TEST(alerts.groupSeconds == 3);
}

BOOST_AUTO_TEST_CASE(inASandboxEverythingIsOnThisMachine)
{
    const std::string top = R"("language": "en", "sandbox": true)";
    for (const char* url : {"http://127.0.0.1:8/x", "http://localhost:8/x", "http://[::1]:8/x"})
    {
        const std::string channel =
            R"({"channels": {"ops": {"kind": "wecom", "url": ")" + std::string(url) + "\"}}}";
        BOOST_TEST(problemsOf(withAlerts(channel, top)) == "");
        BOOST_TEST(wrongAlertUrl("wecom", url, true) == "");
    }
    for (const char* url : {"http://127.evil.com/", "https://example.com/", "http://128.0.0.1/"})
    {
        BOOST_TEST(wrongAlertUrl("wecom", url, true) != "", url);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
