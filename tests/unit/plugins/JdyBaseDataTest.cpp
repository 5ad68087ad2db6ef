#include "JdyBench.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestRecords;

namespace
{

constexpr const char* Plan =
    R"({"api":"/jdy/v2/bd/material","method":"GET","id":"id","number":"number","page_size":20,)"
    R"("page_param":"page","size_param":"page_size","params":{"modify_start_time":)"
    R"("1704067200000","modify_end_time":"1704153600000","empty":""}})";

Status poll(JdyBench& bench, TestRecords& records, const char* plan = Plan, const char* number = "")
{
    PollRequest request{};
    request.size = sizeof(request);
    request.plan = sdk::toView(plan);
    request.number = sdk::toView(number);
    return bench.target->poll(bench.context, request, records);
}

RawAnswer rows(int first, int last, const std::string& count)
{
    std::string text;
    for (int i = first; i < last; ++i)
    {
        const std::string n = std::to_string(i);
        text += (text.empty() ? "" : ",") + std::string(R"({"id":"10)") + n + R"(","number":"SKU)" + n +
                R"(","base_unit_id":"1","modify_time":"2024-01-01 10:00:05"})";
    }
    return RawAnswer::json(R"({"errcode":0,"data":{"rows":[)" + text + R"(],"count":)" + count + "}}");
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyBaseDatas)

BOOST_AUTO_TEST_CASE(ReadsAllPages)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            const int page = std::stoi(request.query.at("page"));
            return rows((page - 1) * 100, std::min(page * 100, 230), "\"230\"");
        });
    TestRecords records;
    BOOST_TEST(poll(bench, records).code == STATUS_OK);
    BOOST_REQUIRE(records.records.size() == 230u);
    BOOST_TEST(records.pages == (std::vector<int64_t>{230, 230, 230}), boost::test_tools::per_element());
    BOOST_TEST(records.records[0].key == "100");
    BOOST_TEST(records.records[0].number == "SKU0");
    BOOST_TEST(records.records[0].eventTimeMs == 1704074405000);
    BOOST_TEST(records.records[0].payload ==
               R"({"id":"100","number":"SKU0","base_unit_id":"1","modify_time":"2024-01-01 10:00:05"})");
    const RawRequest request = bench.server.requests().back();
    BOOST_TEST(request.query.at("page_size") ==
               "100"); // never more, never less: larger sizes lose rows silently
    BOOST_TEST(request.query.at("modify_start_time") == "1704067200000");
    BOOST_TEST(!request.query.contains("empty"));
    BOOST_TEST(bench.target->longestWindowMs(sdk::toView("/jdy/v2/bd/material")) == 0);
}

