// Walks in the orders and with the counts that a plan may ask for, and what a row may look like.
#include "WdtWalk.h"

#include "TestHost.h"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace duijie;
using namespace duijie::wdt;
using duijie::testkit::TestContext;
using duijie::testkit::TestHost;
using duijie::testkit::TestRecords;

namespace
{

using Pages = std::vector<int64_t>;

/// Rows 1..count in pages of ten; `total` says what a page tells, "" for nothing.
struct Vendor
{
    int count = 0;
    std::function<std::string(int64_t page, int call)> total;
    Pages asked;

    Status fetch(int64_t number, const WdtInterface& shape, WdtPage& page)
    {
        asked.push_back(number);
        const std::string told = total(number, static_cast<int>(asked.size()));
        std::string list;
        for (int64_t row = number * 10 + 1; row <= count && row <= number * 10 + 10; ++row)
        {
            list += (list.empty() ? "" : ",") + std::string(R"({"id":)") + std::to_string(row) + "}";
        }
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::Answered;
        reply.status = 200;
        reply.body = R"({"response":{"errorcode":0,)" + (told.empty() ? "" : "\"n\":" + told + ",") +
                     R"("rows":[)" + list + "]}}";
        readReply(reply, shape, page);
        return {STATUS_OK, 0};
    }
};

WalkPlan planOf(PageOrder order, bool firstOnly)
{
    WalkPlan plan;
    plan.shape = {.api = "wdt.test.query",
                  .listKey = "rows",
                  .detailKey = "details_list",
                  .id = "id",
                  .number = "no",
                  .totalKey = "n",
                  .order = order,
                  .totalOnFirstPageOnly = firstOnly};
    plan.pageSize = 10;
    return plan;
}

/// Gives a walk one page with these rows.
Status walkRows(const std::string& rows, const std::string& total, TestHost& host, TestRecords& records)
{
    TestContext context;
    const sdk::Services services(host);
    const WalkPlan plan = planOf(PageOrder::Reverse, true);
    const auto fetch = [&](int64_t, WdtPage& page)
    {
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::Answered;
        reply.status = 200;
        reply.body = R"({"response":{"n":)" + total + R"(,"rows":[)" + rows + "]}}";
        readReply(reply, plan.shape, page);
        return Status{STATUS_OK, 0};
    };
    return WdtWalk(context, services, plan, records, fetch).run();
}

} // namespace

BOOST_AUTO_TEST_SUITE(WdtOrders)

BOOST_AUTO_TEST_CASE(PagesInTheOrderOfThePlan)
{
    const auto first = [](int64_t page, int) { return page == 0 ? std::string("25") : std::string(); };
    const auto every = [](int64_t, int) { return std::string("25"); };
    const auto junkLater = [](int64_t page, int) { return std::string(page == 0 ? "25" : "0"); };
    const auto moved = [](int64_t, int call) { return std::string(call == 2 ? "24" : "25"); };
    struct Case
    {
        const char* name;
        PageOrder order;
        bool firstOnly;
        std::function<std::string(int64_t, int)> total;
        Pages asked;
    };
    const Case cases[] = {
        {"reverse", PageOrder::Reverse, true, first, {0, 2, 1, 0}},
        {"reverse, later counts are no counts", PageOrder::Reverse, true, junkLater, {0, 2, 1, 0}},
        {"reverse, every page counts", PageOrder::Reverse, false, every, {0, 2, 1, 0}},
        {"reverse, a page that does not say", PageOrder::Reverse, false, first, {0, 2, 1, 0}},
        {"reverse, a page disagrees", PageOrder::Reverse, false, moved, {0, 2, 0, 2, 1, 0}},
        {"forward asks for the count again", PageOrder::Forward, true, first, {0, 1, 2, 0}},
        {"forward, later counts are no counts", PageOrder::Forward, true, junkLater, {0, 1, 2, 0}},
        {"forward, the last page counts", PageOrder::Forward, false, every, {0, 1, 2}},
        {"forward, a page disagrees", PageOrder::Forward, false, moved, {0, 1, 0, 1, 2}},
    };
    BOOST_TEST_MESSAGE(std::size(cases) << " orders");
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.name)
        {
            Vendor vendor{25, c.total, {}};
            TestContext context;
            TestRecords records;
            const sdk::Services none;
            const WalkPlan plan = planOf(c.order, c.firstOnly);
            WdtWalk walk(context, none, plan, records,
                         [&](int64_t number, WdtPage& page)
                         { return vendor.fetch(number, plan.shape, page); });
            BOOST_TEST(walk.run().code == STATUS_OK);
            BOOST_TEST(vendor.asked == c.asked, boost::test_tools::per_element());
            std::set<std::string> keys;
            for (const auto& record : records.records)
            {
                keys.insert(record.key);
            }
            BOOST_TEST(keys.size() == 25u);
        }
    }
}

