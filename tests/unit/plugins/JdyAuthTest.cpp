#include "JdyBench.h"

#include <boost/test/unit_test.hpp>

#include <thread>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestBills;

namespace
{

RawAnswer expired()
{
    return RawAnswer::json(R"({"description":"JWT token has expired","errcode":1000202001})", 401);
}

RawAnswer secretChanged()
{
    return RawAnswer::json(R"({"errcode":1030002006,"description":"授权密钥校验失败"})");
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyAuths)

BOOST_AUTO_TEST_CASE(OneTokenForManyThreads)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    BOOST_TEST(bench.opened.code == STATUS_OK);
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 16; ++i)
    {
        threads.emplace_back(
            [&]
            {
                for (int n = 0; n < 5; ++n)
                {
                    TestBills bills;
                    good += bench.deliver(bills).code == STATUS_OK ? 1 : 0;
                }
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    BOOST_TEST(good == 80);
    BOOST_TEST(bench.server.count("push_app_authorize") == 1u);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 1u);
    BOOST_TEST(bench.server.count("inv_check_gail_bill") == 80u);
    BOOST_TEST(bench.context.calls().size() == 82u);
}

BOOST_AUTO_TEST_CASE(ExpiryUnderLoadRenewsOnce)
{
    JdyBench bench(nullptr);
    const std::string first = tokenOf(86400, "1");
    bench.book.business = [&](const RawRequest& request)
    { return request.headers.at("app-token") == first ? expired() : saved(); };
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 16; ++i)
    {
        threads.emplace_back(
            [&]
            {
                TestBills bills;
                good += bench.deliver(bills).code == STATUS_OK ? 1 : 0;
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    BOOST_TEST(good == 16);
    BOOST_TEST(bench.server.count("push_app_authorize") == 1u);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 2u);
}

BOOST_AUTO_TEST_CASE(RestartAsksForNothing)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    bench.target->close();
    bench.target = std::make_unique<JdyConnector>();
    BOOST_TEST(bench.open(*bench.target).code == STATUS_OK);
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 1u);
    BOOST_TEST(bench.server.count("push_app_authorize") == 1u);
    BOOST_TEST(!bench.host.stateOf("session").empty());
    for (const char* secret : {"token", "domain", AppSecret})
    {
        BOOST_TEST(bench.host.stateOf("session").find(secret) == std::string::npos);
    }

    bench.extraSettings = R"(,"account":"总账")"; // another choice of book must not use that token
    bench.target->close();
    bench.target = std::make_unique<JdyConnector>();
    BOOST_TEST(bench.open(*bench.target).code == STATUS_OK);
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 2u);
}

BOOST_AUTO_TEST_CASE(NearItsEndItIsRenewedFirst)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    bench.book.life = 3600;
    bench.host.setNow(1767225600000);
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    bench.host.setNow(1767225600000 + 49 * 60 * 1000);
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 1u);
    bench.host.setNow(1767225600000 + 51 * 60 * 1000);
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 2u);
    BOOST_TEST(bench.server.count("push_app_authorize") == 1u);
}

BOOST_AUTO_TEST_CASE(RotatedSecretIsFetchedOnce)
{
    JdyBench bench(nullptr);
    std::atomic<bool> rotated = false;
    bench.book.authorise = [&](const RawRequest&)
    { return RawAnswer::json(Book::grant(bench.domain, rotated ? "canary-second-secret" : AppSecret)); };
    bench.book.token = [&](const RawRequest& request)
    {
        const std::string want = appSignature("AK1", rotated ? "canary-second-secret" : AppSecret);
        return request.query.at("app_signature") == want ? bench.book.nextToken() : secretChanged();
    };
    const std::string first = tokenOf(86400, "1");
    bench.book.business = [&](const RawRequest& request)
    { return rotated && request.headers.at("app-token") == first ? expired() : saved(); };

    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    rotated = true;
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    BOOST_TEST(bench.server.count("push_app_authorize") == 2u);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 3u); // first, refused, second
}

BOOST_AUTO_TEST_CASE(SecretThatNeverFitsIsGivenUp)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    bench.book.token = [](const RawRequest&) { return secretChanged(); };
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_UNAUTHORIZED);
    BOOST_TEST(bench.server.count("push_app_authorize") == 2u);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 2u);
    BOOST_TEST(bench.server.count("inv_check_gail_bill") == 0u);
    BOOST_TEST(bench.context.message().find("no token for instance I1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(TokenRefusedTwiceIsUnauthorized)
{
    JdyBench bench([](const RawRequest&) { return expired(); });
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_UNAUTHORIZED);
    BOOST_TEST(bench.server.count("inv_check_gail_bill") == 2u);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 2u);
}

