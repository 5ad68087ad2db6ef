// `parser`: the shape a value gets behind its evaluation.
#include "Rig.h"

#include "plan/SourcePlan.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace duijie::plan::test
{

namespace
{

struct Example
{
    std::string_view value;
    std::string_view type;
    std::string_view parser;
    std::string_view body; ///< of the field "x", or part of the error
};

std::ostream& operator<<(std::ostream& out, const Example& example)
{
    return out << example.parser << " of " << example.value;
}

constexpr Example Examples[] = {
    {"{{no}}", "string", R"({"name":"ConvertObjectParser","params":"FNumber"})",
     R"({"x":{"FNumber":"A\"1"}})"},
    {"{{qty}}", "string", R"({"name":"ConvertObjectParser","params":"FNumber"})",
     R"({"x":{"FNumber":1.50}})"},
    {"100", "string", R"({"name":"ConvertObjectParser","params":"FNumber"})", R"({"x":{"FNumber":"100"}})"},
    {"{{nothing}}", "string", R"({"name":"ConvertObjectParser","params":"FNumber"})", "{}"},
    {"_function {{qty}}*2", "float", R"({"name":"ConvertObjectParser","params":"FQty"})",
     R"({"x":{"FQty":3.00}})"},
    {"{{no}}", "string", R"({"name":"ConvertTwoStageObjectParser","params":["FUnit","FNumber"]})",
     R"({"x":{"FUnit":{"FNumber":"A\"1"}}})"},
    {"{{no}}", "string", R"({"name":"ConvertTwoStageObjectParser","params1":"FUnit","params2":"FNumber"})",
     R"({"x":{"FUnit":{"FNumber":"A\"1"}}})"},
    {"{{no}}", "string", R"({"name":"ConvertTwoStageObjectParser","params":"FUnit,FNumber"})",
     R"({"x":{"FUnit":{"FNumber":"A\"1"}}})"},
    {"a,b,,c", "string", R"({"name":"StringToArray","params":","})", R"({"x":["a","b","","c"]})"},
    {"a||b", "string", R"({"name":"StringToArray","params":"||"})", R"({"x":["a","b"]})"},
    {"a,b", "string", R"({"name":"StringToArray"})", R"({"x":["a","b"]})"},
    {" ", "string", R"({"name":"StringToArray","params":","})", R"({"x":[]})"},
    {"{{tags}}", "string", R"({"name":"StringToArray","params":","})", R"({"x":["red",2]})"},
    {"{{tags}}", "array", R"({"name":"ArrayToString","params":","})", R"({"x":"red,2"})"},
    {"{{tags}}", "string", R"({"name":"ArrayToString","params":"; "})", R"({"x":"red; 2"})"},
    {"{{no}}", "string", R"({"name":"ArrayToString","params":","})", R"({"x":"A\"1"})"},
    {"{{map}}", "string", R"({"name":"ConvertJson"})",
     R"({"x":[{"Key":"a","Value":1},{"Key":"b","Value":"z"}]})"},
    {"{{no}}", "string", R"({"name":"K3WiseHeiHuCustomParser","params":"\u7269\u6599"})",
     R"({"x":[{"keyName":"物料","keyValue":"A\"1"}]})"},
    {"{{no}}", "string", "{}", R"({"x":"A\"1"})"},
    {"{{no}}", "string", R"({"name":"ConvertJson"})", "x: The parser cannot be used on the value"},
    {"{{map}}", "string", R"({"name":"StringToArray","params":","})",
     "x: The parser cannot be used on the value"},
};

std::string parsed(const Example& example)
{
    return target({node("x", example.value, example.type, R"("parser":)" + std::string(example.parser))});
}

} // namespace

BOOST_AUTO_TEST_SUITE(Parsers)

BOOST_DATA_TEST_CASE(Shape, boost::unit_test::data::make(Examples), example)
{
    Rig rig(parsed(example));
    BOOST_TEST_REQUIRE(rig.plan != nullptr, show(rig.findings));
    const std::string body =
        rig.body(R"({"no":"A\"1","qty":1.50,"nothing":null,"tags":["red",2],"map":{"a":1,"b":"z"}})");
    const bool good = example.body.front() == '{';
    BOOST_TEST((good ? body == example.body : body.find(example.body) != std::string::npos), body);
}

BOOST_AUTO_TEST_CASE(WhatIsNotKnownIsAnError)
{
    constexpr Example Wrong[] = {
        {"1", "string", R"({"name":"ConvertObjectParse","params":"a"})",
         "Did you mean: ConvertObjectParser?"},
        {"1", "string", R"({"name":"regex"})",
         "Did you mean: ConvertObjectParser ConvertTwoStageObjectParser "},
        {"1", "string", R"({"name":"ConvertTwoStageObjectParser","params":"a,"})", "needs 2 entries"},
        {"1", "string", R"({"name":"ConvertObjectParser"})", "needs 1 entries in params"},
        {"1", "string", R"({"name":"ConvertTwoStageObjectParser","params":"a"})",
         "needs 2 entries in params"},
    };
    for (const Example& example : Wrong)
    {
        Rig rig(parsed(example));
        BOOST_TEST(rig.plan == nullptr);
        BOOST_TEST(show(rig.findings).find(example.body) != std::string::npos, show(rig.findings));
    }
}

BOOST_AUTO_TEST_CASE(AnEmptyListOfFieldsIsWhatTheDocumentDeclares)
{
    Findings findings;
    const auto plan = SourcePlan::compile(
        source({node("FieldKeys", "", "array", R"("parser":{"name":"ArrayToString","params":","})")},
               R"("response":[{"field":"FNumber"},{"field":"FName"}])"),
        findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(plan->request(times()).body.find(R"("FieldKeys":"FNumber,FName")") != std::string::npos,
               plan->request(times()).body);
}

BOOST_AUTO_TEST_CASE(AParameterThatCannotBeComputedIsAnError)
{
    Findings findings;
    BOOST_TEST(SourcePlan::compile(source({node("a", "_function 1/0")}), findings) == nullptr);
    BOOST_TEST(show(findings).find("The parameter a has no value. The expression divides by zero") !=
                   std::string::npos,
               show(findings));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
