#include "Text.h"
#include "ChinaTime.h"
#include "Decimal.h"
#include "JsonOut.h"
#include "JsonTree.h"
#include "NonceBook.h"
#include "RateWindow.h"
#include "Spoil.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::sandbox;
namespace data = boost::unit_test::data;

namespace
{

struct TextCase
{
    const char* in;
    /** Null = refused. */
    const char* out;

    friend std::ostream& operator<<(std::ostream& stream, const TextCase& value)
    {
        return stream << value.in;
    }
};

const TextCase kDecimals[] = {
    {"3", "3"},
    {"3.0000", "3"},
    {"3.25", "3.25"},
    {"0.0500", "0.05"},
    {"1e2", "100"},
    {"1.5E1", "15"},
    {"12e-3", "0.012"},
    {"-0", "0"},
    {"-2.50", "-2.5"},
    {"0.0", "0"},
    {"100", "100"},
    {"1E+1", "10"},
    {"0.1234567890123456789", "0.1234567890123456789"},
    {"01", nullptr},
    {"1.", nullptr},
    {".5", nullptr},
    {"+1", nullptr},
    {"1e", nullptr},
    {"", nullptr},
    {"-", nullptr},
    {"1e99999", nullptr},
    {"1e61", nullptr},
    {"NaN", nullptr},
};

const char* const kBadTimes[] = {"2026-1-05 00:00:00",
                                 "2026-02-30 00:00:00",
                                 "2026-01-05T00:00:00",
                                 "2026-01-05 24:00:00",
                                 "2026-01-05 00:60:00",
                                 "2026-01-05",
                                 "",
                                 "2026-01-05 00:00:00 "};

const char* const kBadJson[] = {"",     "{",           "{\"a\":01}", "{\"a\":1}x",
                                "[1,]", "{\"a\":nul}", "\"text\"",   "{\"a\":\"\xFF\"}"};

} // namespace

BOOST_AUTO_TEST_SUITE(texts)

BOOST_DATA_TEST_CASE(canonical_decimals, data::make(kDecimals), sample)
{
    const auto canonical = canonicalDecimal(sample.in);
    BOOST_TEST(canonical.has_value() == (sample.out != nullptr));
    if (canonical && sample.out != nullptr)
        BOOST_TEST(*canonical == sample.out);
}

BOOST_AUTO_TEST_CASE(china_time)
{
    const auto seconds = parseTime("2026-01-05 07:30:09");
    BOOST_REQUIRE(seconds.has_value());
    // Midnight UTC of that day is 08:00 in China.
    BOOST_TEST(*seconds == 1767571200 - 8 * 3600 + 7 * 3600 + 30 * 60 + 9);
    BOOST_TEST(formatTime(*seconds) == "2026-01-05 07:30:09");
    BOOST_TEST(formatDate(*seconds) == "2026-01-05");
    BOOST_TEST(formatDate(*parseTime("2024-02-29 00:00:00")) == "2024-02-29");
}

BOOST_DATA_TEST_CASE(bad_times, data::make(kBadTimes), text)
{
    BOOST_TEST(!parseTime(text).has_value());
}

BOOST_AUTO_TEST_CASE(json_keeps_number_text)
{
    const auto tree = parseJson(
        R"( {"q": 3.10000 ,"big":785374964223074304123,"s":"a\"\u4e2d","l":[1e2,null,true],"q":4} )");
    BOOST_REQUIRE(tree.has_value());
    BOOST_TEST(tree->members[0].second.text == "3.10000");
    BOOST_TEST(tree->find("q")->text == "4");
    BOOST_TEST(tree->find("big")->text == "785374964223074304123");
    BOOST_TEST(tree->string("s") == "a\"中");
    BOOST_TEST(tree->find("l")->items[0].text == "1e2");
    BOOST_TEST(tree->find("l")->items[1].is(JsonValue::Kind::Null));
    BOOST_TEST(tree->find("l")->items[2].is(JsonValue::Kind::True));
}

BOOST_DATA_TEST_CASE(bad_json, data::make(kBadJson), text)
{
    BOOST_TEST(!parseJson(text).has_value());
}

BOOST_AUTO_TEST_CASE(deep_json_is_refused)
{
    BOOST_TEST(parseJson("[" + std::string(50, '[') + std::string(50, ']') + "]").has_value());
    BOOST_TEST(!parseJson(std::string(2000, '[') + std::string(2000, ']')).has_value());
}

BOOST_AUTO_TEST_CASE(encodings)
{
    BOOST_TEST(percentEncode("a-_.~/ +中") == "a-_.~%2F%20%2B%E4%B8%AD");
    BOOST_TEST(percentDecode("a%2Fb+c%zz%4", false) == "a/b+c%zz%4");
    BOOST_TEST(percentDecode("a+b%20", true) == "a b ");
    BOOST_TEST(toBase64("a") == "YQ==");
    BOOST_TEST(toBase64("abc") == "YWJj");
    BOOST_TEST(*fromBase64Url(toBase64Url("\xFF\xFE\x01~")) == "\xFF\xFE\x01~");
    BOOST_TEST(toGbk("中") == "\xD6\xD0");
    std::string out;
    appendQuoted(out, "a\"\\\n\x01中");
    BOOST_TEST(out == "\"a\\\"\\\\\\n\\u0001中\"");
}

BOOST_AUTO_TEST_CASE(nonces_are_used_once)
{
    NonceBook nonces;
    const std::int64_t now = 1767225600000;
    BOOST_TEST(nonces.enter("1", now));
    BOOST_TEST(!nonces.enter("1", now));
    BOOST_TEST(!nonces.enter("1", now + 240000));
    for (int i = 2; i < 5000; ++i)
        BOOST_REQUIRE(nonces.enter(std::to_string(i), now + i));
    BOOST_TEST(!nonces.enter("4999", now));
    BOOST_TEST(nonces.enter("1", now + 30 * 60000));
}

BOOST_AUTO_TEST_CASE(rate_window_slides)
{
    RateWindow window(2, true);
    BOOST_TEST(window.enter(0));
    BOOST_TEST(window.enter(1000));
    BOOST_TEST(!window.enter(59999));
    BOOST_TEST(window.enter(60000));
    BOOST_TEST(window.violations() == 1);
    BOOST_TEST(window.largest() == 3);
}

BOOST_AUTO_TEST_SUITE_END()
