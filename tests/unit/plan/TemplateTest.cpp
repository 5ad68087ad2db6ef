// Templates: what is one, what is text, what is refused.
#include "plan/Template.h"
#include "plan/Variables.h"

#include <boost/test/unit_test.hpp>

#include <string>

namespace duijie::plan::test
{

namespace
{

// "text[path|filter]text", or "problem".
std::string shape(std::string_view text)
{
    static constexpr std::string_view Filters[] = {"", "|datetime", "|date", "|timestamp"};
    std::string problem;
    const auto parsed = parseTemplate(text, problem);
    if (!parsed)
    {
        return problem.empty() ? "no problem named" : "problem";
    }
    std::string out;
    for (const TemplatePart& part : parsed->parts)
    {
        out += part.reference ? "[" + part.text + std::string(Filters[static_cast<int>(part.filter)]) + "]"
                              : part.text;
    }
    return out;
}

struct Vector
{
    std::string_view text;
    std::string_view shape;
};

constexpr Vector Vectors[] = {
    {"", ""},
    {"audit", "audit"},
    {"{{a}}", "[a]"},
    {"{a}", "[a]"},
    {"{{ a }}", "[a]"},
    {"{{a.b.c}}", "[a.b.c]"},
    {"{a.b}", "[a.b]"},
    {"{{字段名}}", "[字段名]"},
    {"{字段名}", "[字段名]"},
    {"旺店通盘盈单{order_no}", "旺店通盘盈单[order_no]"},
    {"{{a}}{{b}}", "[a][b]"},
    {"{a}{b}", "[a][b]"},
    {"x{{a}}y{b}z", "x[a]y[b]z"},
    {"{{LAST_SYNC_TIME}}000", "[LAST_SYNC_TIME]000"},
    {"{{t|datetime}}", "[t|datetime]"},
    {"{{t|dateTime}}", "[t|datetime]"},
    {"{{t | date}}", "[t|date]"},
    {"{{t|timestamp}}", "[t|timestamp]"},
    {"{{LAST_SYNC_TIME datetime}}", "[LAST_SYNC_TIME|datetime]"},
    {"{t|date}", "[t|date]"},
    {"{{t|nonsense}}", "problem"},
    {"{t|nonsense}", "problem"},
    {"{{t|date|time}}", "problem"},
    {"{{a b}}", "problem"},
    {"{{a", "problem"},
    {"{{a}", "problem"},
    {"{a}}", "problem"},
    {"{{}}", "problem"},
    {"{{.a}}", "problem"},
    {"{{a..b}}", "problem"},
    {"{{a[0].b}}", "problem"},
    {"{{{a}}}", "{[a]}"},
    {"{", "{"},
    {"}", "}"},
    {"{}", "{}"},
    {"{0}", "{0}"},
    {"{a b}", "{a b}"},
    {"{a-b}", "{a-b}"},
    {"{\"a\":1}", "{\"a\":1}"},
    {"{\"a\":{\"$eq\":\"{x}\"}}", "{\"a\":{\"$eq\":\"[x]\"}}"},
    {"{\"a\":{\"$eq\":{x}}}", "{\"a\":{\"$eq\":[x]}}"},
    {"${a}", "$[a]"},
    {"{ a }", "{ a }"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(Templates)

BOOST_AUTO_TEST_CASE(EachTextHasItsShape)
{
    for (const Vector& vector : Vectors)
    {
        BOOST_TEST(shape(vector.text) == vector.shape, vector.text << " became " << shape(vector.text));
    }
}

BOOST_AUTO_TEST_CASE(SingleBraceIsRemembered)
{
    std::string problem;
    const auto parsed = parseTemplate("{a}{{b}}", problem);
    BOOST_REQUIRE(parsed.has_value());
    BOOST_TEST(parsed->parts[0].single);
    BOOST_TEST(!parsed->parts[1].single);
    BOOST_TEST(parsed->hasReference());
    BOOST_TEST(!parseTemplate("plain", problem)->hasReference());
}

BOOST_AUTO_TEST_CASE(ProblemNamesTheTemplate)
{
    std::string problem;
    BOOST_TEST(!parseTemplate("x{{t|weekday}}", problem).has_value());
    BOOST_TEST(problem.find("weekday") != std::string::npos, problem);
    BOOST_TEST(problem.find("{{t|weekday}}") != std::string::npos, problem);
}

BOOST_AUTO_TEST_CASE(VariablesByName)
{
    TimeVariables times;
    times.lastSyncMs = 1000;
    times.currentMs = 2000;
    times.nowMs = 1'000'000'000;
    const auto ms = [&](std::string_view name)
    {
        const auto variable = variableOf(name);
        return variable && !variable->isPaging() ? timeOf(*variable, times) : -1;
    };
    BOOST_TEST(ms("LAST_SYNC_TIME") == 1000);
    BOOST_TEST(ms("CURRENT_TIME") == 2000);
    BOOST_TEST(ms("DAYS_AGO_1") == 1'000'000'000 - 86'400'000);
    BOOST_TEST(ms("HOUR_AGO_2") == 1'000'000'000 - 7'200'000);
    BOOST_TEST(ms("MINUTE_AGO_30") == 1'000'000'000 - 1'800'000);
    BOOST_TEST(ms("MINUTE_AGO_0") == 1'000'000'000);
    for (const std::string_view name :
         {"DAYS_AGO_", "DAYS_AGO_x", "DAYS_AGO_-1", "DAYS_AGO_99999999999999999999", "last_sync_time",
          "CURRENT_TIMES", "order_no", ""})
    {
        BOOST_TEST(!variableOf(name).has_value(), name);
    }
    for (const std::string_view name :
         {"PAGINATION_PAGE_SIZE", "PAGINATION_START_PAGE", "PAGINATION_START_ROW"})
    {
        BOOST_TEST((variableOf(name) && variableOf(name)->isPaging()), name);
    }
}

BOOST_AUTO_TEST_CASE(TimesThatVendorsSend)
{
    constexpr int64_t Noon = 1717214400000; // 2024-06-01 12:00:00 in China
    struct Text
    {
        std::string_view text;
        int64_t ms;
    };
    constexpr Text Texts[] = {
        {"2024-06-01 12:00:00", Noon},
        {"2024-06-01T12:00:00", Noon},
        {"2024-06-01 12:00", Noon},
        {"2024-06-01 12:00:00.500", Noon},
        {"2024-06-01", Noon - 43'200'000},
        {"1717214400", Noon},
        {"1717214400000", Noon},
        {"2024-06-01T04:00:00Z", Noon},
        {"2024-06-01T04:00:00.000Z", Noon},
        {"2024-06-01T12:00:00+08:00", Noon},
        {"2024-06-01T12:00:00.5+0800", Noon},
        {"2024-06-01 00:30:00-03:30", Noon},
    };
    for (const Text& text : Texts)
    {
        BOOST_TEST(readTime(text.text, 480).value_or(-1) == text.ms, text.text);
    }
    for (const std::string_view bad :
         {"", "0000-00-00 00:00:00", "2024-02-30", "2024-6-1", "12:00:00", "171721440", "20240601",
          "2024-06-01 12:00:00+8:00", "2024-06-01 12:00:00+08:0x", "2024-06-01 12:00:0x", "now"})
    {
        BOOST_TEST(!readTime(bad, 480).has_value(), bad);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
