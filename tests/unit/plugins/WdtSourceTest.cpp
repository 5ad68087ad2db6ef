#include "WdtSource.h"

#include "RawServer.h"
#include "TestHost.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::wdt;
using namespace duijie::testkit;
using duijie::test::RawAnswer;
using duijie::test::RawRequest;
using duijie::test::RawServer;

namespace
{

constexpr const char* Canary = "canary-app-secret-7f3a";
constexpr const char* Plan =
    R"({"api":"wdt.stockin.order.query","method":"POST","id":"stockin_id","number":"order_no",)"
    R"("page_size":2,"params":{"start_time":"2024-01-01 00:00:00",)"
    R"("end_time":"2024-01-02 00:00:00","order_type":"4","status":80}})";

/// A connector opened against a server.
struct Bench
{
    explicit Bench(RawServer::Handler handler, const std::string& extra = "") : server(std::move(handler))
    {
        host.setSecret("env:S", Canary);
        const std::string settings =
            R"({"gateway":")" + server.url() +
            R"(/router/qm","app_key":"AK","app_secret":"env:S","target_app_key":"TK",)"
            R"("sid":"S1")" +
            extra + "}";
        opened = source.open(host, context, sdk::toView(settings));
    }
    ~Bench() { source.close(); }

    Status poll(const std::string& number = "")
    {
        PollRequest request{};
        request.size = sizeof(request);
        request.plan = sdk::toView(Plan);
        request.number = sdk::toView(number);
        return source.poll(context, request, records);
    }

    RawServer server;
    TestHost host;
    TestContext context;
    TestRecords records;
    WdtSource source;
    Status opened{};
};

RawAnswer rows(const std::string& list, const std::string& total, const std::string& headers = "")
{
    return RawAnswer::json(R"({"response":{"errorcode":0,"total_count":)" + total + R"(,"stockin_list":[)" +
                               list + "]}}",
                           200, headers);
}

RawAnswer failure(const std::string& members)
{
    return RawAnswer::json(R"({"response":{"flag":"failure",)" + members + "}}");
}

