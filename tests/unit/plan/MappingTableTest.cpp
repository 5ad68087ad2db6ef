// `mapping`: which value of the target stands for one of the source.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Table =
    R"([{"a_value":"95","a_label":"已发货","b_value":"C","b_label":"已审核"},{"a_value":"10","b_value":"Z"}])";

std::string mapped(std::string_view mapping, std::string_view row, std::string_view type = "string")
{
    Rig rig(target({node("s", "{{status}}", type, "\"mapping\":" + std::string(mapping))}));
    BOOST_TEST_REQUIRE(rig.plan != nullptr, show(rig.findings));
    return rig.body(row);
}

std::string object(std::string_view more)
{
    return R"({"table":)" + std::string(Table) + std::string(more) + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(MappingTables)

BOOST_AUTO_TEST_CASE(OfTheDocument)
{
    BOOST_TEST(mapped(Table, R"({"status":"95"})") == R"({"s":"C"})");
    BOOST_TEST(mapped(Table, R"({"status":95})") == R"({"s":"C"})");
    BOOST_TEST(mapped(object(R"(,"direction":"negative")"), R"({"status":"Z"})", "int") == R"({"s":10})");
    BOOST_TEST(mapped(object(R"(,"unmatched":"keep")"), R"({"status":"7"})") == R"({"s":"7"})");
    BOOST_TEST(mapped(object(R"(,"default":"X")"), R"({"status":"7"})") == R"({"s":"X"})");
    // What is said of values that are not there counts, whatever a default stands beside it.
    const std::string_view both = R"(,"unmatched":"keep","default":"X")";
    BOOST_TEST(mapped(object(both), R"({"status":"7"})") == R"({"s":"7"})");
    const std::string refused = mapped(object(R"(,"unmatched":"error","default":"X")"), R"({"status":"7"})");
    BOOST_TEST(refused.find("has no value for \"7\"") != std::string::npos, refused);
    BOOST_TEST(mapped(Table, R"({"status":""})") == R"({"s":""})");
    BOOST_TEST(mapped(Table, R"({"status":null})") == "{}");
    // What the table says of an empty text counts, and it may say that nothing is sent for a value.
    constexpr std::string_view Empty = R"([{"a_value":"","b_value":"X"},{"a_value":"7","b_value":""}])";
    BOOST_TEST(mapped(Empty, R"({"status":""})") == R"({"s":"X"})");
    BOOST_TEST(mapped(Empty, R"({"status":"7"})") == R"({"s":""})");
    BOOST_TEST(mapped(Empty, R"({"status":null})") == "{}");
    BOOST_TEST(mapped(Table, R"({"status":"7"})").find("s: The table of this field has no value for \"7\"") !=
               std::string::npos);
    BOOST_TEST(mapped(Table, R"({"status":[1]})").find("a table can only replace a single value") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(InADataSet)
{
    Rig rig(
        target({node("s", "{{status}}", "string", R"("mapping":{"target":"t-1","direction":"positive"})")}));
    BOOST_TEST_REQUIRE(rig.plan != nullptr, show(rig.findings));
    BOOST_TEST(rig.plan->datasets().size() == 1U);
    rig.datasets.add("t-1").put("1", R"({"a_value":"95","b_value":"C"})", 1);
    BOOST_TEST(rig.body(R"({"status":95})") == R"({"s":"C"})");
    const Mapped missing = rig.map(R"({"status":"7"})");
    BOOST_TEST(missing.waits());
    BOOST_TEST(missing.errors.front().value == "7");
}

BOOST_AUTO_TEST_CASE(WrongTablesAreErrors)
{
    constexpr std::string_view Wrong[][2] = {
        {R"([{"a_value":"1"}])", "lacks a_value or b_value"},
        {R"([{"a_value":"1","b_value":"2"},{"a_value":"1","b_value":"3"}])",
         "twice: for \"2\" and for \"3\""},
        {R"({"target":""})", "error request[0].mapping: "},
        {R"({"table":[],"direction":"up"})", "error request[0].mapping.direction: "},
        {R"({"table":[],"unmatched":"x"})", "error request[0].mapping.unmatched: "},
        {R"({"table":[],"unmatched":"default"})", "error request[0].mapping.default: "},
    };
    for (const auto& [mapping, says] : Wrong)
    {
        Rig rig(target({node("s", "{{status}}", "string", "\"mapping\":" + std::string(mapping))}));
        BOOST_TEST(rig.plan == nullptr, mapping);
        BOOST_TEST(show(rig.findings).find(says) != std::string::npos, show(rig.findings));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
