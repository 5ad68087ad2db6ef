#include "JdyBench.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <ostream>
#include <thread>
#include <vector>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestBills;
using duijie::testkit::TestPrepared;
namespace data = boost::unit_test::data;

namespace
{

struct Fault
{
    const char* name;
    RawAnswer answer;
    StatusCode code;
};

std::ostream& operator<<(std::ostream& out, const Fault& fault)
{
    return out << fault.name;
}

const std::string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

const std::vector<Fault> Faults{
    {"closed without an answer", {"", true, false}, STATUS_UNKNOWN},
    {"reset without an answer", {"", false, true}, STATUS_UNKNOWN},
    {"half a status line", {"HTTP/1.", true, false}, STATUS_UNKNOWN},
    {"head without body", {Head + "Content-Length: 100\r\n\r\n", true, false}, STATUS_UNKNOWN},
    {"cut body", {Head + "Content-Length: 100\r\n\r\n{\"errcode\":0,\"da", true, false}, STATUS_UNKNOWN},
    {"cut body, reset", {Head + "Content-Length: 100\r\n\r\n{\"errcode\":0", false, true}, STATUS_UNKNOWN},
    {"cut chunk",
     {Head + "Transfer-Encoding: chunked\r\n\r\n50\r\n{\"errcode\":0", true, false},
     STATUS_UNKNOWN},
    {"no HTTP at all", {"SSH-2.0-OpenSSH\r\n\r\n", true, false}, STATUS_UNKNOWN},
    {"empty", RawAnswer::json(""), STATUS_UNKNOWN},
    {"html", RawAnswer::page("text/html", "<html>maintenance</html>"), STATUS_UNKNOWN},
    {"502", RawAnswer::page("text/html", "<html>", 502), STATUS_UNKNOWN},
    {"503 json", RawAnswer::json(R"({"errcode":503,"description":"maintenance"})", 503), STATUS_UNKNOWN},
    {"504", RawAnswer::page("text/html", "<html>", 504), STATUS_UNKNOWN},
    {"redirect",
     {"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", false, false},
     STATUS_UNKNOWN},
    {"success without ids", RawAnswer::json(R"({"errcode":0,"data":{"ids":[]}})"), STATUS_UNKNOWN},
    {"unknown code", RawAnswer::json(R"({"errcode":2016002000,"description":"系统错误"})"), STATUS_UNKNOWN},
    {"audit failed", RawAnswer::json(R"({"errcode":2016002000,"description":"审核失败"})"), STATUS_UNKNOWN},
    {"refused", RawAnswer::json(R"({"errcode":1030002003,"description":"x"})"), STATUS_REJECTED},
    {"closed period", RawAnswer::json(R"({"errcode":2016002000,"description":"请先反结账"})"),
     STATUS_REJECTED},
    {"duplicate", RawAnswer::json(R"({"errcode":1030002002,"description":"x"})"), STATUS_DUPLICATE},
    {"limited", RawAnswer::json("{}", 429, "Retry-After: 7\r\n"), STATUS_THROTTLED},
    {"locked", RawAnswer::json(R"({"errcode":2016002000,"description":"单据正在编辑"})"), STATUS_THROTTLED},
    {"no route", RawAnswer::page("text/plain", "404 No Route", 404), STATUS_MISCONFIGURED},
    {"no route, 519", RawAnswer::page("text/plain", "API Not Found", 519), STATUS_MISCONFIGURED},
    {"519 json", RawAnswer::json(R"({"errcode":519,"description":"API Not Found"})", 519),
     STATUS_MISCONFIGURED},
    {"404 json", RawAnswer::json(R"({"errcode":404,"description":"No Route"})", 404), STATUS_MISCONFIGURED},
    {"404 without a word", RawAnswer::page("text/html", "<html>", 404), STATUS_UNKNOWN},
    {"500", RawAnswer::page("text/html", "<html>", 500), STATUS_UNKNOWN},
    {"408", RawAnswer::page("text/html", "", 408), STATUS_UNKNOWN},
    {"signature", RawAnswer::json(R"({"errcode":400,"description":"X-Api-Signature is invalid"})"),
     STATUS_UNAUTHORIZED},
};

} // namespace

BOOST_AUTO_TEST_SUITE(JdyDelivers)

