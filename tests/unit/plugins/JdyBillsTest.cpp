#include "JdyBench.h"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestBills;

namespace
{

Status list(JdyBench& bench, TestBills& bills)
{
    return bench.target->list(bench.context, sdk::toView(GainApi), sdk::toView("2026-01-01"),
                              sdk::toView("2026-01-31"), bills);
}

Status undo(JdyBench& bench, const char* id = "5")
{
    return bench.target->undo(bench.context, sdk::toView(GainApi), sdk::toView(id));
}

/// Rows [first, last) as the vendor lists them.
std::string rowsOf(int first, int last, int count)
{
    std::string rows;
    for (int i = first; i < last; ++i)
    {
        const std::string n = std::to_string(i);
        rows += (rows.empty() ? "" : ",") + std::string(R"({"id":")") + n + R"(","bill_no":"PYD)" + n +
                R"(","bill_date":"2026-01-31 00:00:00","bill_status":")" + (i % 2 == 0 ? "C" : "Z") +
                R"(","remark":"K)" + n + R"("})";
    }
    return R"({"errcode":0,"data":{"rows":[)" + rows + R"(],"count":)" + std::to_string(count) + "}}";
}

RawAnswer page(const RawRequest& request, int count)
{
    const int number = std::stoi(request.query.at("page"));
    const int size = std::stoi(request.query.at("page_size"));
    return RawAnswer::json(rowsOf((number - 1) * size, std::min(number * size, count), count));
}

RawAnswer detail(const std::string& status)
{
    return RawAnswer::json(
        R"({"errcode":0,"data":{"id":"5","bill_no":"PYD5","bill_date":"2026-01-31","bill_status":")" +
        status +
        R"(","remark":"K5","material_entity":[{"material_id":"1","stock_id":"2",)"
        R"("unit_id":"3","qty":"3.250000"}]}})");
}

RawAnswer missing()
{
    return RawAnswer::json(R"({"errcode":2016002000,"description":"数据不存在"})");
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyBillReads)

BOOST_AUTO_TEST_CASE(ListReadsAllPages)
{
    for (const int count : {0, 1, 100, 101, 250})
    {
        JdyBench bench([count](const RawRequest& request) { return page(request, count); });
        TestBills bills;
        BOOST_TEST(list(bench, bills).code == STATUS_OK);
        BOOST_TEST(bills.bills.size() == static_cast<std::size_t>(count));
        BOOST_TEST(bench.server.count("inv_check_gail_bill") ==
                   static_cast<std::size_t>(std::max(1, (count + 99) / 100)));
    }
}

BOOST_AUTO_TEST_CASE(ListedHeads)
{
    JdyBench bench([](const RawRequest& request) { return page(request, 2); });
    TestBills bills;
    BOOST_TEST(list(bench, bills).code == STATUS_OK);
    BOOST_REQUIRE(bills.bills.size() == 2u);
    BOOST_TEST(bills.bills[0].state == "audited");
    BOOST_TEST(bills.bills[1].state == "saved");
    BOOST_TEST(bills.bills[1].id == "1");
    BOOST_TEST(bills.bills[1].number == "PYD1");
    BOOST_TEST(bills.bills[1].naturalKey == "K1");
    BOOST_TEST(bills.bills[1].scope == "2026-01-31");
    BOOST_TEST(bills.bills[1].fingerprint == "");
    const RawRequest request = bench.server.requests().back();
    BOOST_TEST(request.query.at("start_bill_date") == "2026-01-01");
    BOOST_TEST(request.query.at("end_bill_date") == "2026-01-31");
    BOOST_TEST(request.query.at("page_size") == "100");
}

