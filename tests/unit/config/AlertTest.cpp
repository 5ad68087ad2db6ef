// What is wrong with "alerts", and what is not.
#include "Support.h"

#include "config/AlertReader.h"

#include "text/Catalogue.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace duijie::config::test
{

namespace
{

struct Broken
{
    const char* json; ///< of "alerts"
    const char* says;
};

std::ostream& operator<<(std::ostream& out, const Broken& broken)
{
    return out << broken.json;
}

// One channel: CHANNEL(R"("kind": "wecom")").
#define CHANNEL(members) "{\"channels\": {\"ops\": {" members "}}}"
#define MAIL(members)                                                                                        \
    CHANNEL(R"("kind": "mail", "host": "smtp.example.com", "from": "a@b.c", "to": ["d@e.f"], )" members)

const Broken Table[] = {
    {"7", "alerts: Expected an object"},
    {R"({"channel": {}})",
     "alerts.channel: There is no setting \"channel\" here. Did you mean \"channels\"?"},
    {R"({"channels": []})", "alerts.channels: Expected an object"},
    {R"({"channels": {"ops": 1}})", "alerts.channels.ops: Expected an object"},
    {R"({"channels": {"ops": {}}})", "alerts.channels.ops.kind: This setting is missing"},
    {CHANNEL(R"("kind": "dingtak")"), "alerts.channels.ops.kind: There is no kind of channel \"dingtak\": "
                                      "dingtalk, wecom, feishu, webhook, mail. Did you mean \"dingtalk\"?"},
    {CHANNEL(R"("kind": "wecom")"), "alerts.channels.ops.url: This setting is missing"},
    {CHANNEL(R"("kind": "wecom", "url": "qyapi.weixin.qq.com/TOKENTOKEN")"),
     "alerts.channels.ops.url: Expected a whole web address"},
    {CHANNEL(R"("kind": "wecom", "url": "http://qyapi.weixin.qq.com/TOKENTOKEN")"),
     "alerts.channels.ops.url: A robot's address begins with https://"},
    {CHANNEL(R"("kind": "feishu", "url": "https://u:TOKENTOKEN@open.feishu.cn/")"),
     "alerts.channels.ops.url: Expected a whole web address"},
    {CHANNEL(R"("kind": "feishu", "url": "https://open.feishu.cn/a b")"),
     "alerts.channels.ops.url: Expected a whole web address"},
    {CHANNEL(R"("kind": "webhook", "url": "ftp://example.com/")"),
     "alerts.channels.ops.url: Expected a whole"},
    {CHANNEL(R"("kind": "wecom", "url": "env:X", "secret": "env:Y")"),
     "alerts.channels.ops.secret: There is no setting \"secret\""},
    {CHANNEL(R"("kind": "dingtalk", "url": "env:X", "secret": "SECTOKENTOKEN")"),
     "alerts.channels.ops.secret: A secret is given by reference"},
    {CHANNEL(R"("kind": "dingtalk", "url": "env:X", "secret": "plain:TOKENTOKEN")"),
     "alerts.channels.ops.secret: A secret is given by reference"},
    {CHANNEL(R"("kind": "dingtalk", "url": "env:X", "format": "html")"),
     "alerts.channels.ops.format: \"html\" is not one of \"markdown\", \"text\"."},
    {CHANNEL(R"("kind": "wecom", "url": "env:X", "format": "text")"),
     "alerts.channels.ops.format: There is no setting \"format\""},
    {CHANNEL(R"("kind": "mail", "from": "a@b.c", "to": ["d@e.f"])"),
     "alerts.channels.ops.host: This setting is missing"},
    {CHANNEL(R"("kind": "mail", "host": "h", "from": "a", "to": ["d@e.f"])"),
     "alerts.channels.ops.from: \"a\" is no mail address"},
    {CHANNEL(R"("kind": "mail", "host": "h", "from": "a@b.c", "to": [])"),
     "alerts.channels.ops.to: This setting is missing"},
    {CHANNEL(R"("kind": "mail", "host": "h", "from": "a@b.c", "to": ["Li <d@e.f>"])"),
     "alerts.channels.ops.to: \"Li <d@e.f>\" is no mail address"},
    {MAIL(R"("security": "ssl")"), "alerts.channels.ops.security: \"ssl\" is not one of"},
    {MAIL(R"("security": "none")"),
     "alerts.channels.ops.security: Without TLS mail goes to a server on this"},
    {MAIL(R"("port": 0)"), "alerts.channels.ops.port: Expected a whole number from 1 to 65535"},
    {MAIL(R"("user": "u")"), "alerts.channels.ops.password: This setting is missing"},
    {MAIL(R"("user": "u", "password": "TOKENTOKEN")"),
     "alerts.channels.ops.password: A secret is given by reference"},
    {R"({"quiet": "22-7"})", "alerts.quiet: \"22-7\" is no span of a day"},
    {R"({"quiet": "22:00"})", "alerts.quiet: \"22:00\" is no span of a day"},
    {R"({"quiet": "22:00-24:00"})", "alerts.quiet: \"22:00-24:00\" is no span of a day"},
    {R"({"quiet": "07:00-07:00"})", "alerts.quiet: \"07:00-07:00\" is no span of a day"},
    {R"({"alive": "9:00"})", "alerts.alive: \"9:00\" is no time of day"},
    {R"({"alive": ""})", "alerts.alive: \"\" is no time of day"},
    {R"({"alive": false})", "alerts.alive: Expected a text in quotes"},
    {R"({"timezone": "Mars"})", "alerts.timezone: There is no time zone \"Mars\""},
    {R"({"group_seconds": 601})", "alerts.group_seconds: Expected a whole number from 0 to 600"},
    {R"({"label": "0123456789012345678901234567890123456789012345678901234567890123"})",
     "alerts.label: The label has more than 60 bytes"},
};

std::string wholeWith(const std::string& alerts, const std::string& top = "\"language\": \"en\"")
{
    Text text;
    text.top = top + ", \"alerts\": " + alerts;
    return text.whole();
}

} // namespace

BOOST_AUTO_TEST_SUITE(alerts)

BOOST_DATA_TEST_CASE(whatIsWrongIsSaid, boost::unit_test::data::make(Table), broken)
{
    const std::string said = problemsOf(wholeWith(broken.json));
    BOOST_TEST(said.find(broken.says) != std::string::npos, said);
    BOOST_TEST(said.find("TOKENTOKEN") == std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(whatIsRightIsRead)
{
    const Folder folder;
    Problems problems;
    const auto config = readConfig(folder.write("duijie.json", wholeWith(R"({"label": "仓库 A", "channels": {
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
        BOOST_TEST(problemsOf(wholeWith(channel, top)) == "");
        BOOST_TEST(wrongAlertUrl("wecom", url, true) == "");
    }
    for (const char* url : {"http://127.evil.com/", "https://example.com/", "http://128.0.0.1/"})
    {
        BOOST_TEST(wrongAlertUrl("wecom", url, true) != "", url);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
