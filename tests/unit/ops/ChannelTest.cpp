// Every channel against a strict stand-in of the other side.
#include "Support.h"

#include "robots/DingTalkRobot.h"
#include "robots/FeishuRobot.h"
#include "robots/WeComRobot.h"
#include "robots/WebhookReceiver.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"

#include <Poco/Exception.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace duijie::ops::test
{

namespace
{

const std::string Token = "0123456789abcdef0123456789abcdef";
const std::string Secret = "SECdeadbeefdeadbeef";

// The other side and ours, put together by kind.
struct Pair
{
    std::unique_ptr<robots::Receiver> robot;
    std::unique_ptr<Channel> channel;
};

Pair pairOf(Bench& bench, const std::string& kind, const std::string& ours = Secret)
{
    if (kind == "dingtalk" || kind == "dingtalk text")
    {
        auto robot = std::make_unique<robots::DingTalkRobot>(bench.time(), Token, Secret);
        const Markup markup = kind == "dingtalk" ? Markup::Markdown : Markup::Plain;
        auto channel = makeDingTalk(bench.parts(), robot->url(), ours, markup);
        return {std::move(robot), std::move(channel)};
    }
    if (kind == "wecom")
    {
        auto robot = std::make_unique<robots::WeComRobot>(bench.time(), Token);
        auto channel = makeWeCom(bench.parts(), robot->url());
        return {std::move(robot), std::move(channel)};
    }
    if (kind == "feishu")
    {
        auto robot = std::make_unique<robots::FeishuRobot>(bench.time(), Token, Secret);
        auto channel = makeFeishu(bench.parts(), robot->url(), ours);
        return {std::move(robot), std::move(channel)};
    }
    auto robot = std::make_unique<robots::WebhookReceiver>(bench.time(), Secret);
    auto channel = makeWebhook(bench.parts(), robot->url(), ours);
    return {std::move(robot), std::move(channel)};
}

const char* const Kinds[] = {"dingtalk", "dingtalk text", "wecom", "feishu", "webhook"};

struct Text
{
    const char* name;
    std::string text;
};

std::ostream& operator<<(std::ostream& out, const Text& text)
{
    return out << text.name;
}

std::string repeated(const std::string& part, int times)
{
    std::string out;
    for (int i = 0; i < times; ++i)
    {
        out += part;
    }
    return out;
}

const Text Texts[] = {
    {"plain", "Bill INV-1 of document PY1 must be removed."},
    {"Chinese", "单据 盘盈2024 的目标单据需要删除但无法删除:余额不足"},
    {"markup", "# *a* _b_ `c` [d](http://e) <font color=\"red\">f</font> > - + | ~ \\"},
    {"quotes", repeated("\"\\\n\t", 700)},
    {"control", std::string("a\0b\x1b[31m\r\nc", 12)},
    {"no UTF-8", "abc \xC3\x28 \xFF def"},
    {"long", repeated("盘", 20'000)},
    {"emoji", repeated("\xF0\x9F\x93\xA6", 9'000)},
};

} // namespace

BOOST_AUTO_TEST_SUITE(channel)

BOOST_DATA_TEST_CASE(whateverTheTextItIsTaken,
                     boost::unit_test::data::make(Kinds) * boost::unit_test::data::make(Texts), kind, text)
{
    for (const auto language : {text::Language::English, text::Language::Chinese})
    {
        text::setLanguage(language);
        Bench bench;
        const Pair pair = pairOf(bench, kind);
        Notice notice = begun("a");
        notice.happened = text.text;
        notice.meaning = text.text;
        notice.advice = text.text;
        const Delivery delivery = pair.channel->send({notice, begun("b")}, bench.context);
        BOOST_TEST((delivery.outcome == Outcome::Delivered), delivery.reason);
        BOOST_TEST(delivery.taken >= 1u);
        BOOST_REQUIRE(pair.robot->messages().size() == 1u);
        BOOST_TEST(has(pair.robot->messages()[0], "仓库 A"));
    }
    text::setLanguage(text::Language::English);
}

BOOST_DATA_TEST_CASE(everyAlertSaysWhatItMeansAndWhatToDo, boost::unit_test::data::make(Kinds), kind)
{
    Bench bench;
    const Pair pair = pairOf(bench, kind);
    pair.channel->send({begun("a"), over("b")}, bench.context);
    BOOST_REQUIRE(pair.robot->messages().size() == 1u);
    const std::string message = pair.robot->messages()[0];
    for (const char* part : {"panying", "happened a", "meaning a", "advice a", "happened b",
                             "2024-06-01 16:00:00", "host-1", "1 alert(s), 1 recovered"})
    {
        BOOST_TEST(has(message, part), part << " in " << message);
    }
}

BOOST_AUTO_TEST_CASE(aWrongSignatureIsRefusedWithWhatToDo)
{
    for (const char* kind : {"dingtalk", "feishu", "webhook"})
    {
        for (const char* ours : {"", "SECanother0000000000"})
        {
            Bench bench;
            const Pair pair = pairOf(bench, kind, ours);
            const Delivery delivery = pair.channel->send({begun("a")}, bench.context);
            BOOST_TEST((delivery.outcome == Outcome::Refused), kind << " " << ours);
            BOOST_TEST(!delivery.reason.empty());
            BOOST_TEST(!delivery.advice.empty());
            BOOST_TEST(pair.robot->messages().empty());
            BOOST_TEST(!has(delivery.reason + delivery.advice, Token));
            BOOST_TEST(!has(delivery.reason + delivery.advice, Secret));
        }
    }
}

BOOST_AUTO_TEST_CASE(aClockThatIsWrongByHoursIsRefused)
{
    for (const char* kind : {"dingtalk", "feishu"})
    {
        Bench bench;
        Bench theirs;
        theirs.clock.advance(2 * Hour);
        auto robot = std::make_unique<robots::DingTalkRobot>(theirs.time(), Token, Secret);
        auto feishu = std::make_unique<robots::FeishuRobot>(theirs.time(), Token, Secret);
        const auto channel = kind == std::string("feishu")
                                 ? makeFeishu(bench.parts(), feishu->url(), Secret)
                                 : makeDingTalk(bench.parts(), robot->url(), Secret, Markup::Markdown);
        const Delivery delivery = channel->send({begun("a")}, bench.context);
        BOOST_TEST((delivery.outcome == Outcome::Refused), kind);
        BOOST_TEST(has(delivery.advice, "clock"), delivery.advice);
    }
}

BOOST_AUTO_TEST_CASE(aKeywordInTheLabelLetsItPass)
{
    Bench bench;
    robots::DingTalkRobot robot(bench.time(), Token, "", "仓库");
    const auto channel = makeDingTalk(bench.parts(), robot.url(), "", Markup::Markdown);
    BOOST_TEST((channel->send({begun("a")}, bench.context).outcome == Outcome::Delivered));
    robots::DingTalkRobot other(bench.time(), Token, "", "财务");
    const auto refused = makeDingTalk(bench.parts(), other.url(), "", Markup::Markdown);
    const Delivery delivery = refused->send({begun("a")}, bench.context);
    BOOST_TEST((delivery.outcome == Outcome::Refused));
    BOOST_TEST(has(delivery.advice, "label"));
}

struct Reply
{
    const char* kind;
    robots::Answer answer;
    Outcome outcome;
    int64_t waitMs;
};

std::ostream& operator<<(std::ostream& out, const Reply& reply)
{
    return out << reply.kind << " " << reply.answer.status << " " << reply.answer.body;
}

const Reply Replies[] = {
    {"dingtalk", {200, R"({"errcode":130101,"errmsg":"send too fast"})"}, Outcome::Throttled, 10 * Minute},
    {"dingtalk", {200, R"({"errcode":300001,"errmsg":"token is not exist"})"}, Outcome::Refused, 0},
    {"dingtalk", {200, R"({"errcode":-1,"errmsg":"系统繁忙"})"}, Outcome::Unreachable, 0},
    {"dingtalk", {200, R"({"errcode":460101,"errmsg":"message too long"})"}, Outcome::BadMessage, 0},
    {"dingtalk", {200, R"({"errcode":777777,"errmsg":"nobody knows"})"}, Outcome::Refused, 0},
    {"dingtalk", {200, "<html>please log in to the hotel's network</html>"}, Outcome::Unreachable, 0},
    {"dingtalk", {200, R"({"errmsg":"ok"})"}, Outcome::Unreachable, 0},
    {"dingtalk", {200, R"({"errcode":"0"})"}, Outcome::Unreachable, 0},
    {"dingtalk", {502, "Bad Gateway"}, Outcome::Unreachable, 0},
    {"wecom", {200, R"({"errcode":45009,"errmsg":"api freq out of limit"})"}, Outcome::Throttled, Minute},
    {"wecom", {200, R"({"errcode":93000,"errmsg":"invalid webhook url"})"}, Outcome::Refused, 0},
    {"wecom", {200, R"({"errcode":40058,"errmsg":"exceed max length"})"}, Outcome::BadMessage, 0},
    {"feishu", {200, R"({"code":11232,"msg":"frequency limited"})"}, Outcome::Throttled, Minute},
    {"feishu",
     {429, R"({"code":99991400,"msg":"request trigger frequency limit"})"},
     Outcome::Throttled,
     Minute},
    {"feishu", {200, R"({"code":19024,"msg":"Key Words Not Found"})"}, Outcome::Refused, 0},
    {"feishu", {400, R"({"code":9499,"msg":"Bad Request"})"}, Outcome::BadMessage, 0},
    {"webhook", {200, "thanks"}, Outcome::Delivered, 0},
    {"webhook", {302, ""}, Outcome::Refused, 0},
    {"webhook", {404, "no"}, Outcome::Refused, 0},
    {"webhook", {413, "large"}, Outcome::BadMessage, 0},
    {"webhook", {429, "slow"}, Outcome::Throttled, Minute},
    {"webhook", {503, "later"}, Outcome::Unreachable, 0},
};

BOOST_DATA_TEST_CASE(anAnswerIsReadForWhatItSays, boost::unit_test::data::make(Replies), reply)
{
    Bench bench;
    const Pair pair = pairOf(bench, reply.kind);
    pair.robot->breakWith(reply.answer);
    const Delivery delivery = pair.channel->send({begun("a")}, bench.context);
    BOOST_TEST((delivery.outcome == reply.outcome), delivery.reason);
    BOOST_TEST(delivery.waitMs == reply.waitMs);
    BOOST_TEST((reply.outcome == Outcome::Delivered) == delivery.reason.empty());
    BOOST_TEST((reply.outcome == Outcome::Delivered) == delivery.advice.empty());
}

BOOST_DATA_TEST_CASE(nobodyThereIsNoAnswer, boost::unit_test::data::make(Kinds), kind)
{
    Bench bench;
    Pair pair = pairOf(bench, kind);
    pair.robot.reset();
    const Delivery delivery = pair.channel->send({begun("a")}, bench.context);
    BOOST_TEST((delivery.outcome == Outcome::Unreachable));
    BOOST_TEST(!has(delivery.reason, Token), delivery.reason);
}

BOOST_AUTO_TEST_CASE(whatTheOtherSideEchoesIsBlottedOut)
{
    Bench bench;
    const Pair pair = pairOf(bench, "wecom");
    pair.robot->breakWith({200, R"({"errcode":93000,"errmsg":"no robot )" + Token + R"("})"});
    const Delivery delivery = pair.channel->send({begun("a")}, bench.context);
    BOOST_TEST(!has(delivery.reason, Token), delivery.reason);
    BOOST_TEST(has(delivery.reason, "***"), delivery.reason);
}

BOOST_AUTO_TEST_CASE(anAddressThatIsNoneIsNotShown)
{
    Bench bench;
    for (const char* url : {"", "ftp://host/0123456789abcdef", "0123456789abcdef", "https://"})
    {
        try
        {
            makeWeCom(bench.parts(), url);
            BOOST_ERROR(url << " was taken");
        }
        catch (const Poco::Exception& e)
        {
            BOOST_TEST(!has(e.displayText(), "0123456789abcdef"));
        }
    }
}

BOOST_AUTO_TEST_CASE(theWebhookGetsEveryPart)
{
    Bench bench;
    const Pair pair = pairOf(bench, "webhook");
    pair.channel->send({begun("rollback_stuck:7", Noon, true)}, bench.context);
    sdk::JsonDocument document;
    BOOST_REQUIRE(document.parse(pair.robot->messages().at(0)));
    const sdk::JsonValue alert = document.root().find("alerts").first();
    BOOST_TEST(document.root().find("host").text() == "host-1");
    BOOST_TEST(alert.find("event").text() == "begun");
    BOOST_TEST(alert.find("flow").text() == "panying");
    BOOST_TEST(alert.find("id").text() == "rollback_stuck:7");
    BOOST_TEST(alert.find("severity").text() == "urgent");
    BOOST_TEST(alert.find("at_ms").text() == std::to_string(Noon));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::ops::test
