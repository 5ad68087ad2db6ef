// Arrays made of lists of the row.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Row = R"({"no":"IN1","warehouse_no":"WH1","empty":[],"null_list":null,"text":"x",
 "details_list":[{"goods_no":"A","n":1.0},{"goods_no":"B","n":2.50}],
 "orders":[{"id":1,"lines":[{"s":"p"},{"s":"q"}]},{"id":2,"lines":[]}]})";

} // namespace

BOOST_AUTO_TEST_SUITE(Arrays)

BOOST_AUTO_TEST_CASE(OneRowForEachElement)
{
    Rig rig(target({arrayNode("entity", "details_list",
                              {node("material", "{{details_list.goods_no}}"), node("qty", "{details_list.n}"),
                               node("stock", "{warehouse_no}"), node("c", "k"),
                               node("both", "{no}-{{details_list.goods_no}}")})}));
    BOOST_TEST(rig.findings.empty(), show(rig.findings));
    BOOST_TEST(rig.body(Row) ==
               R"({"entity":[{"material":"A","qty":1.0,"stock":"WH1","c":"k","both":"IN1-A"},)"
               R"({"material":"B","qty":2.50,"stock":"WH1","c":"k","both":"IN1-B"}]})");
}

BOOST_AUTO_TEST_CASE(AnEmptyListIsAnEmptyArray)
{
    Rig rig(
        target({node("a", "1"), arrayNode("entity", "empty", {node("x", "{{empty.x}}")}), node("b", "2")}));
    BOOST_TEST(rig.body(Row) == R"({"a":"1","entity":[],"b":"2"})");
}

BOOST_AUTO_TEST_CASE(AListThatIsNotThere)
{
    Rig missing(target({arrayNode("entity", "detail_list", {node("x", "1")})}));
    BOOST_TEST(missing.body(Row).find("entity: ") != std::string::npos);
    BOOST_TEST(missing.body(Row).find("\"details_list\"; is that meant") != std::string::npos,
               missing.body(Row));
    for (const std::string_view list : {"null_list", "text"})
    {
        Rig rig(target({arrayNode("entity", list, {node("x", "1")})}));
        BOOST_TEST(rig.body(Row).find("expected to be a list") != std::string::npos, list);
    }
}

struct Failure
{
    std::string_view value;
    std::string_view path;
    std::string_view says;
};

BOOST_AUTO_TEST_CASE(ErrorsNameLineAndNearName)
{
    constexpr Failure Failures[] = {
        {"{{detail_list.remark}}", "entity[0].f", "\"details_list\"; is that meant"},
        {"{{details_list.good_no}}", "entity[0].f", "It has \"goods_no\""},
        {"{{goods_no}}", "entity[0].f", "write {{details_list.goods_no}}"},
        {"{{details_list.zzz}}", "entity[1].f", "this line of the list has no field \"zzz\""},
    };
    for (const Failure& failure : Failures)
    {
        Rig rig(target({arrayNode("entity", "details_list", {node("f", failure.value), node("g", "1")})}));
        const Mapped out = rig.map(Row);
        BOOST_REQUIRE(out.errors.size() == 2);
        const FieldError& error = out.errors[failure.path == "entity[0].f" ? 0 : 1];
        BOOST_TEST(error.path == failure.path);
        BOOST_TEST(error.message.find(failure.says) != std::string::npos, error.message);
        BOOST_TEST(out.body == R"({"entity":[{"g":"1"},{"g":"1"}]})");
    }
}

BOOST_AUTO_TEST_CASE(AnArrayWithoutAListIsOneRow)
{
    Rig rig(
        target({arrayNode("entity", "", {node("a", "{no}")}), arrayNode("bad", "", {node("b", "{nope}")})}));
    BOOST_REQUIRE(rig.plan != nullptr);
    BOOST_TEST(!hasErrors(rig.findings));
    BOOST_TEST(rig.findings.size() == 2);
    const Mapped out = rig.map(Row);
    BOOST_TEST(out.body == R"({"entity":[{"a":"IN1"}],"bad":[{}]})");
    BOOST_TEST(out.errors.at(0).path == "bad[0].b");
}

