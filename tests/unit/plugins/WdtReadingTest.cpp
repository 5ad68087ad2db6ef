// Which windows and which look-ups a reading is made of, over a vendor in memory.
#include "WdtReading.h"

#include "TestHost.h"

#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace duijie;
using namespace duijie::wdt;
using duijie::testkit::TestContext;
using duijie::testkit::TestRecords;

namespace
{

const sdk::Services NoServices;

int64_t at(const std::string& text)
{
    return sdk::parseDateTime(text).value();
}

/// A vendor that holds one document for each time in `times` (id: its place) and filters by closed window.
struct Vendor
{
    std::vector<int64_t> times;
    int64_t pageSize = 10;
    std::vector<std::string> windows; ///< "start/end" of every page 0 that was asked for
    int calls = 0;
    std::vector<Params> asked;

    Status fetch(const Params& business, WdtPage& page)
    {
        ++calls;
        asked.push_back(business);
        const std::string& start = business.at("start_time");
        const std::string& end = business.at("end_time");
        const int64_t number = std::stoll(business.at("page_no"));
        if (number == 0)
        {
            windows.push_back(start.substr(11) + "/" + end.substr(11));
        }
        std::vector<std::size_t> inside;
        for (std::size_t i = 0; i < times.size(); ++i)
        {
            if (times[i] >= at(start) && times[i] <= at(end))
            {
                inside.push_back(i);
            }
        }
        sdk::HttpReply reply;
        reply.outcome = sdk::HttpOutcome::Answered;
        reply.status = 200;
        reply.body = R"({"response":{"errorcode":0,"total_count":)" + std::to_string(inside.size()) +
                     R"(,"stockin_list":[)";
        const auto first = static_cast<std::size_t>(number * pageSize);
        for (std::size_t i = first; i < std::min(inside.size(), first + static_cast<std::size_t>(pageSize));
             ++i)
        {
            reply.body +=
                (i == first ? "" : ",") + std::string(R"({"stockin_id":)") + std::to_string(inside[i]) + "}";
        }
        reply.body += "]}}";
        readReply(reply, interfaceOf("wdt.stockin.order.query"), page);
        return {STATUS_OK, 0};
    }
};

WdtQuery queryOf(const std::string& start, const std::string& end, int64_t pageSize)
{
    WdtQuery query;
    query.shape = interfaceOf("wdt.stockin.order.query");
    query.pageSize = pageSize;
    query.business = {{"start_time", start}, {"end_time", end}, {"status", "80"}};
    return query;
}

Status readFrom(Vendor& vendor, const WdtQuery& query, int64_t rowsPerWindow, TestRecords& records)
{
    TestContext context;
    return WdtReading(context, NoServices, query, rowsPerWindow, records,
                      [&vendor](const Params& business, WdtPage& page)
                      { return vendor.fetch(business, page); })
        .run();
}

/// One document every second of [start, start + count seconds).
std::vector<int64_t> everySecond(const std::string& start, int count)
{
    std::vector<int64_t> times;
    for (int i = 0; i < count; ++i)
    {
        times.push_back(at(start) + i * 1000);
    }
    return times;
}

std::size_t different(const TestRecords& records)
{
    std::set<std::string> keys;
    for (const auto& record : records.records)
    {
        keys.insert(record.key);
    }
    return keys.size();
}

using Windows = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(WdtReadings)

BOOST_AUTO_TEST_CASE(WindowsAreDividedByWhatTheyCount)
{
    struct Case
    {
        const char* name;
        int documents; ///< one a second from 00:00:00
        const char* end;
        int64_t rowsPerWindow;
        Windows windows; ///< every first page asked for, without the second reading of page 0
    };
    const Case cases[] = {
        {"few enough", 8, "00:00:15", 8, {"00:00:00/00:00:15"}},
        {"nothing there", 0, "00:00:15", 8, {"00:00:00/00:00:15"}},
        {"never", 16, "00:00:15", 0, {"00:00:00/00:00:15"}},
        {"two halves", 10, "00:00:09", 8, {"00:00:00/00:00:09", "00:00:00/00:00:04", "00:00:05/00:00:09"}},
        {"four parts, the halves are not counted",
         16,
         "00:00:15",
         4,
         {"00:00:00/00:00:15", "00:00:00/00:00:03", "00:00:04/00:00:07", "00:00:08/00:00:11",
          "00:00:12/00:00:15"}},
        {"crowded at one end: counted and divided again",
         16,
         "00:01:03",
         8,
         {"00:00:00/00:01:03", "00:00:00/00:00:31", "00:00:00/00:00:15", "00:00:00/00:00:07",
          "00:00:08/00:00:15", "00:00:16/00:00:31", "00:00:32/00:01:03"}},
        {"a second is not divided", 2, "00:00:01", 1, {"00:00:00/00:00:01"}},
        {"two seconds are",
         3,
         "00:00:02",
         2,
         {"00:00:00/00:00:02", "00:00:00/00:00:01", "00:00:02/00:00:02"}},
    };
    BOOST_TEST_MESSAGE(std::size(cases) << " divided windows");
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.name)
        {
            Vendor vendor;
            vendor.pageSize = 100; // one page holds any part: page 0 is asked for once
            vendor.times = everySecond("2024-01-01 00:00:00", c.documents);
            TestRecords records;
            const WdtQuery query = queryOf("2024-01-01 00:00:00", "2024-01-01 " + std::string(c.end), 100);
            BOOST_TEST(readFrom(vendor, query, c.rowsPerWindow, records).code == STATUS_OK);
            BOOST_TEST(vendor.windows == c.windows, boost::test_tools::per_element());
            BOOST_TEST(different(records) == static_cast<std::size_t>(c.documents));
            BOOST_TEST(records.records.size() == static_cast<std::size_t>(c.documents));
        }
    }
}

