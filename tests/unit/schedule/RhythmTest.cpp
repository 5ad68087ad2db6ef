// Intervals and words beside cron.
#include "schedule/Rhythm.h"

#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

using duijie::schedule::Rhythm;
namespace sdk = duijie::sdk;

namespace
{

constexpr const char* Shanghai = "Asia/Shanghai";

Rhythm rhythm(const std::string& text)
{
    std::string error;
    const auto parsed = Rhythm::parse(text, error);
    BOOST_REQUIRE_MESSAGE(parsed, text << ": " << error);
    return *parsed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rhythms)

BOOST_AUTO_TEST_CASE(Intervals)
{
    const std::pair<const char*, int64_t> items[] = {
        {"1s", 1000},       {"30s", 30'000},     {"5m", 300'000},           {"2h", 7'200'000},
        {"1d", 86'400'000}, {"@every 2s", 2000}, {"@every 90m", 5'400'000}, {"366d", 366LL * 86'400'000}};
    for (const auto& [text, ms] : items)
    {
        BOOST_TEST(rhythm(text).isInterval(), text);
        BOOST_TEST(rhythm(text).next(1000, Shanghai).value() == 1000 + ms, text);
        BOOST_TEST(rhythm(text).text() == text);
    }
}

BOOST_AUTO_TEST_CASE(WordsOfTheCalendar)
{
    const int64_t now = sdk::parseDateTime("2026-11-27 13:14:15").value(); // a Friday in China
    const std::pair<const char*, const char*> items[] = {{"@hourly", "2026-11-27 14:00:00"},
                                                         {"@daily", "2026-11-28 00:00:00"},
                                                         {"@weekly", "2026-11-29 00:00:00"},
                                                         {"@monthly", "2026-12-01 00:00:00"},
                                                         {"30 2 * * *", "2026-11-28 02:30:00"}};
    for (const auto& [text, next] : items)
    {
        BOOST_TEST(!rhythm(text).isInterval());
        BOOST_TEST(sdk::formatDateTime(rhythm(text).next(now, Shanghai).value()) == next, text);
    }
}

BOOST_AUTO_TEST_CASE(WhatIsNone)
{
    for (const char* text :
         {"", "5", "m", "0m", "-5m", "5w", "5 m", "1.5h", "@every", "@every 5", "@every * * * * *", "@yearly",
          "367d", "99999999s", "9999999999999d", "every 5m", "5M", "5m ", "1 2 3 4"})
    {
        std::string error;
        BOOST_TEST(!Rhythm::parse(text, error), text);
        BOOST_TEST(!error.empty(), text);
    }
}

BOOST_AUTO_TEST_CASE(TheNextFive)
{
    const int64_t now = sdk::parseDateTime("2026-11-27 22:00:00").value();
    std::string shown;
    for (const int64_t time : rhythm("4-59/31 6-23 * * *").upcoming(now, Shanghai, 5))
    {
        shown += sdk::formatDateTime(time).substr(8) + "|";
    }
    BOOST_TEST(shown == "27 22:04:00|27 22:35:00|27 23:04:00|27 23:35:00|28 06:04:00|");
    BOOST_TEST(rhythm("1h").upcoming(0, Shanghai, 3).back() == 3 * 3'600'000);
}

BOOST_AUTO_TEST_SUITE_END()