BOOST_DATA_TEST_CASE(EachFaultHasItsClass, data::make(Faults), sample)
{
    JdyBench bench([answer = sample.answer](const RawRequest&) { return answer; });
    TestBills bills;
    const Status status = bench.deliver(bills);
    BOOST_TEST(status.code == sample.code);
    BOOST_TEST(bench.server.count("inv_check_gail_bill") == 1u); // once, whatever comes of it
    BOOST_TEST(bills.bills.empty());
    BOOST_TEST(bench.context.message().find(GainApi) != std::string::npos);
    BOOST_TEST(bench.context.count("deliver") == 1u);
    BOOST_TEST(bench.context.calls().back().outcome == sample.code);
    if (std::string(sample.name) == "limited")
    {
        BOOST_TEST(status.retry_after_ms == 7000u);
        BOOST_REQUIRE(bench.host.pauses().size() == 1u);
        BOOST_TEST(bench.host.pauses()[0].bucket == "jdy:I1");
    }
}

BOOST_AUTO_TEST_CASE(SavedBillIsTold)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_OK);
    BOOST_REQUIRE(bills.bills.size() == 1u);
    BOOST_TEST(bills.bills[0].id == "844098615923197952");
    BOOST_TEST(bills.bills[0].number == "PYD-20260131-00001");
    BOOST_TEST(bills.bills[0].naturalKey == "K1");
    BOOST_TEST(bills.bills[0].state == "audited");
    BOOST_TEST(bills.bills[0].scope == "2026-01-31");
    BOOST_TEST(bills.bills[0].live);
    BOOST_TEST(bench.server.requests().back().body ==
               R"({"bill_date":"2026-01-31","remark":"K1","operation_key":"audit"})");
}

BOOST_AUTO_TEST_CASE(CallLogHoldsWhatWasAsked)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            return request.method == "GET" ? RawAnswer::json(R"({"errcode":0,"data":{"rows":[],)"
                                                             R"("count":0}})")
                                           : saved();
        });
    TestBills bills;
    bench.deliver(bills);
    bench.target->list(bench.context, sdk::toView(GainApi), sdk::toView("2026-01-01"),
                       sdk::toView("2026-01-31"), bills);
    const auto calls = bench.context.calls();
    BOOST_REQUIRE(calls.size() == 4u);
    BOOST_TEST(calls[0].request == ""); // authorisation
    BOOST_TEST(calls[1].request == ""); // token
    BOOST_TEST(calls[2].request == R"({"bill_date":"2026-01-31","remark":"K1","operation_key":"audit"})");
    BOOST_TEST(calls[3].request ==
               "end_bill_date=2026-01-31&page=1&page_size=100&start_bill_date=2026-01-01");
}

BOOST_AUTO_TEST_CASE(NobodyListensMeansNotSent)
{
    testkit::TestHost host;
    host.setSecret("env:C", ClientSecret);
    testkit::TestContext context;
    JdyConnector target;
    const std::string settings =
        R"({"base_url":"http://127.0.0.1:1","client_id":"C1","client_secret":"env:C",)"
        R"("outer_instance_id":"I1"})";
    BOOST_TEST(target.open(host, context, sdk::toView(settings)).code == STATUS_OK);
    DocumentView document{};
    document.size = sizeof(document);
    document.api = sdk::toView(GainApi);
    document.body = sdk::toView("{}");
    TestBills bills;
    BOOST_TEST(target.deliver(context, document, bills).code == STATUS_NOT_SENT);
    target.close();
}

BOOST_AUTO_TEST_CASE(DeadlinePassedMeansNotSent)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    bench.host.setMonotonic(1000);
    TestBills bills;
    BOOST_TEST(bench.deliver(bills, 1000).code == STATUS_NOT_SENT);
    BOOST_TEST(bench.server.count("inv_check_gail_bill") == 0u);
    BOOST_TEST(bench.context.message().find("deadline") != std::string::npos);
    BOOST_TEST(bench.deliver(bills, 1001).code == STATUS_OK);
}

BOOST_AUTO_TEST_CASE(CancelledBeforeSendingMeansCancelled)
{
    JdyBench bench([](const RawRequest&) { return saved(); });
    bench.context.cancelAfter(0);
    TestBills bills;
    BOOST_TEST(bench.deliver(bills).code == STATUS_CANCELLED);
    BOOST_TEST(bench.server.requests().empty());
}

