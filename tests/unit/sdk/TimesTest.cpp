#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::sdk;

BOOST_AUTO_TEST_SUITE(times)

BOOST_AUTO_TEST_CASE(reads_vendor_times)
{
    BOOST_TEST(parseDateTime("1970-01-01 08:00:00").value() == 0);
    BOOST_TEST(parseDateTime("1970-01-01 00:00:00", 0).value() == 0);
    BOOST_TEST(parseDateTime("2024-02-29 23:59:59").value() == 1709222399000);
    BOOST_TEST(parseDateTime("1969-12-31 23:59:59", 0).value() == -1000);
    BOOST_TEST(parseDateTime("2000-03-01 00:00:00", 0).value() == 951868800000);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_time)
{
    for (const char* text : {"0000-00-00 00:00:00",
                             "2023-02-29 00:00:00",
                             "1900-02-29 00:00:00",
                             "2024-13-01 00:00:00",
                             "2024-00-10 00:00:00",
                             "2024-04-31 00:00:00",
                             "2024-04-30 24:00:00",
                             "2024-04-30 00:60:00",
                             "2024-04-30 00:00:60",
                             "2024-04-30T00:00:00",
                             "2024-4-30 00:00:00",
                             "2024-04-30 00:00",
                             "2024-04-30",
                             "2024-04-30 00:00:00 ",
                             " 2024-04-30 00:00:00",
                             "2024-04-30 00:00:00.5",
                             "2024/04/30 00:00:00",
                             "+024-04-30 00:00:00",
                             "2024-04-30 -1:00:00",
                             "",
                             "garbage"})
    {
        BOOST_TEST(!parseDateTime(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(writes_what_it_reads)
{
    for (int64_t ms = -62135596800000; ms < 253402300800000; ms += 98765432000)
    {
        const std::string text = formatDateTime(ms);
        if (text.size() == 19 && text.front() != '-')
        {
            BOOST_REQUIRE_MESSAGE(parseDateTime(text) == ms, text);
        }
    }
    BOOST_TEST(formatDateTime(0) == "1970-01-01 08:00:00");
    BOOST_TEST(formatDateTime(1709222399999) == "2024-02-29 23:59:59");
    BOOST_TEST(formatDateTime(-1, 0) == "1969-12-31 23:59:59");
    BOOST_TEST(formatDate(1709222399000) == "2024-02-29");
    BOOST_TEST(formatDate(1709222400000) == "2024-03-01");
}

BOOST_AUTO_TEST_CASE(knows_dates)
{
    BOOST_TEST(beginsWithDate("2024-02-29"));
    BOOST_TEST(beginsWithDate("2024-02-29 any"));
    BOOST_TEST(beginsWithDate("2024-02-29T08:00"));
    BOOST_TEST(!beginsWithDate("2024-02-29x"));
    BOOST_TEST(!beginsWithDate("2023-02-29"));
    BOOST_TEST(!beginsWithDate("2024-02-2"));
}

BOOST_AUTO_TEST_CASE(reads_http_dates)
{
    BOOST_TEST(parseHttpDate("Tue, 15 Nov 1994 08:12:31 GMT").value() == 784887151000);
    for (const char* text :
         {"Tue, 15 Nov 1994 08:12:31 CST", "Tue, 15 nov 1994 08:12:31 GMT", "Tue, 31 Feb 1994 08:12:31 GMT",
          "Xxx, 15 Nov 1994 08:12:31 GMT", "1994-11-15", ""})
    {
        BOOST_TEST(!parseHttpDate(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
