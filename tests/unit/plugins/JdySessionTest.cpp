#include "JdySession.h"
#include "JdyBench.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::jdy;

namespace
{

constexpr int64_t Now = 1767225600000;

JdyAccount accountAt(const std::string& base, const std::string& domains = "jdy.com,kingdee.com")
{
    return {base, "C", "S", "I", "", domains};
}

std::optional<JdyGrant> chosen(const std::string& rows, const std::string& account, std::string& why)
{
    sdk::JsonDocument document;
    BOOST_REQUIRE(document.parse(rows));
    return chooseGrant(document.root(), account, why);
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdySessions)

BOOST_AUTO_TEST_CASE(TokenLife)
{
    const int64_t hour = 3600 * 1000;
    BOOST_TEST(expiryOf(test::tokenOf(86400, "x"), Now) == Now + 24 * hour - 600 * 1000);
    BOOST_TEST(expiryOf(test::tokenOf(60, "x"), Now) == Now + 45 * 1000);
    BOOST_TEST(expiryOf("opaque", Now) == Now + 23 * hour);
    BOOST_TEST(expiryOf("a.b.c", Now) == Now + 23 * hour);
    BOOST_TEST(expiryOf("", Now) == Now + 23 * hour);
    BOOST_TEST(expiryOf("h." + sdk::base64(R"({"exp":1767229200})") + ".s", Now) == Now + hour - 600 * 1000);
    // In milliseconds, or beyond any number of seconds.
    BOOST_TEST(expiryOf("h." + sdk::base64(R"({"exp":1767229200000})") + ".s", Now) == Now + 23 * hour);
    BOOST_TEST(expiryOf("h." + sdk::base64(R"({"exp":9223372036854775807})") + ".s", Now) == Now + 23 * hour);
}

BOOST_AUTO_TEST_CASE(RoutingDomains)
{
    const JdyAccount real = accountAt("https://api.kingdee.com");
    BOOST_TEST(domainProblem("https://tf.jdy.com", real) == "");
    BOOST_TEST(domainProblem("https://vip1-hz.jdy.com/", real) == "");
    BOOST_TEST(domainProblem("https://VIP1.JDY.com", real) == "");
    BOOST_TEST(domainProblem("https://jdy.com", real) == "");
    for (const char* bad :
         {"http://tf.jdy.com", "https://tf.jdy.com.evil.cn", "https://eviljdy.com", "tf.jdy.com", "",
          "https://", "https://user@tf.jdy.com", "https://evil.cn/tf.jdy.com", "https://tf.jdy.com\r\nX: y",
          "https://evil.cn\\.jdy.com", "http://127.0.0.1:99"})
    {
        BOOST_TEST(domainProblem(bad, real) != "");
    }
    const JdyAccount sandbox = accountAt("http://127.0.0.1:8080");
    BOOST_TEST(domainProblem("http://127.0.0.1:8080", sandbox) == "");
    BOOST_TEST(domainProblem("http://127.0.0.1:8081", sandbox) != "");
    BOOST_TEST(domainProblem("https://tf.jdy.com", sandbox) == "");
    BOOST_TEST(domainProblem("https://a.example.cn", accountAt("https://x", " example.cn ")) == "");
    BOOST_TEST(domainProblem("https://a.example.cn", accountAt("https://x", "")) != "");
}

BOOST_AUTO_TEST_CASE(WhichAccountBook)
{
    const std::string rows =
        R"([{"appKey":"1","appSecret":"s1","domain":"d","accountId":"A1","accountName":"甲","status":1},)"
        R"({"appKey":"2","appSecret":"s2","domain":"d","accountId":22,"accountName":"乙","status":"1"},)"
        R"({"appKey":"3","appSecret":"s3","domain":"d","accountId":"A3","accountName":"丙","status":0}])";
    std::string why;
    BOOST_TEST(chosen(rows, "乙", why)->appKey == "2");
    BOOST_TEST(chosen(rows, "22", why)->appSecret == "s2");
    BOOST_TEST(chosen(rows, "A1", why)->appKey == "1");
    BOOST_TEST(!chosen(rows, "", why));
    BOOST_TEST(why.find("甲 (A1), 乙 (22)") != std::string::npos);
    BOOST_TEST(why.find("setting account") != std::string::npos);
    BOOST_TEST(!chosen(rows, "丙", why));
    BOOST_TEST(!chosen("[]", "", why));
    BOOST_TEST(why.find("no valid account book") != std::string::npos);
    BOOST_TEST(why.find("s1") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(KeptSessions)
{
    const JdySession session{"tok\"en", "https://tf.jdy.com", Now};
    const auto back = JdySession::fromJson(session.toJson("me"), "me");
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST(back->token == session.token);
    BOOST_TEST(back->domain == session.domain);
    BOOST_TEST(back->expiresMs == Now);
    BOOST_TEST(!JdySession::fromJson(session.toJson("me"), "other"));
    BOOST_TEST(!JdySession::fromJson("", "me"));
    BOOST_TEST(!JdySession::fromJson("{}", "me"));
}

BOOST_AUTO_TEST_SUITE_END()
