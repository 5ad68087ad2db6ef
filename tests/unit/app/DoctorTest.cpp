// What the doctor's figures mean.
#include "app/Doctor.h"

#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

namespace duijie::app::test
{

namespace
{

const int64_t Noon = sdk::parseDateTime("2026-11-27 12:00:00", 0).value();

} // namespace

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(theClockIsComparedWithTheVendors)
{
    struct Case
    {
        const char* date;
        int64_t ourMs; // after Noon, when the call began
        uint32_t durationMs;
        int64_t leastMs;
        int64_t mostMs;
    };
    const Case cases[] = {
        {"Fri, 27 Nov 2026 12:00:00 GMT", 0, 100, 0, 0},
        {"Fri, 27 Nov 2026 12:00:00 GMT", 900, 40, 0, 0},               // seconds are cut off
        {"Fri, 27 Nov 2026 12:00:00 GMT", -8000, 16'000, 0, 0},         // a slow call says little
        {"Fri, 27 Nov 2026 12:01:00 GMT", 0, 0, 60'000, 61'000},        // we are behind
        {"Fri, 27 Nov 2026 11:55:00 GMT", 0, 200, -301'000, -299'000},  // we are ahead
        {"Sat, 28 Nov 2026 12:00:00 GMT", 0, 0, 86'400'000, 86'401'000} // wrong day
    };
    for (const Case& each : cases)
    {
        const auto offset = clockOffsetMs(each.date, Noon + each.ourMs, each.durationMs);
        BOOST_TEST_REQUIRE(offset.has_value(), each.date);
        BOOST_TEST(*offset >= each.leastMs, each.date << " " << *offset);
        BOOST_TEST(*offset <= each.mostMs, each.date << " " << *offset);
    }
    for (const char* none : {"", "yesterday", "27/11/2026", "12:00"})
    {
        BOOST_TEST(!clockOffsetMs(none, Noon, 0), none);
    }
}

BOOST_AUTO_TEST_CASE(whatIsFarOffIsBad)
{
    BOOST_TEST((clockHealth(0) == Health::Good));
    BOOST_TEST((clockHealth(-20'000) == Health::Good));
    BOOST_TEST((clockHealth(45'000) == Health::Doubtful));
    BOOST_TEST((clockHealth(-45'000) == Health::Doubtful));
    BOOST_TEST((clockHealth(300'000) == Health::Bad));
    BOOST_TEST((clockHealth(-300'000) == Health::Bad));
    BOOST_TEST((roomHealth(100ull << 20) == Health::Bad));
    BOOST_TEST((roomHealth(1ull << 30) == Health::Doubtful));
    BOOST_TEST((roomHealth(50ull << 30) == Health::Good));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::app::test