BOOST_AUTO_TEST_CASE(CloseWaitsForRunningCalls)
{
    std::atomic<bool> arrived = false;
    JdyBench bench(
        [&arrived](const RawRequest&)
        {
            arrived = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            return saved();
        });
    TestBills bills;
    Status status{};
    std::thread delivery([&] { status = bench.deliver(bills); });
    while (!arrived)
    {
        std::this_thread::yield();
    }
    bench.target->close();
    delivery.join();
    BOOST_TEST(status.code == STATUS_OK);
    BOOST_TEST(bench.deliver(bills).code == STATUS_INTERNAL);
}

BOOST_AUTO_TEST_CASE(BookThatNumbersItselfStopsTheFlow)
{
    JdyBench bench([](const RawRequest&) { return saved("1", "PYD-1"); }, R"(,"natural_key":"bill_no")");
    TestBills bills;
    const std::string body = R"({"bill_date":"2026-01-31","bill_no":"WDT1"})";
    BOOST_TEST(bench.deliver(bills, 0, body).code ==
               STATUS_OK); // it exists, and is told with the number it has
    BOOST_TEST(bills.bills[0].number == "PYD-1");
    BOOST_TEST(bench.deliver(bills, 0, body).code == STATUS_MISCONFIGURED);
    BOOST_TEST(bench.server.count("inv_check_gail_bill") == 1u);
    BOOST_TEST(bench.host.logLines().size() == 1u);
}

BOOST_AUTO_TEST_CASE(PrepareThroughTheConnector)
{
    JdyBench bench(nullptr);
    DocumentView document{};
    document.size = sizeof(document);
    document.api = sdk::toView(GainApi);
    document.key = sdk::toView("10001");
    document.body = sdk::toView(R"({"bill_date":"2026-01-31 10:00:05","remark":"K1","material_entity":)"
                                R"([{"material_id":"1","stock_id":"2","unit_id":"3","qty":"3.2500"}]})");
    TestPrepared prepared;
    BOOST_TEST(bench.target->prepare(bench.context, document, prepared).code == STATUS_OK);
    BOOST_TEST(prepared.body == R"({"bill_date":"2026-01-31","remark":"K1","material_entity":)"
                                R"([{"material_id":"1","stock_id":"2","unit_id":"3","qty":3.2500}]})");
    BOOST_TEST(prepared.naturalKey == "K1");
    BOOST_TEST(prepared.scope == "2026-01-31");

    document.body = sdk::toView(R"({"bill_date":"x")");
    BOOST_TEST(bench.target->prepare(bench.context, document, prepared).code == STATUS_REJECTED);
    document.body = sdk::toView("{}");
    BOOST_TEST(bench.target->prepare(bench.context, document, prepared).code == STATUS_REJECTED);
    BOOST_TEST(bench.context.message().find("10001") != std::string::npos);
    document.api = sdk::toView("/jdy/v2/scm/no_such_bill");
    BOOST_TEST(bench.target->prepare(bench.context, document, prepared).code == STATUS_UNSUPPORTED);
    TestBills bills;
    BOOST_TEST(bench.target->deliver(bench.context, document, bills).code == STATUS_UNSUPPORTED);
    BOOST_TEST(bench.server.requests().empty());
}

BOOST_AUTO_TEST_CASE(SettingsThatCannotWork)
{
    testkit::TestHost host;
    host.setSecret("env:C", ClientSecret);
    const auto open = [&host](const std::string& settings, std::string& message)
    {
        testkit::TestContext context;
        JdyConnector target;
        const Status status = target.open(host, context, sdk::toView(settings));
        message = context.message();
        TestBills bills;
        DocumentView document{};
        BOOST_TEST(target.deliver(context, document, bills).code == STATUS_INTERNAL);
        target.close();
        return status.code;
    };
    std::string message;
    BOOST_TEST(open(R"({"client_secret":"env:NONE"})", message) == STATUS_MISCONFIGURED);
    BOOST_TEST(message.find("client_secret") != std::string::npos);
    BOOST_TEST(open(R"({"client_secret":"env:C","base_url":"nowhere"})", message) == STATUS_MISCONFIGURED);
    BOOST_TEST(message.find("base_url") != std::string::npos);
    BOOST_TEST(open(R"({"client_secret":"env:C","natural_key":"remarks"})", message) == STATUS_MISCONFIGURED);
    BOOST_TEST(message.find("did you mean remark") != std::string::npos);
    BOOST_TEST(open(R"({"client_secret":"env:C","natural_key":"bill_date"})", message) ==
               STATUS_MISCONFIGURED);
}

BOOST_AUTO_TEST_SUITE_END()
