// Values of single fields: types, text around them, filters, errors.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Row = R"({"order_no":"IN1","count":12.10,"big":12345678901234567890123,"flag":true,
 "nothing":null,"blank":"","amount":"80","zero":"007","neg":-1e2,"when":"2024-06-01 12:30:15","unix":1717214400,
 "ms":1717214400000,"never":"0000-00-00 00:00:00","字段":"值","a":{"b":{"c":"deep"},"n":5,"one":1,"none":0},"details_list":[{"x":1}],
 "F.Number":"dotted","trap":"{{order_no}}","yes":"TRUE","no":"false"})";

struct Vector
{
    std::string_view value;
    std::string_view type;
    std::string_view json; ///< of the field; empty: left out
};

constexpr Vector Vectors[] = {
    {"audit", "string", R"("audit")"},
    {"", "string", R"("")"},
    {"100", "string", R"("100")"},
    {"0", "int", "0"},
    {"abc", "int", R"("abc")"},
    {"1.5", "int", R"("1.5")"},
    {"1.50", "float", "1.50"},
    {"3.0000", "int", "3"},
    {"-12.0", "int", "-12"},
    {"3.0001", "int", R"("3.0001")"},
    {"3.0e0", "int", R"("3.0e0")"},
    {"3.0000", "float", "3.0000"},
    {"007", "int", R"("007")"},
    {"true", "bool", "true"},
    {"1", "boolean", "true"},
    {"0", "bool", "false"},
    {"maybe", "bool", R"("maybe")"},
    {"{{order_no}}", "string", R"("IN1")"},
    {"{order_no}", "string", R"("IN1")"},
    {"{{count}}", "string", "12.10"},
    {"{{big}}", "string", "12345678901234567890123"},
    {"{{neg}}", "string", "-1e2"},
    {"{{flag}}", "string", "true"},
    {"{{nothing}}", "string", ""},
    {"{{blank}}", "string", R"("")"},
    {"{{blank}}", "int", R"("")"},
    {"{{amount}}", "string", R"("80")"},
    {"{{amount}}", "int", "80"},
    {"{{amount}}", "float", "80"},
    {"{{zero}}", "int", R"("007")"},
    {"{{yes}}", "bool", "true"},
    {"{{no}}", "bool", "false"},
    {"{{a.n}}", "bool", "5"},
    {"{{a.one}}", "bool", "true"},
    {"{{a.none}}", "boolean", "false"},
    {"{{a.one}}", "int", "1"},
    {"{{flag}}", "bool", "true"},
    {"{{count}}", "int", "12.10"},
    {"x{{count}}", "string", R"("x12.10")"},
    {"{{count}}{{amount}}", "float", "12.1080"},
    {"[{{blank}}]", "string", R"("[]")"},
    {"旺店通盘盈单{order_no}", "string", R"("旺店通盘盈单IN1")"},
    {"{{字段}}", "string", R"("值")"},
    {"{{a.b.c}}", "string", R"("deep")"},
    {"{{a.n}}", "string", "5"},
    {"{{a}}", "string", R"({"b":{"c":"deep"},"n":5,"one":1,"none":0})"},
    {"{{details_list}}", "string", R"([{"x":1}])"},
    {"{{F.Number}}", "string", R"("dotted")"},
    {"{{when|date}}", "string", R"("2024-06-01")"},
    {"{{when|datetime}}", "string", R"("2024-06-01 12:30:15")"},
    {"{{when|timestamp}}", "string", "1717216215"},
    {"{{unix|datetime}}", "string", R"("2024-06-01 12:00:00")"},
    {"{{ms|date}}", "string", R"("2024-06-01")"},
    {"on {{ms|date}}.", "string", R"("on 2024-06-01.")"},
    {"{{LAST_SYNC_TIME}}", "string", "1717171200"},
    {"{{LAST_SYNC_TIME}}000", "string", R"("1717171200000")"},
    {"{{CURRENT_TIME|datetime}}", "string", R"("2024-06-01 01:00:00")"},
    {"{{DAYS_AGO_1|date}}", "string", R"("2024-05-31")"},
    {"{{HOUR_AGO_1|datetime}}", "string", R"("2024-06-01 00:01:00")"},
    {"{{MINUTE_AGO_30|datetime}}", "string", R"("2024-06-01 00:31:00")"},
    {"{{CURRENT_TIME|timestamp}}", "string", "1717174800"},
    {"{{trap}}", "string", R"("{{order_no}}")"},
    {"{{trap}}{{order_no}}", "string", R"("{{order_no}}IN1")"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(Mapping)

BOOST_AUTO_TEST_CASE(EachValueBecomesItsJson)
{
    for (const Vector& vector : Vectors)
    {
        Rig rig(target({node("f", vector.value, vector.type)}));
        const std::string wanted = vector.json.empty() ? "{}" : "{\"f\":" + std::string(vector.json) + "}";
        BOOST_TEST(rig.body(Row) == wanted, vector.value << " as " << vector.type);
    }
}

struct Failure
{
    std::string_view value;
    std::string_view says;
};

BOOST_AUTO_TEST_CASE(EachMistakeIsAnErrorOfItsField)
{
    constexpr Failure Failures[] = {
        {"{{order_np}}", "\"order_no\"; is that meant"},
        {"{{something_else}}", "the row has no field \"something_else\""},
        {"x{{order_np}}", "\"order_no\"; is that meant"},
        {"{{a.b.d}}", "no field \"d\""},
        {"{{order_no.x}}", "no field \"x\""},
        {"x{{nothing}}", "is empty (null)"},
        {"x{{a}}", "is a JSON object"},
        {"x{{details_list}}", "is a JSON array"},
        {"{{details_list.x}}", "leads into the list \"details_list\""},
        {"{{never|date}}", "is no time"},
        {"{{blank|date}}", "is no time"},
        {"{{nothing|date}}", "is no time"},
        {"{{order_no|datetime}}", "value \"IN1\" is no time"},
        {"{{a|date}}", "is no time"},
    };
    for (const Failure& failure : Failures)
    {
        Rig rig(target({node("first", "1"), node("f", failure.value), node("last", "2")}));
        const Mapped out = rig.map(Row);
        BOOST_REQUIRE_MESSAGE(out.errors.size() == 1, failure.value);
        BOOST_TEST(out.errors[0].path == "f");
        BOOST_TEST(out.errors[0].message.find(failure.says) != std::string::npos, out.errors[0].message);
        BOOST_TEST(!out.errors[0].missingReference);
        BOOST_TEST(!out.waits());
        BOOST_TEST(out.body == R"({"first":"1","last":"2"})");
    }
}

BOOST_AUTO_TEST_CASE(ObjectsNest)
{
    Rig rig(target({R"({"field":"o","type":"object","children":[{"field":"p","value":"{{order_no}}"},
        {"field":"q","type":"object","children":[{"field":"r","value":"{{a.n}}"},{"field":"s","value":null}]}]})"}));
    BOOST_TEST(rig.body(Row) == R"({"o":{"p":"IN1","q":{"r":5}}})");
    Rig broken(target({R"({"field":"o","type":"object","children":[{"field":"p","value":"{{wrong}}"}]})"}));
    BOOST_TEST(broken.body(Row).starts_with("errors: o.p: "));
}

BOOST_AUTO_TEST_CASE(FieldsWithoutValueAreLeftOut)
{
    Rig rig(target({R"({"field":"a"})", R"({"field":"b","value":null})", R"({"field":"c","value":"1"})",
                    R"({"field":"d","value":5})", R"({"field":"e","value":false})",
                    R"({"field":"f","type":"array"})"}));
    BOOST_TEST(rig.body("{}") == R"({"c":"1","d":5,"e":false})");
}

BOOST_AUTO_TEST_CASE(RequiredFieldsMayNotBeEmpty)
{
    constexpr std::string_view Required = "\"is_required\":true";
    for (const std::string_view value : {"{{blank}}", "{{nothing}}"})
    {
        Rig rig(target({node("f", value, "string", Required)}));
        const Mapped out = rig.map(Row);
        BOOST_REQUIRE(out.errors.size() == 1);
        BOOST_TEST(out.errors[0].message.find("required") != std::string::npos);
    }
    Rig fine(target({node("f", "{{amount}}", "string", "\"is_required\":1"), node("g", "{{blank}}")}));
    BOOST_TEST(fine.body(Row) == R"({"f":"80","g":""})");
    Rig constant(target({node("f", "", "string", Required)}));
    BOOST_TEST(constant.plan == nullptr);
}

BOOST_AUTO_TEST_CASE(MappedIsStartedAfresh)
{
    Rig rig(target({node("f", "{{x}}")}));
    BOOST_REQUIRE(rig.plan != nullptr);
    Mapped out;
    sdk::JsonDocument row;
    for (const bool good : {true, false, true})
    {
        BOOST_REQUIRE(row.parse(good ? R"({"x":1})" : R"({"y":1})"));
        rig.plan->map(row.root(), times(), rig.datasets, out);
        BOOST_TEST(out.ok() == good);
        BOOST_TEST(out.body == (good ? R"({"f":1})" : "{}"));
    }
}

BOOST_AUTO_TEST_CASE(ConstantPrefixes)
{
    Rig rig(target(
        {node("a", "盘盈单{order_no}"), node("b", "{order_no}x"), node("c", "constant"), node("d", "")}));
    BOOST_REQUIRE(rig.plan != nullptr);
    BOOST_TEST(rig.plan->constantPrefix("a") == "盘盈单");
    for (const std::string_view field : {"b", "c", "d", "other"})
    {
        BOOST_TEST(rig.plan->constantPrefix(field).empty(), field);
    }
    BOOST_TEST(rig.plan->api() == "/save");
    BOOST_TEST(rig.plan->datasets().empty());
}

BOOST_AUTO_TEST_CASE(TracesExplain)
{
    Rig rig(target({node("a", "No. {order_no}"), node("b", "{{nothing}}"), node("c", "{{wrong}}"),
                    arrayNode("rows", "details_list", {node("x", "{{details_list.x}}")})}));
    std::vector<Trace> trace;
    const Mapped out = rig.map(Row, &trace);
    BOOST_REQUIRE(trace.size() == 5);
    BOOST_TEST(trace[0].path == "a");
    BOOST_TEST(trace[0].expression == "No. {order_no}");
    BOOST_TEST(trace[0].value == "No. IN1");
    BOOST_TEST(trace[0].note.empty());
    BOOST_TEST(trace[1].note == "no value, the field is left out");
    BOOST_TEST(trace[2].note == out.errors[0].message);
    BOOST_TEST(trace[2].value.empty());
    BOOST_TEST(trace[3].path == "rows[0].x");
    BOOST_TEST(trace[3].value == "1");
    BOOST_TEST(trace[4].path == "rows");
    BOOST_TEST(trace[4].expression == "details_list");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