BOOST_AUTO_TEST_CASE(InvalidGrantIsFetchedAnew)
{
    JdyBench bench(nullptr);
    bench.book.business = [](const RawRequest& request)
    {
        return request.number == 3
                   ? RawAnswer::json(R"({"errcode":1020002008,"description":"用户授权信息有误"})")
                   : saved();
    };
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    BOOST_TEST(bench.server.count("push_app_authorize") == 2u);
}

BOOST_AUTO_TEST_CASE(StrangeRoutingDomainGetsNoBill)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    bench.domain = "https://jdy.com.evil.cn";
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_MISCONFIGURED);
    BOOST_TEST(bench.server.count("kingdee_auth_token") == 0u);
    BOOST_TEST(bench.context.message().find("jdy.com.evil.cn") != std::string::npos);
    BOOST_TEST(bench.context.message().find("routing_domains") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(TokenServiceInTroubleMeansNotSent)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    for (const char* kind : {"html", "reset", "limit"})
    {
        bench.book.token = [kind](const RawRequest&)
        {
            if (std::string(kind) == "reset")
            {
                return RawAnswer{"", false, true};
            }
            return RawAnswer::page("text/html", "<html>", std::string(kind) == "limit" ? 429 : 200);
        };
        TestBills bills;
        const StatusCode want = std::string(kind) == "limit" ? STATUS_THROTTLED : STATUS_NOT_SENT;
        BOOST_TEST(bench.deliver(bills).code == want);
    }
    BOOST_TEST(bench.server.count("inv_check_gail_bill") == 0u);
    BOOST_REQUIRE(bench.host.pauses().size() == 1u);
    BOOST_TEST(bench.host.pauses()[0].bucket == "jdy-token:I1");
}

BOOST_AUTO_TEST_CASE(BothEnvelopesOfTheAuthorisation)
{
    for (const char* head : {R"({"code":200,"msg":"ok",)", R"({"errcode":0,"description":"success",)",
                             R"({"errcode":"0",)", R"({"code":"200",)"})
    {
        JdyBench bench([](const RawRequest&) { return saved(); });
        bench.book.authorise = [&bench, head](const RawRequest&)
        { return RawAnswer::json(head + Book::grant(bench.domain).substr(23)); };
        TestBills bills;
        BOOST_TEST_CONTEXT(head)
        {
            BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
        }
    }
    for (const char* head : {R"({"code":500,"msg":"no",)", R"({"errcode":1,)"})
    {
        JdyBench bench([](const RawRequest&) { return saved(); });
        bench.book.authorise = [&bench, head](const RawRequest&)
        { return RawAnswer::json(head + Book::grant(bench.domain).substr(23)); };
        TestBills bills;
        BOOST_TEST_CONTEXT(head)
        {
            BOOST_TEST(bench.deliver(bills).code == STATUS_NOT_SENT);
        }
    }
}

BOOST_AUTO_TEST_CASE(OneOfSeveralAccounts)
{
    const auto deliver = [](const std::string& account)
    {
        JdyBench bench([](const RawRequest&) { return saved(); },
                       account.empty() ? "" : R"(,"account":")" + account + R"(")");
        std::string asked;
        bench.book.authorise = [&bench](const RawRequest&)
        {
            const auto row = [&bench](const char* id, const char* name, const char* status)
            {
                return std::string(R"({"appKey":"AK-)") + id + R"(","appSecret":"s","domain":")" +
                       bench.domain + R"(","accountId":")" + id + R"(","accountName":")" + name +
                       R"(","status":)" + status + "}";
            };
            return RawAnswer::json(R"({"code":200,"data":[)" + row("A1", "甲", "1") + "," +
                                   row("A2", "乙", "1") + "," + row("A3", "丙", "0") + "]}");
        };
        bench.book.token = [&](const RawRequest& request)
        {
            asked = request.query.at("app_key");
            return bench.book.nextToken();
        };
        TestBills bills;
        const Status status = bench.deliver(bills);
        return status.code == STATUS_OK ? asked : std::to_string(status.code);
    };
    BOOST_TEST(deliver("A2") == "AK-A2");
    BOOST_TEST(deliver("甲") == "AK-A1");
    BOOST_TEST(deliver("") == std::to_string(STATUS_MISCONFIGURED));   // two fit
    BOOST_TEST(deliver("A3") == std::to_string(STATUS_MISCONFIGURED)); // revoked
    BOOST_TEST(deliver("丁") == std::to_string(STATUS_MISCONFIGURED));
}