BOOST_AUTO_TEST_CASE(CountThatDoesNotAddUp)
{
    std::atomic<int> calls = 0;
    JdyBench healing([&calls](const RawRequest&)
                     { return ++calls <= 2 ? rows(0, calls == 1 ? 5 : 0, "6") : rows(0, 6, "6"); });
    TestRecords records;
    BOOST_TEST(poll(healing, records).code == STATUS_OK);
    BOOST_TEST(records.records.size() == 11u);

    JdyBench never([](const RawRequest& request)
                   { return rows(0, request.query.at("page") == "1" ? 5 : 0, "6"); });
    TestRecords others;
    BOOST_TEST(poll(never, others).code == STATUS_UNAVAILABLE);
    BOOST_TEST(never.server.count("material") == 6u);
    BOOST_TEST(never.context.message().find("counts 6 rows, its pages hold 5") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(OneByNumber)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            return request.query.at("number") == "SKU1"
                       ? RawAnswer::json(R"({"errcode":0,"data":{"id":"7","number":"SKU1","units":[]}})")
                       : RawAnswer::json(R"({"errcode":1030002003,"description":"参数number[x]不存在"})");
        });
    TestRecords records;
    BOOST_TEST(poll(bench, records, Plan, "SKU1").code == STATUS_OK);
    BOOST_REQUIRE(records.records.size() == 1u);
    BOOST_TEST(records.records[0].payload == R"({"id":"7","number":"SKU1","units":[]})");
    BOOST_TEST(bench.server.requests().back().path == "/jdy/v2/bd/material_detail");
    BOOST_TEST(poll(bench, records, Plan, "SKU9").code == STATUS_NOT_FOUND);
    BOOST_TEST(bench.context.message().find("SKU9") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(AnyListIsASource)
{
    for (const std::string api : {"/jdy/v2/bd/store", "/jdy/v2/bd/measure_unit", "/jdy/v2/bd/department",
                                  "/jdy/v2/scm/inv_check_gail_bill", "/jdy/v2/scm/inventory"})
    {
        JdyBench bench([](const RawRequest&) { return rows(0, 2, "2"); }); // bills count in a number
        TestRecords records;
        const std::string plan = R"({"api":")" + api + R"(","id":"number","number":"id"})";
        BOOST_TEST(poll(bench, records, plan.c_str()).code == STATUS_OK);
        BOOST_REQUIRE(records.records.size() == 2u);
        BOOST_TEST(records.records[0].key == "SKU0");
        BOOST_TEST(records.records[0].number == "100");
        BOOST_TEST(bench.server.requests().back().path == api);
    }
}

BOOST_AUTO_TEST_CASE(ConnectorOptionsOfAList)
{
    JdyBench bench(
        [](const RawRequest& request)
        {
            if (request.path == "/jdy/v2/bd/space_detail")
            {
                return RawAnswer::json(R"({"errcode":0,"data":{"id":"7","number":"S1","unit_id":"3"}})");
            }
            return RawAnswer::json(R"({"errcode":0,"data":{"count":"3","rows":[{"id":"7","unit_id":"3"},)"
                                   R"({"id":"7","unit_id":"8"},{"id":"9"}]}})");
        });
    const char* plan = R"({"api":"/jdy/v2/bd/spaces","connector":{"detail":"/jdy/v2/bd/space_detail",)"
                       R"("page_size":500,"key":["id","unit_id"]}})";
    TestRecords records;
    BOOST_TEST(poll(bench, records, plan).code == STATUS_OK);
    BOOST_REQUIRE(records.records.size() == 3u);
    BOOST_TEST(records.records[0].key == "7|3"); // two rows of one material stay two
    BOOST_TEST(records.records[1].key == "7|8");
    BOOST_TEST(records.records[2].key.starts_with("no-id:"));
    BOOST_TEST(bench.server.requests().back().query.at("page_size") == "500");
    BOOST_TEST(poll(bench, records, plan, "S1").code == STATUS_OK);
    BOOST_TEST(bench.server.requests().back().path == "/jdy/v2/bd/space_detail");
}

BOOST_AUTO_TEST_CASE(ConnectorOptionsThatCannotWork)
{
    const std::pair<const char*, const char*> options[] = {
        {R"({"detial":"/jdy/v2/x"})", "did you mean detail"},
        {R"({"detail":"/x"})", "connector.detail"},
        {R"({"detail":7})", "connector.detail: found number 7"},
        {R"({"page_size":0})", "connector.page_size"},
        {R"({"page_size":1001})", "connector.page_size"},
        {R"({"page_size":"ten"})", "connector.page_size"},
        {R"({"key":"id"})", "connector.key"},
        {R"({"key":[]})", "connector.key"},
        {R"({"key":["id",7]})", "connector.key"},
    };
    for (const auto& [option, word] : options)
    {
        JdyBench bench(nullptr);
        TestRecords records;
        const std::string plan = std::string(R"({"api":"/jdy/v2/bd/store","connector":)") + option + "}";
        BOOST_TEST(poll(bench, records, plan.c_str()).code == STATUS_MISCONFIGURED);
        BOOST_TEST(bench.context.message().find(word) != std::string::npos, bench.context.message());
        BOOST_TEST(bench.server.requests().empty());
    }
}

BOOST_AUTO_TEST_CASE(RowsWithoutIdAreKept)
{
    JdyBench bench(
        [](const RawRequest&)
        { return RawAnswer::json(R"({"errcode":0,"data":{"rows":[{"number":"A"},3],"count":"2"}})"); });
    TestRecords records;
    BOOST_TEST(poll(bench, records).code == STATUS_OK);
    BOOST_REQUIRE(records.records.size() == 2u);
    BOOST_TEST(records.records[1].key.substr(0, 6) == "no-id:");
}

BOOST_AUTO_TEST_CASE(PlansThatCannotWork)
{
    JdyBench bench(nullptr);
    TestRecords records;
    for (const char* plan : {"", "{}", R"({"api":"http://elsewhere/"})", R"({"api":"/other"})"})
    {
        BOOST_TEST(poll(bench, records, plan).code == STATUS_MISCONFIGURED);
    }
    BOOST_TEST(bench.server.requests().empty());
}

BOOST_AUTO_TEST_CASE(HostMayStop)
{
    JdyBench bench([](const RawRequest&) { return rows(0, 100, "300"); });
    TestRecords records;
    records.stopAfter = 3;
    BOOST_TEST(poll(bench, records).code == STATUS_CANCELLED);
    BOOST_TEST(records.records.size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
