// _function in a document: what its templates and lookups mean where it stands, and what is sent.
#include "Rig.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Row =
    R"({"order_no":"PY1","total":12.50,"text_total":"12.50","zero":0,"yes":true,"no":"false","nothing":null,"empty":"",
        "quote":"a' or 1=1 --","braces":"{{order_no}}","huge":1234567890123456789012345678901234567890123456789012345678901234567890,
        "lines":[{"goods":"G1","qty":2,"price":"1.10","tax":null},{"goods":"G2","qty":3,"price":"0.05","tax":1}],
        "none":[],"info":{"a":1,"rows":[{"a":1},{"a":2}]}})";

struct Example
{
    std::string_view value;
    std::string_view type;
    std::string_view body; ///< of the field "x", or what the error says
};

std::ostream& operator<<(std::ostream& out, const Example& example)
{
    return out << example.value;
}

constexpr Example Header[] = {
    {"_function {{total}}*2", "string", R"({"x":"25.00"})"},
    {"_function{{total}}*2", "string", R"({"x":"25.00"})"},
    {"_function {total}*2", "string", R"({"x":"25.00"})"},
    {"_function {{total}}*2", "float", R"({"x":25.00})"},
    {"_function {{text_total}}*2", "string", R"({"x":"25.00"})"},
    {"_function ROUND({{total}})", "int", R"({"x":13})"},
    {"_function case {{yes}} when true then 'a' else 'b' end", "string", R"({"x":"a"})"},
    {"_function case '{{yes}}' when true then 'a' else 'b' end", "string", R"({"x":"a"})"},
    {"_function case {{no}} when true then 'a' else 'b' end", "string", R"({"x":"b"})"},
    {"_function {{total}} > 10", "bool", R"({"x":true})"},
    {"_function concat('No. ', {{order_no}}, '-', '{{order_no}}')", "string", R"({"x":"No. PY1-PY1"})"},
    {"_function concat('p{{order_no}}s')", "string", R"({"x":"pPY1s"})"},
    {"_function {{LAST_SYNC_TIME}}000*1", "string", R"({"x":"1717171200000"})"},
    {"_function FROM_UNIXTIME({{LAST_SYNC_TIME}}-600,'%Y-%m-%d %H:%i:%s')", "string",
     R"({"x":"2024-05-31 23:50:00"})"},
    {"_function NOW()", "string", R"({"x":"2024-06-01 01:01:00"})"},
    {"_function DATE_SUB('{{CURRENT_TIME|date}}', INTERVAL 1 DAY)", "string", R"({"x":"2024-05-31"})"},
    // nothing in the data changes what is computed
    {"_function case '{{quote}}' when 'x' then 1 else 2 end", "string", R"({"x":"2"})"},
    {"_function concat({{quote}})", "string", R"({"x":"a' or 1=1 --"})"},
    {"_function concat('{{braces}}')", "string", R"({"x":"{{order_no}}"})"},
    // NULL
    {"_function ifnull({{nothing}}, 'n')", "string", R"({"x":"n"})"},
    {"_function ifnull('{{nothing}}', 'n')", "string", R"({"x":"n"})"},
    {"_function {{nothing}}", "string", "{}"},
    {"_function case '{{empty}}' when '' then 'e' end", "string", R"({"x":"e"})"},
    // lines, seen from the header
    {"_function sum({{lines.qty}})", "string", R"({"x":"5"})"},
    {"_function sum({{lines.qty}}*{{lines.price}})", "string", R"({"x":"2.35"})"},
    {"_function sum({{lines.qty}}*{{total}})", "string", R"({"x":"62.50"})"},
    {"_function count({{lines.tax}})", "string", R"({"x":"1"})"},
    {"_function max({{lines.price}})", "string", R"({"x":"1.10"})"},
    {"_function ifnull(sum({{none.qty}}),0)", "string", R"({"x":"0"})"},
    // only what is needed has to be there
    {"_function if({{total}}>1, 'yes', {{missing}})", "string", R"({"x":"yes"})"},
    // errors
    {"_function {{missing}}*2", "string", "x: The value {{missing}} cannot be found"},
    {"_function {{empty}}*2", "string", "x: The value {{empty}} is empty, and the expression needs one"},
    {"_function {{total}}/{{zero}}", "string",
     "x: The expression divides by zero: _function {{total}}/{{zero}}"},
    {"_function {{huge}}*2", "string", "x: The value {{huge}} has more than 65 digits"},
    {"_function {{info}}*2", "string", "x: {{info}} is a JSON object"},
    {"_function sum({{info.a}})", "string", "x: \"info\" is expected to be a list in the row"},
    {"_function sum({{nolist.a}})", "string", "x: The value {{nolist}} cannot be found"},
    {"_function sum({{lines.weight}})", "string", "x: The value {{lines.weight}} cannot be found"},
};

constexpr Example Lines[] = {
    {"_function {{lines.qty}}*{{lines.price}}", "string", R"({"y":[{"x":"2.20"},{"x":"0.15"}]})"},
    {"_function {{lines.qty}}/sum({{lines.qty}})", "string", R"({"y":[{"x":"0.4000"},{"x":"0.6000"}]})"},
    {"_function concat({{order_no}}, {{lines.goods}})", "string", R"({"y":[{"x":"PY1G1"},{"x":"PY1G2"}]})"},
    {"_function case _findCollection find batch from goods where number={{lines.goods}} _endFind when true "
     "then 'B' "
     "else '' end",
     "string", R"({"y":[{"x":"B"},{"x":""}]})"},
    {"_function {{lines.qty}} * _mongoQuery goods findField=content.rate "
     R"(where={"content.number":{"$eq":"{{lines.goods}}"}} _endFind)",
     "string", R"({"y":[{"x":"3.0"},{"x":"6"}]})"},
    {"_function concat(_findCollection find batch from goods where number={{order_no}} _endFind)", "string",
     "y[0].x: "},
};

// A list within an object, where an array of the document names it.
constexpr Example Inner[] = {
    {"_function sum({{info.rows.a}})", "string", R"({"x":"3","y":[{"z":1},{"z":2}]})"},
    {"_function max({{info.rows.a}})+count({{lines.qty}})", "string", R"({"x":"4","y":[{"z":1},{"z":2}]})"},
};

void check(const std::string& document, const Example& example)
{
    Rig rig(document);
    BOOST_TEST_REQUIRE(rig.plan != nullptr, show(rig.findings));
    rig.datasets.add("goods").put("1", R"({"id":"1","number":"G1","batch":true,"rate":1.5})", 1);
    rig.datasets.add("goods").put("2", R"({"id":"2","number":"G2","batch":"false","rate":"2"})", 2);
    const std::string body = rig.body(Row);
    BOOST_TEST(
        (example.body.front() == '{' ? body == example.body : body.find(example.body) != std::string::npos),
        body);
}

} // namespace

