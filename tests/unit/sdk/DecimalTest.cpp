#include "duijie/sdk/Decimal.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

using namespace duijie::sdk;

namespace
{

__extension__ using Int128 = __int128;

struct Parts
{
    int64_t units;
    int scale;
};

std::string textOf(const Parts& parts)
{
    std::string digits = std::to_string(parts.units < 0 ? -parts.units : parts.units);
    while (static_cast<int>(digits.size()) <= parts.scale)
    {
        digits.insert(digits.begin(), '0');
    }
    if (parts.scale > 0)
    {
        digits.insert(digits.size() - static_cast<std::size_t>(parts.scale), ".");
    }
    return (parts.units < 0 ? "-" : "") + digits;
}

Int128 scaled(const Parts& parts, int scale)
{
    Int128 value = parts.units;
    for (int i = parts.scale; i < scale; ++i)
    {
        value *= 10;
    }
    return value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(decimal)

BOOST_AUTO_TEST_CASE(keeps_what_was_written)
{
    struct Case
    {
        const char* text;
        const char* written;
        const char* canonical;
    };
    const Case cases[] = {{"12.10", "12.10", "12.1"},
                          {"0", "0", "0"},
                          {"-0.00", "0.00", "0"},
                          {"1e2", "100", "100"},
                          {"1.5E-3", "0.0015", "0.0015"},
                          {"100.00", "100.00", "100"},
                          {"-3", "-3", "-3"},
                          {"1.25e1", "12.5", "12.5"},
                          {"123456789012345678901234567890", "123456789012345678901234567890",
                           "123456789012345678901234567890"}};
    for (const Case& item : cases)
    {
        const std::optional<Decimal> value = Decimal::parse(item.text);
        BOOST_REQUIRE_MESSAGE(value.has_value(), item.text);
        BOOST_TEST(value->toString() == item.written);
        BOOST_TEST(value->canonical() == item.canonical);
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_number_or_does_not_fit)
{
    for (const char* text :
         {"", "-", ".5", "1.", "1e", "1e+", "abc", "1,000", "1 ", " 1", "+1", "0x10", "1.2.3", "NaN",
          "1234567890123456789012345678901", "1e31", "1e99999", "--1", "1e1.5"})
    {
        BOOST_TEST(!Decimal::parse(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(agrees_with_integer_arithmetic)
{
    const unsigned seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 20000; ++i)
    {
        const auto any = [&]() -> Parts
        {
            const int64_t units =
                static_cast<int64_t>(random() >> (random() % 60 + 2)) * (random() % 2 == 0 ? 1 : -1);
            return {units, static_cast<int>(random() % 10)};
        };
        const Parts a = any();
        const Parts b = any();
        const std::optional<Decimal> x = Decimal::parse(textOf(a));
        const std::optional<Decimal> y = Decimal::parse(textOf(b));
        BOOST_REQUIRE_MESSAGE(x && y, "seed " << seed << ": " << textOf(a) << " " << textOf(b));
        const int scale = std::max(a.scale, b.scale);
        const auto expected = scaled(a, scale) <=> scaled(b, scale);
        BOOST_REQUIRE_MESSAGE((*x <=> *y) == expected,
                              "seed " << seed << ": " << textOf(a) << " " << textOf(b));
        BOOST_REQUIRE_MESSAGE(x->toString() == (a.units == 0 ? textOf({0, a.scale}) : textOf(a)),
                              "seed " << seed);
        BOOST_REQUIRE_MESSAGE(*Decimal::parse(x->canonical()) == *x, "seed " << seed << ": " << textOf(a));
    }
}

BOOST_AUTO_TEST_SUITE_END()