std::string everythingTold(const Bench& bench)
{
    std::string text;
    for (const std::string& message : bench.context.messages())
    {
        text += message + "\n";
    }
    for (const TestCall& call : bench.context.calls())
    {
        text += call.path + "\n" + call.message + "\n" + call.excerpt + "\n";
    }
    for (const std::string& line : bench.host.logLines())
    {
        text += line + "\n";
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(WdtSources)

BOOST_AUTO_TEST_CASE(ReadsPagesBackwards)
{
    Bench bench(
        [](const RawRequest& request)
        {
            const std::string page = request.form.at("page_no");
            if (page == "0")
            {
                return rows(R"({"stockin_id":1,"order_no":"RK1"},{"stockin_id":"2","order_no":"RK2"})",
                            "\"3\"");
            }
            return rows(R"({"stockin_id":3,"order_no":"RK3"})", "null");
        });
    BOOST_TEST(bench.opened.code == STATUS_OK);
    BOOST_TEST(bench.host.declared("wdt:S1") == "60/60000");
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_REQUIRE(bench.records.records.size() == 3u);
    BOOST_TEST(bench.records.records[0].key == "3");
    BOOST_TEST(bench.records.records[2].payload == R"({"stockin_id":"2","order_no":"RK2"})");

    const auto requests = bench.server.requests();
    BOOST_REQUIRE(requests.size() == 3u);
    BOOST_TEST(requests[0].method == "POST");
    BOOST_TEST(requests[0].path == "/router/qm");
    BOOST_TEST(requests[0].query.at("method") == "wdt.stockin.order.query");
    BOOST_TEST(requests[0].query.at("target_app_key") == "TK");
    BOOST_TEST(requests[0].form.at("sid") == "S1");
    BOOST_TEST(requests[0].form.at("status") == "80");
    BOOST_TEST(requests[0].form.at("page_size") == "2");

    Params all = requests[0].form;
    all.insert(requests[0].query.begin(), requests[0].query.end());
    BOOST_TEST(all.at("sign") == topSign(all, Canary, SignMethod::Md5));
    BOOST_TEST(bench.context.count("poll") == 3u);
    BOOST_TEST(bench.context.calls()[0].path == "/router/qm");
    BOOST_TEST(bench.host.acquired().size() == 3u);
}

BOOST_AUTO_TEST_CASE(WaitsOutALimit)
{
    Bench bench(
        [](const RawRequest& request)
        {
            return request.number == 1
                       ? failure(R"("code":7,"sub_message":"This ban will last for 3 more seconds")")
                       : rows("", "0");
        });
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_REQUIRE(bench.host.pauses().size() == 1u);
    BOOST_TEST(bench.host.pauses()[0].bucket == "wdt:S1");
    BOOST_TEST(bench.host.pauses()[0].ms == 3500u);
    BOOST_TEST(bench.context.calls()[0].outcome == STATUS_THROTTLED);
}

BOOST_AUTO_TEST_CASE(LongBanIsHandedToTheHost)
{
    Bench bench([](const RawRequest&)
                { return failure(R"("code":7,"sub_message":"This ban will last for 31062 more seconds")"); });
    const Status status = bench.poll();
    BOOST_TEST(status.code == STATUS_THROTTLED);
    BOOST_TEST(status.retry_after_ms == 31062500u);
    BOOST_TEST(bench.server.requests().size() == 1u);
    BOOST_TEST(bench.host.pauses().empty());
    BOOST_TEST(bench.context.message().find("31062 more seconds") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(LimitWithoutEndIsGivenUp)
{
    Bench bench([](const RawRequest&) { return failure(R"("sub_code":"1012")"); });
    const Status status = bench.poll();
    BOOST_TEST(status.code == STATUS_THROTTLED);
    BOOST_TEST(status.retry_after_ms == 31000u);
    BOOST_TEST(bench.server.requests().size() == 4u);
    BOOST_TEST(bench.host.pauses().size() == 3u);
}

BOOST_AUTO_TEST_CASE(PassingFaultsAreTriedAgain)
{
    Bench bench(
        [](const RawRequest& request)
        {
            switch (request.number)
            {
            case 1:
                return RawAnswer::page("text/html", "<html>bad gateway</html>", 502);
            case 2:
                return RawAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"resp", true, false};
            case 3:
                return RawAnswer{"", false, true};
            default:
                return rows(R"({"stockin_id":1,"order_no":"RK1"})", "1");
            }
        });
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_TEST(bench.records.records.size() == 1u);
    BOOST_TEST(bench.host.pauses().size() == 3u);
    BOOST_TEST(bench.context.count("poll") == 4u);
    const auto requests = bench.server.requests();
    BOOST_TEST(requests.size() == 4u);
}

BOOST_AUTO_TEST_CASE(LastingFaultIsUnavailable)
{
    Bench bench([](const RawRequest&) { return RawAnswer::page("text/html", "<html>x</html>", 200); });
    BOOST_TEST(bench.poll().code == STATUS_UNAVAILABLE);
    BOOST_TEST(bench.server.requests().size() == 4u);
    BOOST_TEST(bench.context.message().find("4 tries") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(WrongSecretIsSaidAndNotShown)
{
    Bench bench([](const RawRequest&) { return failure(R"("code":25,"message":"Invalid signature")"); });
    BOOST_TEST(bench.poll().code == STATUS_UNAUTHORIZED);
    BOOST_TEST(bench.server.requests().size() == 1u);
    BOOST_TEST(bench.context.message().find("app_secret") != std::string::npos);
    const std::string told = everythingTold(bench);
    BOOST_TEST(told.find(Canary) == std::string::npos);
    BOOST_TEST(told.find(bench.server.requests()[0].query.at("sign")) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(WrongClockIsCorrectedOnce)
{
    const std::string date = "Date: Tue, 02 Jan 2024 00:00:00 GMT\r\n";
    Bench bench(
        [date](const RawRequest& request)
        {
            return request.query.at("timestamp").substr(0, 15) == "2024-01-02 08:0"
                       ? rows("", "0", date)
                       : RawAnswer::json(R"({"response":{"code":31,"message":"Invalid Timestamp"}})", 200,
                                         date);
        });
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_TEST(bench.server.requests().size() == 2u);
    BOOST_TEST(bench.source.clockOffsetMs() < -1000000);
}

BOOST_AUTO_TEST_CASE(OneDocumentByNumber)
{
    Bench bench(
        [](const RawRequest&)
        { return rows(R"({"stockin_id":1,"order_no":"RK1"},{"stockin_id":2,"order_no":"RK2"})", "2"); });
    BOOST_TEST(bench.poll("RK2").code == STATUS_OK);
    BOOST_REQUIRE(bench.records.records.size() == 1u);
    BOOST_TEST(bench.records.records[0].number == "RK2");
    const RawRequest request = bench.server.requests()[0];
    BOOST_TEST(request.form.at("stockin_no") == "RK2");
    BOOST_TEST(!request.form.contains("start_time"));
    BOOST_TEST(request.form.at("order_type") == "4");
    BOOST_TEST(bench.poll("RK9").code == STATUS_NOT_FOUND);
}

BOOST_AUTO_TEST_CASE(NobodyListens)
{
    Bench bench([](const RawRequest&) { return rows("", "0"); });
    TestContext context;
    WdtSource other;
    const std::string settings = R"({"gateway":"http://127.0.0.1:1/x","app_key":"A","app_secret":"env:S",)"
                                 R"("target_app_key":"T","sid":"S"})";
    BOOST_TEST(other.open(bench.host, context, sdk::toView(settings)).code == STATUS_OK);
    PollRequest request{};
    request.size = sizeof(request);
    request.plan = sdk::toView(Plan);
    BOOST_TEST(other.poll(context, request, bench.records).code == STATUS_UNAVAILABLE);
    other.close();
}

BOOST_AUTO_TEST_CASE(SettingsThatCannotWork)
{
    TestHost host;
    host.setSecret("env:S", Canary);
    const auto open = [&host](const std::string& settings, std::string& message)
    {
        TestContext context;
        WdtSource source;
        const Status status = source.open(host, context, sdk::toView(settings));
        message = context.message();
        source.close();
        return status.code;
    };
    std::string message;
    BOOST_TEST(open(R"({"app_secret":"env:NONE","sid":"S"})", message) == STATUS_MISCONFIGURED);
    BOOST_TEST(message.find("app_secret") != std::string::npos);
    BOOST_TEST(open(R"({"app_secret":"env:S","gateway":"ftp://x"})", message) == STATUS_MISCONFIGURED);
    BOOST_TEST(message.find("gateway") != std::string::npos);
    BOOST_TEST(open(R"({"app_secret":"env:S","sign_method":"rot13"})", message) == STATUS_MISCONFIGURED);
    BOOST_TEST(message.find("rot13") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(PlansThatCannotWork)
{
    Bench bench([](const RawRequest&) { return rows("", "0"); });
    for (const char* plan : {"", "{", R"({"api":"x"})", R"({"id":"x"})"})
    {
        PollRequest request{};
        request.size = sizeof(request);
        request.plan = sdk::toView(plan);
        BOOST_TEST(bench.source.poll(bench.context, request, bench.records).code == STATUS_MISCONFIGURED);
    }
    PollRequest request{};
    request.size = sizeof(request);
    request.plan = sdk::toView(R"({"api":"wdt.trade.query","id":"trade_id"})");
    request.number = sdk::toView("N1");
    BOOST_TEST(bench.source.poll(bench.context, request, bench.records).code == STATUS_UNSUPPORTED);
    BOOST_TEST(bench.server.requests().empty());
}

BOOST_AUTO_TEST_CASE(AbilitiesAndDescription)
{
    WdtSource source;
    BOOST_TEST(source.query("duijie.source/1") == static_cast<Source*>(&source));
    BOOST_TEST(source.query("duijie.target/1") == nullptr);
    BOOST_TEST(source.longestWindowMs(sdk::toView("wdt.stockin.order.query")) == 30LL * 24 * 3600 * 1000);
    BOOST_TEST(source.longestWindowMs(sdk::toView("wdt.trade.query")) == 3600000);
    TestText text;
    source.describe(text);
    for (const char* name : {"gateway", "app_key", "app_secret", "target_app_key", "sid", "sign_method",
                             "calls_per_minute", "receive_seconds"})
    {
        BOOST_TEST(text.text.find("\"" + std::string(name) + "\"") != std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