BOOST_AUTO_TEST_CASE(CountThatNeverAgreesIsGivenUp)
{
    for (const PageOrder order : {PageOrder::Reverse, PageOrder::Forward})
    {
        Vendor vendor{25, [](int64_t page, int) { return std::string(page == 0 ? "25" : "26"); }, {}};
        TestContext context;
        TestRecords records;
        const sdk::Services none;
        const WalkPlan plan = planOf(order, false);
        WdtWalk walk(context, none, plan, records,
                     [&](int64_t number, WdtPage& page) { return vendor.fetch(number, plan.shape, page); });
        BOOST_TEST(walk.run().code == STATUS_UNAVAILABLE);
        BOOST_TEST(vendor.asked.size() == 10u); // five readings, each stopped at its second page
        BOOST_TEST(context.message().find("counted 25 rows first and 26 later") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(DetailThatIsNoListIsTold)
{
    struct Case
    {
        const char* row;
        const char* says; ///< empty: nothing to tell
    };
    const Case cases[] = {
        {R"({"id":1,"no":"N1","details_list":[]})", ""},
        {R"({"id":1,"no":"N1","details_list":null})", ""},
        {R"({"id":1,"no":"N1"})", ""},
        {R"({"id":1,"no":"N1","details_list":""})", "document N1: details_list is of type string"},
        {R"({"id":1,"no":"N1","details_list":{"a":1}})", "document N1: details_list is of type object"},
        {R"({"id":1,"details_list":7})", "document 1: details_list is of type number"},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.row)
        {
            TestHost host;
            TestRecords records;
            BOOST_TEST(walkRows(c.row, "1", host, records).code == STATUS_OK);
            BOOST_REQUIRE(records.records.size() == 1u);
            BOOST_TEST(records.records[0].payload == c.row); // handed over whatever it is
            const auto lines = host.logLines();
            BOOST_REQUIRE(lines.size() == (*c.says == '\0' ? 0u : 1u));
            BOOST_TEST((lines.empty() || lines[0].find(c.says) != std::string::npos));
        }
    }
}

BOOST_AUTO_TEST_CASE(TypesAreTakenAsTheyCome)
{
    struct Case
    {
        const char* row;
        const char* key;
        int64_t eventTimeMs;
    };
    const Case cases[] = {
        {R"({"id":10001,"modified":"2024-01-01 10:00:05"})", "10001", 1704074405000},
        {R"({"id":"10001","modified":"0000-00-00 00:00:00"})", "10001", 0},
        {R"({"id":"10001","modified":"0000-00-00"})", "10001", 0},
        {R"({"id":"10001","modified":null})", "10001", 0},
        {R"({"id":"10001","modified":""})", "10001", 0},
        {R"({"id":"10001","modified":1675146126000})", "10001", 0},
        {R"({"id":"10001","modified":"2024-02-30 10:00:05"})", "10001", 0},
        {R"({"id":"10001","modified":{"x":1}})", "10001", 0},
        {R"({"id":12345678901234567890123})", "12345678901234567890123", 0},
        {R"({"id":1,"goods_count":3.0000,"cost_price":"12.5000","tax":1E-2})", "1", 0},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.row)
        {
            TestHost host;
            TestRecords records;
            BOOST_TEST(walkRows(c.row, "\"1\"", host, records).code == STATUS_OK);
            BOOST_REQUIRE(records.records.size() == 1u);
            BOOST_TEST(records.records[0].key == c.key);
            BOOST_TEST(records.records[0].eventTimeMs == c.eventTimeMs);
            BOOST_TEST(records.records[0].payload == c.row); // amounts keep every digit
        }
    }
}

BOOST_AUTO_TEST_CASE(TotalsAreTakenAsTheyCome)
{
    for (const char* total : {"1", "\"1\"", "\"\"", "-1", "null", "\"-1\""})
    {
        BOOST_TEST_CONTEXT(total)
        {
            TestHost host;
            TestRecords records;
            BOOST_TEST(walkRows(R"({"id":1})", total, host, records).code == STATUS_OK);
            BOOST_TEST(records.records.size() == 1u);
        }
    }
}

BOOST_AUTO_TEST_CASE(ControlCharactersInRowsAreBlanks)
{
    TestHost host;
    TestRecords records;
    BOOST_TEST(walkRows("{\"id\":1,\"remark\":\"a\x01\tb\"}", "1", host, records).code == STATUS_OK);
    BOOST_REQUIRE(records.records.size() == 1u);
    BOOST_TEST(records.records[0].payload == R"({"id":1,"remark":"a  b"})");
}

BOOST_AUTO_TEST_SUITE_END()