BOOST_AUTO_TEST_CASE(NothingFallsBetweenTheParts)
{
    for (int length = 1; length <= 90; ++length)
    {
        for (const int64_t most : {1, 3, 7})
        {
            Vendor vendor;
            vendor.times = everySecond("2024-02-28 23:59:30", length);
            TestRecords records;
            const std::string end = sdk::formatDateTime(vendor.times.back());
            BOOST_REQUIRE(readFrom(vendor, queryOf("2024-02-28 23:59:30", end, 10), most, records).code ==
                          STATUS_OK);
            BOOST_REQUIRE(different(records) == static_cast<std::size_t>(length));
        }
    }
}

BOOST_AUTO_TEST_CASE(ManyInOneSecondAreReadAnyway)
{
    Vendor vendor;
    vendor.times.assign(75, at("2024-01-01 00:00:30"));
    TestRecords records;
    BOOST_TEST(
        readFrom(vendor, queryOf("2024-01-01 00:00:00", "2024-01-01 00:01:00", 10), 20, records).code ==
        STATUS_OK);
    BOOST_TEST(different(records) == 75u);
}

BOOST_AUTO_TEST_CASE(EveryPartHasItsOwnPages)
{
    Vendor vendor;
    vendor.times = everySecond("2024-01-01 00:00:00", 60);
    TestRecords records;
    BOOST_TEST(
        readFrom(vendor, queryOf("2024-01-01 00:00:00", "2024-01-01 00:00:59", 10), 30, records).code ==
        STATUS_OK);
    BOOST_TEST(different(records) == 60u);
    // One count that was too many; each half its count, then pages 2, 1, 0.
    BOOST_TEST(vendor.calls == 1 + 4 + 4);
    BOOST_TEST(std::count(records.pages.begin(), records.pages.end(), 30) == 6);
    for (const Params& asked : vendor.asked)
    {
        BOOST_TEST(asked.at("status") == "80");
        BOOST_TEST(asked.at("page_size") == "10");
    }
}

BOOST_AUTO_TEST_CASE(LimitOfThePlanCutsFirst)
{
    Vendor vendor;
    WdtQuery query = queryOf("2024-01-01 00:00:00", "2024-01-01 00:05:00", 10);
    query.shape.longestWindowMs = 120'000;
    TestRecords records;
    BOOST_TEST(readFrom(vendor, query, 5000, records).code == STATUS_OK);
    BOOST_TEST(vendor.windows == (Windows{"00:00:00/00:02:00", "00:02:01/00:04:01", "00:04:02/00:05:00"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(NoLimitMeansOneWindow)
{
    Vendor vendor;
    WdtQuery query = queryOf("2023-01-01 00:00:00", "2024-01-01 00:05:00", 10);
    query.shape.longestWindowMs = 0;
    TestRecords records;
    BOOST_TEST(readFrom(vendor, query, 5000, records).code == STATUS_OK);
    BOOST_TEST(vendor.calls == 1);
}

BOOST_AUTO_TEST_CASE(TimesThatCannotBeReadAreSentAsTheyAre)
{
    struct Case
    {
        const char* start;
        const char* end;
    };
    const Case cases[] = {
        {"2024-01-01", "2024-01-02"},
        {"", ""},
        {"1704067200", "1704070800"},
        {"0000-00-00 00:00:00", "2024-01-02 00:00:00"},
        {"2024-01-02 00:00:00", "2024-01-01 00:00:00"}, // backwards: the vendor may say what it thinks of it
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.start << " to " << c.end)
        {
            TestContext context;
            TestRecords records;
            std::vector<Params> asked;
            const auto fetch = [&asked](const Params& business, WdtPage& page)
            {
                asked.push_back(business);
                page.total = 0;
                return Status{STATUS_OK, 0};
            };
            const WdtQuery query = queryOf(c.start, c.end, 10);
            WdtReading reading(context, NoServices, query, 1, records, fetch);
            BOOST_TEST(reading.run().code == STATUS_OK);
            BOOST_REQUIRE(asked.size() == 1u);
            BOOST_TEST(asked[0].at("start_time") == c.start);
            BOOST_TEST(asked[0].at("end_time") == c.end);
        }
    }
}

BOOST_AUTO_TEST_CASE(FailureEndsTheReading)
{
    TestContext context;
    TestRecords records;
    int calls = 0;
    const auto fetch = [&calls](const Params&, WdtPage& page)
    {
        page.total = 100;
        return Status{++calls < 2 ? STATUS_OK : STATUS_UNAUTHORIZED, 0};
    };
    const WdtQuery query = queryOf("2024-01-01 00:00:00", "2024-01-01 01:00:00", 10);
    WdtReading reading(context, NoServices, query, 50, records, fetch);
    BOOST_TEST(reading.run().code == STATUS_UNAUTHORIZED);
    BOOST_TEST(calls == 2);
}

BOOST_AUTO_TEST_CASE(PagesCountFromTheBase)
{
    TestContext context;
    TestRecords records;
    std::vector<std::string> pages;
    WdtQuery query = queryOf("2024-01-01 00:00:00", "2024-01-01 01:00:00", 10);
    query.shape.pageBase = 1;
    query.pageParam = "p";
    const auto fetch = [&pages](const Params& business, WdtPage& page)
    {
        pages.push_back(business.at("p"));
        page.total = pages.back() == "1" ? 25 : -1;
        return Status{STATUS_OK, 0};
    };
    WdtReading(context, NoServices, query, 0, records, fetch).run();
    BOOST_REQUIRE(pages.size() >= 4u);
    pages.resize(4);
    BOOST_TEST(pages == (std::vector<std::string>{"1", "3", "2", "1"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
