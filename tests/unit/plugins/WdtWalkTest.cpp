#include "WdtWalk.h"

#include "TestHost.h"

#include <boost/test/unit_test.hpp>

#include <random>
#include <set>

using namespace duijie;
using namespace duijie::wdt;
using duijie::testkit::TestContext;
using duijie::testkit::TestRecords;

namespace
{

const sdk::Services NoServices;

WdtInterface shapeOf()
{
    return {.api = "wdt.test.query",
            .listKey = "stockin_list",
            .detailKey = "details_list",
            .id = "id",
            .number = "no"};
}

WalkPlan planOf(int64_t pageSize)
{
    WalkPlan plan;
    plan.shape = shapeOf();
    plan.pageSize = pageSize;
    return plan;
}

/// A window as the vendor pages it, in memory. `beforePage` may change it between calls.
struct Window
{
    explicit Window(std::vector<int> all) : rows(std::move(all)) {}

    std::vector<int> rows;
    int64_t size = 10;
    bool tellsTotal = true;
    int calls = 0;
    std::vector<int64_t> asked;
    std::function<void(Window&)> beforePage = [](Window&) {};

    Status fetch(int64_t number, WdtPage& page)
    {
        beforePage(*this);
        ++calls;
        asked.push_back(number);
        std::string body = R"({"response":{"errorcode":0)";
        if (number == 0 && tellsTotal)
        {
            body += ",\"total_count\":" + std::to_string(rows.size());
        }
        body += ",\"stockin_list\":[";
        for (int64_t i = number * size; i < (number + 1) * size && i < static_cast<int64_t>(rows.size()); ++i)
        {
            body += (body.back() == '[' ? "" : ",") + std::string("{\"id\":") +
                    std::to_string(rows[static_cast<std::size_t>(i)]) + "}";
        }
        body += "]}}";
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::Answered;
        reply.status = 200;
        reply.body = body;
        readReply(reply, shapeOf(), page);
        return {STATUS_OK, 0};
    }
};

Status walkBy(const WalkPlan& plan, Window& window, TestContext& context, TestRecords& records)
{
    WdtWalk walker(context, NoServices, plan, records,
                   [&](int64_t number, WdtPage& page) { return window.fetch(number, page); });
    return walker.run();
}

Status walk(Window& window, TestContext& context, TestRecords& records)
{
    return walkBy(planOf(window.size), window, context, records);
}

std::vector<int> numbers(int count)
{
    std::vector<int> rows;
    for (int i = 1; i <= count; ++i)
    {
        rows.push_back(i);
    }
    return rows;
}

std::set<std::string> keysOf(const TestRecords& records)
{
    std::set<std::string> keys;
    for (const auto& record : records.records)
    {
        keys.insert(record.key);
    }
    return keys;
}

} // namespace

BOOST_AUTO_TEST_SUITE(WdtWalks)