BOOST_AUTO_TEST_CASE(WhatTemplatesLeaveIsNoListAndNoValue)
{
    Rig rig(target({arrayNode("entity", "1", {node("a", "{no}")}),
                    R"({"field":"o","type":"object","value":"1","children":[)" + node("b", "{no}") + "]}"}));
    BOOST_TEST_REQUIRE(rig.plan != nullptr, show(rig.findings));
    BOOST_TEST(rig.body(Row) == R"({"entity":[{"a":"IN1"}],"o":{"b":"IN1"}})");
    BOOST_TEST(rig.findings.size() == 2u, show(rig.findings));
    BOOST_TEST(rig.findings.at(0).message.find("does not name a list") != std::string::npos);
    BOOST_TEST(rig.findings.at(1).message.find("is not used") != std::string::npos);
    Rig lines(target({arrayNode("entity", "1", {node("a", "{{details_list.n}}")})}));
    BOOST_TEST(lines.body(Row).find("only under an array whose value names that list") != std::string::npos,
               lines.body(Row));
    Rig valued(target({R"({"field":"o","type":"object","value":"2","children":[)" + node("b", "1") + "]}"}));
    BOOST_TEST(valued.plan == nullptr);
}

BOOST_AUTO_TEST_CASE(ListsInsideLists)
{
    const std::string inner =
        arrayNode("l", "orders.lines",
                  {node("s", "{{orders.lines.s}}"), node("o", "{{orders.id}}"), node("h", "{no}")});
    Rig rig(target({arrayNode("o", "orders", {node("id", "{{orders.id}}"), inner})}));
    BOOST_TEST(rig.body(Row) == R"({"o":[{"id":1,"l":[{"s":"p","o":1,"h":"IN1"},{"s":"q","o":1,"h":"IN1"}]},)"
                                R"({"id":2,"l":[]}]})");
    Rig bare(target({arrayNode("o", "orders", {arrayNode("l", "lines", {node("s", "{{lines.s}}")})})}));
    BOOST_TEST(bare.plan == nullptr);
    BOOST_TEST(show(bare.findings).find("\"orders.lines\"") != std::string::npos, show(bare.findings));
    Rig deepError(target(
        {arrayNode("o", "orders", {arrayNode("l", "orders.lines", {node("s", "{{orders.lines.t}}")})})}));
    BOOST_TEST(deepError.map(Row).errors.at(1).path == "o[0].l[1].s");
}

BOOST_AUTO_TEST_CASE(ObjectsInsideLines)
{
    Rig rig(target({arrayNode(
        "e", "details_list",
        {R"({"field":"m","type":"object","children":[)" + node("n", "{{details_list.goods_no}}") + "]}"})}));
    BOOST_TEST(rig.body(Row) == R"({"e":[{"m":{"n":"A"}},{"m":{"n":"B"}}]})");
}

BOOST_AUTO_TEST_CASE(NamesOfListsAreChecked)
{
    Rig braces(target({arrayNode("e", "{{details_list}}", {node("n", "{{details_list.goods_no}}")})}));
    BOOST_TEST(braces.body(Row) == R"({"e":[{"n":"A"},{"n":"B"}]})");
    BOOST_TEST(braces.findings.size() == 1);
    for (const std::string_view list : {"x{{details_list}}", "{{details_list|date}}", "{{a", "_function x"})
    {
        Rig rig(target({arrayNode("e", list, {node("n", "1")})}));
        BOOST_TEST(rig.plan == nullptr, list);
    }
    Rig childless(target({node("e", "details_list", "array")}));
    BOOST_TEST(childless.plan == nullptr);
    BOOST_TEST(show(childless.findings).find("request[0].children") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(LinesThatAreNoObjects)
{
    Rig rig(target({arrayNode("e", "l", {node("n", "{{l.x}}")})}));
    const Mapped out = rig.map(R"({"l":[1,"two",null,[],{"x":3}]})");
    BOOST_TEST(out.errors.size() == 4);
    BOOST_TEST(out.body == R"({"e":[{},{},{},{},{"n":3}]})");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
