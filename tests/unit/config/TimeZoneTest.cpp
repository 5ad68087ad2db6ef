// Wall-clock times in the zone of a flow, with the hours that summer time skips and repeats.
#include "config/TimeZone.h"

#include <boost/test/unit_test.hpp>

#include <random>

namespace duijie::config::test
{

namespace
{

constexpr int64_t Hour = 3'600'000;

int64_t ms(const char* zone, const char* text)
{
    const auto value = TimeZone(zone).parse(text);
    BOOST_TEST_REQUIRE(value.has_value(), zone << " " << text);
    return *value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(zones)

BOOST_AUTO_TEST_CASE(namesOfTheTimeZoneData)
{
    for (const char* name : {"Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"})
    {
        BOOST_TEST(TimeZone::exists(name));
    }
    for (const char* name : {"", "Shanghai", "Mars/Olympus", "UTC+8", "../etc/passwd", "asia/shanghai x"})
    {
        BOOST_TEST(!TimeZone::exists(name));
    }
}

BOOST_AUTO_TEST_CASE(instants)
{
    BOOST_TEST(ms("UTC", "1970-01-01 00:00:00") == 0);
    BOOST_TEST(ms("Asia/Shanghai", "2024-06-01 08:00:00") == ms("UTC", "2024-06-01 00:00:00"));
    BOOST_TEST(ms("Europe/Berlin", "2024-06-01 02:00:00") == ms("UTC", "2024-06-01 00:00:00"));
    BOOST_TEST(ms("Europe/Berlin", "2024-01-01 01:00:00") == ms("UTC", "2024-01-01 00:00:00"));
    BOOST_TEST(ms("Asia/Kathmandu", "2024-06-01 05:45:00") == ms("UTC", "2024-06-01 00:00:00"));
    BOOST_TEST(ms("UTC", "2024-02-29 23:59:59") == ms("UTC", "2024-03-01 00:00:00") - 1000);
    // China had summer time from 1986 to 1991.
    BOOST_TEST(ms("Asia/Shanghai", "1990-07-01 09:00:00") == ms("UTC", "1990-07-01 00:00:00"));
}

BOOST_AUTO_TEST_CASE(theHourThatSummerTimeRepeatsIsTheEarlierOne)
{
    // 2024-10-27 in Berlin: 03:00 becomes 02:00 at 01:00 UTC.
    BOOST_TEST(ms("Europe/Berlin", "2024-10-27 02:30:00") == ms("UTC", "2024-10-27 00:30:00"));
    BOOST_TEST(ms("Europe/Berlin", "2024-10-27 03:00:00") == ms("UTC", "2024-10-27 02:00:00"));
}

BOOST_AUTO_TEST_CASE(theHourThatSummerTimeSkipsIsItsBorder)
{
    // 2024-03-31 in Berlin: 02:00 becomes 03:00 at 01:00 UTC.
    BOOST_TEST(ms("Europe/Berlin", "2024-03-31 02:30:00") == ms("UTC", "2024-03-31 01:00:00"));
    BOOST_TEST(ms("Europe/Berlin", "2024-03-31 01:59:59") == ms("UTC", "2024-03-31 00:59:59"));
    BOOST_TEST(ms("Europe/Berlin", "2024-03-31 03:00:00") == ms("UTC", "2024-03-31 01:00:00"));
}

BOOST_AUTO_TEST_CASE(whatIsNoTime)
{
    const TimeZone zone("Asia/Shanghai");
    for (const char* text : {"", "2024-06-01", "2024-06-01T00:00:00", "2024-06-01 00:00",
                             "2024-06-01 24:00:00", "2024-06-31 00:00:00", "2023-02-29 00:00:00",
                             "0000-00-00 00:00:00", "2024-6-1 0:0:0", "2024-06-01 00:00:00 ", "x"})
    {
        BOOST_TEST(!zone.parse(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(formattingIsTheReverse)
{
    std::mt19937_64 random(5);
    for (const char* name : {"Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"})
    {
        const TimeZone zone(name);
        for (int i = 0; i < 2000; ++i)
        {
            const int64_t instant = static_cast<int64_t>(random() % 2'000'000'000) * 1000;
            const int64_t back = *zone.parse(zone.format(instant));
            // An hour that summer time repeats comes back as its first one.
            BOOST_TEST_REQUIRE((back == instant || back == instant - Hour));
            BOOST_TEST_REQUIRE(zone.format(back) == zone.format(instant));
        }
    }
    BOOST_TEST(TimeZone("Asia/Shanghai").format(1717228800000) == "2024-06-01 16:00:00");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
