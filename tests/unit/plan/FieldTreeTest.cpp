// Field nodes: nested, flat, and wrong.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Row = R"({"no":"1","l":[{"a":"x"},{"a":"y"}]})";

struct Refusal
{
    std::string nodes;
    std::string_view says;
};

std::string document(std::string_view nodes)
{
    return "{\"api\":\"a\",\"request\":[" + std::string(nodes) + "]}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(FieldTrees)

BOOST_AUTO_TEST_CASE(FlatListsAreNestedByParent)
{
    Rig rig(
        document(R"({"field":"x","value":"{{l.a}}","parent":"e"},{"field":"no","value":"{no}","parent":null},
        {"field":"e","type":"array","value":"l"},{"field":"deep","value":"d","parent":"o"},
        {"field":"o","type":"Object","parent":"e"})"));
    BOOST_TEST(rig.findings.empty(), show(rig.findings));
    BOOST_TEST(rig.body(Row) == R"({"no":"1","e":[{"x":"x","o":{"deep":"d"}},{"x":"y","o":{"deep":"d"}}]})");
}

BOOST_AUTO_TEST_CASE(NestedListsMayNameTheirParentToo)
{
    Rig same(document(
        R"({"field":"e","type":"array","value":"l","children":[{"field":"x","value":"7","parent":"e"}]})"));
    BOOST_TEST(same.findings.empty(), show(same.findings));
    Rig other(document(
        R"({"field":"e","type":"array","value":"l","children":[{"field":"x","value":"7","parent":"f"}]})"));
    BOOST_TEST(other.plan != nullptr);
    BOOST_TEST(show(other.findings).starts_with("warning request[0].children[0].parent: "),
               show(other.findings));
}

BOOST_AUTO_TEST_CASE(WrongNodesAreErrorsWithAPath)
{
    std::string chain = R"({"field":"f0"})";
    for (int i = 1; i < 3000; ++i)
    {
        chain += ",{\"field\":\"f" + std::to_string(i) + "\",\"parent\":\"f" + std::to_string(i - 1) + "\"}";
    }
    std::string nested = R"({"field":"f","value":"1"})";
    for (int i = 0; i < 25; ++i)
    {
        nested = R"({"field":"f","type":"object","children":[)" + nested + "]}";
    }
    const Refusal refusals[] = {
        {R"({"field":"a","value":"1"},{"field":"a","value":"2"})",
         "error request[1].field: The field \"a\" is there twice"},
        {R"({"field":"a","value":"1","parent":"b"})", "error request[0].parent: There is no field \"b\""},
        {R"({"field":"a","parent":"a"},{"field":"c","value":"1"})",
         "error request[0].parent: The field's parent \"a\""},
        {R"({"field":"a","parent":"b"},{"field":"b","parent":"a"})", "leads back"},
        {R"({"field":"a"},{"field":"a"},{"field":"b","parent":"a"})", "There are several fields \"a\""},
        {R"({"value":"1"})", "error request[0].field: The field has no name"},
        {R"("text")", "error request[0]: "},
        {R"({"field":"a","children":"x"})", "error request[0].children: "},
        {R"({"field":"a","children":[1]})", "error request[0].children[0]: "},
        {R"({"field":"a","value":{"b":1}})", "error request[0].value: "},
        {R"({"field":"a","value":[1]})", "error request[0].value: "},
        {R"({"field":"a","value":"1","parser":{"name":"StringToArrays","params":","}})",
         "error request[0].parser: The parser \"StringToArrays\" is not known"},
        {R"({"field":"a","value":"1","mapping":{"target":"u u"}})", "error request[0].mapping: "},
        {R"({"field":"a","type":"object","value":"x","children":[{"field":"b","value":"1"}]})",
         "children and a value"},
        {chain, "deeper than"},
        {nested, "deeper than"},
    };
    for (const Refusal& refusal : refusals)
    {
        Rig rig(document(refusal.nodes));
        BOOST_TEST(rig.plan == nullptr, refusal.nodes.substr(0, 200));
        BOOST_TEST(show(rig.findings).find(refusal.says) != std::string::npos,
                   show(rig.findings).substr(0, 500));
    }
}

BOOST_AUTO_TEST_CASE(OddButHarmlessNodes)
{
    Rig rig(document(
        R"({"field":"a","type":"String","value":"7","parser":{},"mapping":null,"label":"L","describe":null,
        "id":"a","name":"n"},{"field":"b","type":"weird","value":"2"},{"field":"c","type":"int","children":[]},
        {"field":"d","type":"float","children":[{"field":"e","value":"7"}]},{"field":"f","value":[]})"));
    BOOST_REQUIRE(rig.plan != nullptr);
    BOOST_TEST(rig.findings.size() == 2, show(rig.findings));
    BOOST_TEST(rig.body("{}") == R"({"a":"7","b":"2","d":{"e":"7"}})");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