BOOST_AUTO_TEST_CASE(QuotaIsDeclaredAndAsked)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    BOOST_TEST(bench.host.declared("jdy:I1") == "500/60000");
    BOOST_TEST(bench.host.declared("jdy-second:C1") == "100/1000");
    BOOST_TEST(bench.host.declared("jdy-token:I1") == "2/60000");
    TestBills bills;
    bench.deliver(bills);
    BOOST_TEST(bench.host.acquired() ==
                   (std::vector<std::string>{"jdy:I1", "jdy-token:I1", "jdy:I1", "jdy-second:C1"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(EveryQuotaIsASetting)
{
    JdyBench bench([](const RawRequest&) { return saved(); },
                   R"(,"requests_per_minute":70,"requests_per_second":9,"token_requests_per_minute":0)");
    BOOST_TEST(bench.host.declared("jdy:I1") == "70/60000");
    BOOST_TEST(bench.host.declared("jdy-second:C1") == "9/1000");
    BOOST_TEST(bench.host.declared("jdy-token:I1") == "0/60000");
}

BOOST_AUTO_TEST_CASE(HeadersOfEveryCall)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    TestBills bills;
    bench.deliver(bills);
    for (const RawRequest& request : bench.server.requests())
    {
        const auto& headers = request.headers;
        const Query query(request.query.begin(), request.query.end());
        const std::string text = signingText(request.method, request.path, query, headers.at("x-api-nonce"),
                                             headers.at("x-api-timestamp"));
        BOOST_TEST(headers.at("x-api-signature") == requestSignature(ClientSecret, text));
        BOOST_TEST(headers.at("x-api-signheaders") == "X-Api-TimeStamp,X-Api-Nonce");
        BOOST_TEST(headers.at("x-api-auth-version") == "2.0");
        BOOST_TEST(headers.at("x-api-timestamp").size() == 13u);
        BOOST_TEST(headers.at("content-type") == "application/json");
        const bool business = request.path == GainApi;
        BOOST_TEST(headers.contains("app-token") == business);
        BOOST_TEST(headers.contains("x-gw-router-addr") == business);
    }
}

BOOST_AUTO_TEST_CASE(AnswersOfTheAuthorisationStayThere)
{
    const std::string leak = "canary-leaked-0123456789";
    const std::vector<std::string> answers{
        "<html>" + leak,
        R"({"appSecret":")" + leak,
        R"({"errcode":0,"data":")" + leak + R"("})",
        R"({"code":200,"data":{"appSecret":")" + leak + R"("}})",
        R"({"errcode":400,"description":"app_signature )" + leak + R"( is wrong"})",
        R"({"errcode":500,"msg":")" + leak + R"("})",
        R"({"other":")" + leak + R"("})",
    };
    for (const std::string& answer : answers)
    {
        for (const bool token : {false, true})
        {
            JdyBench bench([](const RawRequest&) { return saved(); });
            (token ? bench.book.token : bench.book.authorise) = [&answer](const RawRequest&)
            { return RawAnswer::json(answer); };
            TestBills bills;
            BOOST_TEST(bench.deliver(bills).code != STATUS_OK);
            BOOST_TEST(bench.told().find(leak) == std::string::npos, answer);
            for (const testkit::TestCall& call : bench.context.calls())
            {
                BOOST_TEST(call.excerpt == "");
                BOOST_TEST(call.request == "");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(NoSecretIsTold)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            return RawAnswer::json(R"({"errcode":1030002000,"description":")" + request.body.substr(0, 3) +
                                   R"("})");
        });
    TestBills bills;
    bench.deliver(bills);
    bench.book.token = [](const RawRequest&) { return secretChanged(); };
    bench.book.business = [](const RawRequest&) { return expired(); };
    bench.deliver(bills);
    const std::string told = bench.told();
    for (const std::string& secret : {std::string(ClientSecret), std::string(AppSecret),
                                      std::string("canary-token-1"), appSignature("AK1", AppSecret)})
    {
        BOOST_TEST(told.find(secret) == std::string::npos);
    }
    const auto concealed = bench.host.concealed();
    BOOST_TEST((std::find(concealed.begin(), concealed.end(), AppSecret) != concealed.end()));
    BOOST_TEST((std::find(concealed.begin(), concealed.end(), tokenOf(86400, "1")) != concealed.end()));
}

BOOST_AUTO_TEST_SUITE_END()