BOOST_AUTO_TEST_CASE(ListThatDoesNotAddUpIsUnavailable)
{
    JdyBench bench(
        [](const RawRequest& request) {
            return RawAnswer::json(request.query.at("page") == "1" ? rowsOf(0, 90, 120) : rowsOf(0, 0, 120));
        });
    TestBills bills;
    BOOST_TEST(list(bench, bills).code == STATUS_UNAVAILABLE);
    BOOST_TEST(bills.bills.empty());
    BOOST_TEST(bench.context.message().find("counts 120 bills, its pages hold 90") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ListThatShiftsIsReadAgain)
{
    std::atomic<int> calls = 0;
    JdyBench bench(
        [&calls](const RawRequest& request)
        {
            ++calls;
            if (calls == 2)
            {
                return RawAnswer::json(rowsOf(99, 149, 150)); // a row repeated, one missing
            }
            return calls == 3 ? RawAnswer::json(rowsOf(0, 0, 150)) : page(request, 150);
        });
    TestBills bills;
    BOOST_TEST(list(bench, bills).code == STATUS_OK);
    BOOST_TEST(bills.bills.size() == 150u);
}

BOOST_AUTO_TEST_CASE(ListFaultsAreUnavailable)
{
    for (const char* body : {"", "<html>", R"({"errcode":0,"data":{}})",
                             R"({"errcode":0,"data":{"rows":[]}})", R"({"errcode":5})"})
    {
        JdyBench bench([body](const RawRequest&) { return RawAnswer::json(body); });
        TestBills bills;
        BOOST_TEST(list(bench, bills).code == STATUS_UNAVAILABLE);
    }
}

BOOST_AUTO_TEST_CASE(FetchReadsTheLines)
{
    JdyBench bench([](const RawRequest&) { return detail("C"); });
    TestBills bills;
    BOOST_TEST(bench.target->fetch(bench.context, sdk::toView(GainApi), sdk::toView("5"), bills).code ==
               STATUS_OK);
    BOOST_REQUIRE(bills.bills.size() == 1u);
    BOOST_TEST(bench.server.requests().back().path == "/jdy/v2/scm/inv_check_gail_bill_detail");

    DocumentView document{};
    document.size = sizeof(document);
    document.api = sdk::toView(GainApi);
    document.body = sdk::toView(R"({"bill_date":"2026-01-31 09:00:00","remark":"K5","material_entity":)"
                                R"([{"material_id":1,"stock_id":2,"unit_id":3,"qty":3.25}]})");
    testkit::TestPrepared prepared;
    BOOST_TEST(bench.target->prepare(bench.context, document, prepared).code == STATUS_OK);
    BOOST_TEST(bills.bills[0].fingerprint == prepared.fingerprint);
    BOOST_TEST(bills.bills[0].naturalKey == prepared.naturalKey);
}

BOOST_AUTO_TEST_CASE(FetchOfNothing)
{
    for (const bool other : {true, false})
    {
        JdyBench bench([other](const RawRequest&)
                       { return other ? RawAnswer::json(R"({"errcode":0,"data":{}})") : missing(); });
        TestBills bills;
        BOOST_TEST(bench.target->fetch(bench.context, sdk::toView(GainApi), sdk::toView("5"), bills).code ==
                   STATUS_NOT_FOUND);
        BOOST_TEST(bills.bills.empty());
    }
}

BOOST_AUTO_TEST_CASE(UndoUnauditsAndDeletes)
{
    JdyBench bench([](const RawRequest& request)
                   { return request.method == "GET" ? detail("C") : saved("5", "PYD5"); });
    BOOST_TEST(undo(bench).code == STATUS_OK);
    BOOST_TEST(bench.context.steps() == (std::vector<std::string>{"unaudit 5", "delete 5"}),
               boost::test_tools::per_element());
    const auto requests = bench.server.requests();
    BOOST_REQUIRE(requests.size() == 5u);
    BOOST_TEST(requests[3].path == "/jdy/v2/sys/common_operate");
    BOOST_TEST(requests[3].body ==
               R"({"entity_number":"inv_check_gain_bill","operate_type":"unaudit","ids":["5"],)"
               R"("numbers":[],"ignore_warn":false})");
    BOOST_TEST(requests[4].body.find(R"("operate_type":"delete")") != std::string::npos);
    BOOST_TEST(bench.context.count("unaudit") == 1u);
    BOOST_TEST(bench.context.count("delete") == 1u);
}

// A step the host could not make durable is not taken.
BOOST_AUTO_TEST_CASE(NoStepWithoutItsIntent)
{
    JdyBench bench([](const RawRequest& request)
                   { return request.method == "GET" ? detail("C") : saved("5", "PYD5"); });
    bench.context.answerSteps({STATUS_UNAVAILABLE, 0});
    BOOST_TEST(undo(bench).code == STATUS_UNAVAILABLE);
    BOOST_TEST(bench.server.count("common_operate") == 0u);
    BOOST_TEST(bench.context.message().find("\"unaudit\"; it was not done") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(UndoOfADraftOnlyDeletes)
{
    JdyBench bench([](const RawRequest& request)
                   { return request.method == "GET" ? detail("Z") : saved("5", "PYD5"); });
    BOOST_TEST(undo(bench).code == STATUS_OK);
    BOOST_TEST(bench.server.count("common_operate") == 1u);
}

BOOST_AUTO_TEST_CASE(UndoOfNothingIsDone)
{
    JdyBench gone([](const RawRequest&) { return missing(); });
    BOOST_TEST(undo(gone).code == STATUS_OK);
    BOOST_TEST(gone.server.count("common_operate") == 0u);

    JdyBench meanwhile([](const RawRequest& request)
                       { return request.method == "GET" ? detail("Z") : missing(); });
    BOOST_TEST(undo(meanwhile).code == STATUS_OK);
}

BOOST_AUTO_TEST_CASE(UndoThatIsNotCertain)
{
    JdyBench lost(
        [](const RawRequest& request) {
            return request.method == "GET" ? detail("C") : RawAnswer{"", false, true};
        });
    BOOST_TEST(undo(lost).code == STATUS_UNKNOWN);
    BOOST_TEST(lost.server.count("common_operate") == 1u);

    JdyBench others([](const RawRequest& request)
                    { return request.method == "GET" ? detail("Z") : saved("6", "PYD6"); });
    BOOST_TEST(undo(others).code == STATUS_UNKNOWN);

    JdyBench unread([](const RawRequest&) { return RawAnswer::page("text/html", "<html>", 502); });
    BOOST_TEST(undo(unread).code == STATUS_UNAVAILABLE);
    BOOST_TEST(unread.server.count("common_operate") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