BOOST_AUTO_TEST_CASE(OneCallWhenOnePageHoldsAll)
{
    for (const int count : {0, 1, 10})
    {
        Window window{numbers(count)};
        TestContext context;
        TestRecords records;
        BOOST_TEST(walk(window, context, records).code == STATUS_OK);
        BOOST_TEST(window.calls == 1);
        BOOST_TEST(records.records.size() == static_cast<std::size_t>(count));
        BOOST_TEST(records.pages == std::vector<int64_t>{count}, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(LastPageFirst)
{
    Window window{numbers(25)};
    TestContext context;
    TestRecords records;
    BOOST_TEST(walk(window, context, records).code == STATUS_OK);
    BOOST_TEST(window.asked == (std::vector<int64_t>{0, 2, 1, 0}), boost::test_tools::per_element());
    BOOST_TEST(records.records.size() == 25u);
    BOOST_TEST(keysOf(records).size() == 25u);
}

BOOST_AUTO_TEST_CASE(RowsThatLeaveMakeItReadAgain)
{
    Window window{numbers(35)};
    window.beforePage = [](Window& w)
    {
        if (w.calls == 2)
        {
            w.rows.erase(w.rows.begin()); // modified meanwhile: everything moves one place forward
        }
    };
    TestContext context;
    TestRecords records;
    BOOST_TEST(walk(window, context, records).code == STATUS_OK);
    for (int i = 2; i <= 35; ++i)
    {
        BOOST_TEST(keysOf(records).contains(std::to_string(i)));
    }
    BOOST_TEST(window.calls == 10);
}

BOOST_AUTO_TEST_CASE(RestlessWindowIsGivenUp)
{
    Window window{numbers(500)};
    window.beforePage = [](Window& w) { w.rows.erase(w.rows.begin()); };
    TestContext context;
    TestRecords records;
    BOOST_TEST(walk(window, context, records).code == STATUS_UNAVAILABLE);
    BOOST_TEST(context.message().find("could not be read whole in 5 readings") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(NothingIsLostUnderChange)
{
    for (unsigned seed = 1; seed <= 500; ++seed)
    {
        std::mt19937 random(seed);
        Window window{numbers(95)};
        window.beforePage = [&random](Window& w)
        {
            if (random() % 12 == 0 && !w.rows.empty())
            {
                w.rows.erase(w.rows.begin() + static_cast<long>(random() % w.rows.size()));
            }
        };
        TestContext context;
        TestRecords records;
        const Status status = walk(window, context, records);
        const auto keys = keysOf(records);
        for (const int row : window.rows)
        {
            // Whatever stayed in the window to the end must have been handed over when the walk says so.
            BOOST_REQUIRE(status.code != STATUS_OK || keys.contains(std::to_string(row)));
        }
    }
}

BOOST_AUTO_TEST_CASE(WithoutTotalThereAndBack)
{
    Window window{numbers(25)};
    window.tellsTotal = false;
    TestContext context;
    TestRecords records;
    BOOST_TEST(walk(window, context, records).code == STATUS_OK);
    BOOST_TEST(window.asked == (std::vector<int64_t>{0, 1, 2, 1, 0}), boost::test_tools::per_element());
    BOOST_TEST(keysOf(records).size() == 25u);
    BOOST_TEST(records.pages.front() == -1);
}

BOOST_AUTO_TEST_CASE(VendorThatIgnoresThePageNumber)
{
    for (const bool tells : {true, false})
    {
        Window window{numbers(30)};
        window.tellsTotal = tells;
        TestContext context;
        TestRecords records;
        const WalkPlan plan = planOf(10);
        WdtWalk walker(context, NoServices, plan, records,
                       [&](int64_t, WdtPage& page) { return window.fetch(0, page); });
        BOOST_TEST(walker.run().code == STATUS_UNAVAILABLE);
        BOOST_TEST(window.calls < 30);
    }
}

BOOST_AUTO_TEST_CASE(RowsWithoutIdAreKept)
{
    TestContext context;
    TestRecords records;
    const WalkPlan plan = planOf(10);
    const auto fetch = [](int64_t, WdtPage& page)
    {
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::Answered;
        reply.status = 200;
        reply.body = R"({"response":{"total_count":4,"stockin_list":[7,{"no":"N1"},{"id":{},"no":"N2"},)"
                     R"({"id":"9","no":12,"modified":"2024-01-01 10:00:05"}]}})";
        readReply(reply, shapeOf(), page);
        return Status{STATUS_OK, 0};
    };
    WdtWalk walker(context, NoServices, plan, records, fetch);
    BOOST_TEST(walker.run().code == STATUS_OK);
    BOOST_REQUIRE(records.records.size() == 4u);
    for (int i = 0; i < 3; ++i)
    {
        const auto& record = records.records[static_cast<std::size_t>(i)];
        BOOST_TEST(record.key.substr(0, 6) == "no-id:");
        BOOST_TEST(record.key.size() == 22u);
        BOOST_TEST(record.number == "");
    }
    BOOST_TEST(records.records[0].payload == "7");
    BOOST_TEST(records.records[3].key == "9");
    BOOST_TEST(records.records[3].number == "12");
    BOOST_TEST(records.records[3].eventTimeMs == 1704074405000);
}

BOOST_AUTO_TEST_CASE(SinkAndHostMayStop)
{
    Window window{numbers(95)};
    TestContext context;
    TestRecords records;
    records.stopAfter = 3;
    BOOST_TEST(walk(window, context, records).code == STATUS_CANCELLED);
    BOOST_TEST(records.records.size() == 3u);

    TestRecords others;
    context.cancelAfter(2);
    BOOST_TEST(walk(window, context, others).code == STATUS_CANCELLED);
}

BOOST_AUTO_TEST_CASE(ImpossibleTotalEnds)
{
    TestContext context;
    TestRecords records;
    const WalkPlan plan = planOf(10);
    int calls = 0;
    const auto fetch = [&calls](int64_t, WdtPage& page)
    {
        ++calls;
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::Answered;
        reply.status = 200;
        reply.body = R"({"response":{"total_count":9000000000000000000,"stockin_list":[]}})";
        readReply(reply, shapeOf(), page);
        return Status{STATUS_OK, 0};
    };
    WdtWalk walker(context, NoServices, plan, records, fetch);
    BOOST_TEST(walker.run().code == STATUS_UNAVAILABLE);
    BOOST_TEST(calls == 5);
}

BOOST_AUTO_TEST_SUITE_END()
