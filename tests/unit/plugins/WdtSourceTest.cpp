#include "WdtBench.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::wdt;
using namespace duijie::testkit;
using duijie::test::RawAnswer;
using duijie::test::RawRequest;
using duijie::test::WdtBench;
using duijie::test::WdtCanary;
using duijie::test::wdtFailure;
using duijie::test::wdtRows;

namespace
{

std::string everythingTold(const WdtBench& bench)
{
    std::string text;
    for (const std::string& message : bench.context.messages())
    {
        text += message + "\n";
    }
    for (const TestCall& call : bench.context.calls())
    {
        text += call.path + "\n" + call.message + "\n" + call.excerpt + "\n" + call.request + "\n";
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
    WdtBench bench(
        [](const RawRequest& request)
        {
            const std::string page = request.form.at("page_no");
            if (page == "0")
            {
                return wdtRows(R"({"stockin_id":1,"order_no":"RK1"},{"stockin_id":"2","order_no":"RK2"})",
                               "\"3\"");
            }
            return wdtRows(R"({"stockin_id":3,"order_no":"RK3"})", "null");
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
    BOOST_TEST(all.at("sign") == topSign(all, WdtCanary, SignMethod::Md5));
    BOOST_TEST(bench.context.count("poll") == 3u);
    BOOST_TEST(bench.context.calls()[0].path == "/router/qm");
    BOOST_TEST(bench.host.acquired().size() == 3u);
}

BOOST_AUTO_TEST_CASE(WaitsOutALimit)
{
    WdtBench bench(
        [](const RawRequest& request)
        {
            return request.number == 1
                       ? wdtFailure(R"("code":7,"sub_message":"This ban will last for 3 more seconds")")
                       : wdtRows("", "0");
        });
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_REQUIRE(bench.host.pauses().size() == 1u);
    BOOST_TEST(bench.host.pauses()[0].bucket == "wdt:S1");
    BOOST_TEST(bench.host.pauses()[0].ms == 3500u);
    BOOST_TEST(bench.context.calls()[0].outcome == STATUS_THROTTLED);
}

BOOST_AUTO_TEST_CASE(LongBanIsHandedToTheHost)
{
    WdtBench bench(
        [](const RawRequest&)
        { return wdtFailure(R"("code":7,"sub_message":"This ban will last for 31062 more seconds")"); });
    const Status status = bench.poll();
    BOOST_TEST(status.code == STATUS_THROTTLED);
    BOOST_TEST(status.retry_after_ms == 31062500u);
    BOOST_TEST(bench.server.requests().size() == 1u);
    BOOST_TEST(bench.host.pauses().empty());
    BOOST_TEST(bench.context.message().find("31062 more seconds") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(LimitWithoutEndIsGivenUp)
{
    WdtBench bench([](const RawRequest&) { return wdtFailure(R"("sub_code":"1012")"); });
    const Status status = bench.poll();
    BOOST_TEST(status.code == STATUS_THROTTLED);
    BOOST_TEST(status.retry_after_ms == 31000u);
    BOOST_TEST(bench.server.requests().size() == 4u);
    BOOST_TEST(bench.host.pauses().size() == 3u);
}

BOOST_AUTO_TEST_CASE(PassingFaultsAreTriedAgain)
{
    WdtBench bench(
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
                return wdtRows(R"({"stockin_id":1,"order_no":"RK1"})", "1");
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
    WdtBench bench([](const RawRequest&) { return RawAnswer::page("text/html", "<html>x</html>", 200); });
    BOOST_TEST(bench.poll().code == STATUS_UNAVAILABLE);
    BOOST_TEST(bench.server.requests().size() == 4u);
    BOOST_TEST(bench.context.message().find("4 tries") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(WrongSecretIsSaidAndNotShown)
{
    WdtBench bench([](const RawRequest&)
                   { return wdtFailure(R"("code":25,"message":"Invalid signature")"); });
    BOOST_TEST(bench.poll().code == STATUS_UNAUTHORIZED);
    BOOST_TEST(bench.server.requests().size() == 1u);
    BOOST_TEST(bench.context.message().find("app_secret") != std::string::npos);
    const std::string told = everythingTold(bench);
    BOOST_TEST(told.find(WdtCanary) == std::string::npos);
    BOOST_TEST(told.find(bench.server.requests()[0].query.at("sign")) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(WrongClockIsCorrectedOnce)
{
    const std::string date = "Date: Tue, 02 Jan 2024 00:00:00 GMT\r\n";
    WdtBench bench(
        [date](const RawRequest& request)
        {
            return request.query.at("timestamp").substr(0, 15) == "2024-01-02 08:0"
                       ? wdtRows("", "0", date)
                       : RawAnswer::json(R"({"response":{"code":31,"message":"Invalid Timestamp"}})", 200,
                                         date);
        });
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_TEST(bench.server.requests().size() == 2u);
    BOOST_TEST(bench.source.clockOffsetMs() < -1000000);
}

BOOST_AUTO_TEST_CASE(OneDocumentByNumber)
{
    WdtBench bench(
        [](const RawRequest&)
        { return wdtRows(R"({"stockin_id":1,"order_no":"RK1"},{"stockin_id":2,"order_no":"RK2"})", "2"); });
    BOOST_TEST(bench.poll("RK2").code == STATUS_OK);
    BOOST_REQUIRE(bench.records.records.size() == 1u);
    BOOST_TEST(bench.records.records[0].number == "RK2");
    const RawRequest request = bench.server.requests()[0];
    BOOST_TEST(request.form.at("stockin_no") == "RK2");
    BOOST_TEST(!request.form.contains("start_time"));
    BOOST_TEST(request.form.at("order_type") == "4");
    BOOST_TEST(bench.poll("RK9").code == STATUS_NOT_FOUND);
}

BOOST_AUTO_TEST_CASE(CallLogHasWhatWasAsked)
{
    WdtBench bench([](const RawRequest&) { return wdtRows("", "0"); });
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_REQUIRE(bench.context.calls().size() == 1u);
    BOOST_TEST(bench.context.calls()[0].request ==
               "end_time=2024-01-02%2000%3A00%3A00&order_type=4&page_no=0&page_size=2&sid=S1"
               "&start_time=2024-01-01%2000%3A00%3A00&status=80");
}

BOOST_AUTO_TEST_CASE(NobodyListens)
{
    WdtBench bench([](const RawRequest&) { return wdtRows("", "0"); });
    TestContext context;
    WdtSource other;
    const std::string settings = R"({"gateway":"http://127.0.0.1:1/x","app_key":"A","app_secret":"env:S",)"
                                 R"("target_app_key":"T","sid":"S"})";
    BOOST_TEST(other.open(bench.host, context, sdk::toView(settings)).code == STATUS_OK);
    PollRequest request{};
    request.size = sizeof(request);
    request.plan = sdk::toView(bench.plan);
    BOOST_TEST(other.poll(context, request, bench.records).code == STATUS_UNAVAILABLE);
    other.close();
}

BOOST_AUTO_TEST_CASE(PlansThatCannotWork)
{
    WdtBench bench([](const RawRequest&) { return wdtRows("", "0"); });
    for (const char* plan : {"", "{", R"({"api":"x"})", R"({"id":"x"})"})
    {
        PollRequest request{};
        request.size = sizeof(request);
        request.plan = sdk::toView(plan);
        BOOST_TEST(bench.source.poll(bench.context, request, bench.records).code == STATUS_MISCONFIGURED);
    }
    PollRequest request{};
    request.size = sizeof(request);
    request.plan = sdk::toView(R"({"api":"wdt.stock.query","id":"spec_no"})");
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
    BOOST_TEST(text.text.find("\"kind\":\"source\"") != std::string::npos);
    BOOST_TEST(text.text.find("旺店通·企业奇门") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