BOOST_AUTO_TEST_SUITE(Functions)

BOOST_DATA_TEST_CASE(OfTheHeader, boost::unit_test::data::make(Header), example)
{
    check(target({node("x", example.value, example.type)}), example);
}

BOOST_DATA_TEST_CASE(OfALine, boost::unit_test::data::make(Lines), example)
{
    check(target({arrayNode("y", "lines", {node("x", example.value, example.type)})}), example);
}

BOOST_DATA_TEST_CASE(OverAListInsideAnObject, boost::unit_test::data::make(Inner), example)
{
    check(target({node("x", example.value, example.type),
                  arrayNode("y", "info.rows", {node("z", "{{info.rows.a}}")})}),
          example);
}

BOOST_AUTO_TEST_CASE(AReferenceThatIsMissingIsWaitedFor)
{
    Rig rig(target({node(
        "x", "_function case _findCollection find a from goods where number={{order_no}} _endFind when 1 "
             "then 2 end")}));
    rig.datasets.add("goods");
    const Mapped mapped = rig.map(Row);
    BOOST_TEST(mapped.waits());
    BOOST_TEST(mapped.errors.front().dataset == "goods");
    BOOST_TEST(rig.plan->datasets() == std::vector<std::string>{"goods"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ARequiredFieldMayNotComeOutEmpty)
{
    Rig rig(target({node("x", "_function {{nothing}}", "string", "\"is_required\":true")}));
    BOOST_TEST(rig.body(Row).find("x: ") != std::string::npos, rig.body(Row));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
