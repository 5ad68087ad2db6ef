// `callBackStrategy` and `primaryWriteback`: what another flow is told of a written row.
#include "Rig.h"

#include "plan/CallBack.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

const std::string Writeback =
    R"("response":[{"field":"primaryWriteback","type":"object","children":[{"field":"id","value":"{{Id}}"},)"
    R"({"field":"number","value":"{number}"}]}])";

std::string document(const std::string& strategy, const std::string& response = Writeback)
{
    return target({node("a", "1")}, response + ",\"callBackStrategy\":" + strategy);
}

std::string told(const std::string& strategy, std::string_view row)
{
    Rig rig(document(strategy));
    if (rig.plan == nullptr || rig.plan->callBack() == nullptr)
    {
        return "refused: " + show(rig.findings);
    }
    rig.row.parse(row);
    Mapped out;
    rig.plan->callBack()->map(rig.row.root(), {"785", "XSCK-1"}, times(), out);
    return out.ok() ? out.body : "errors: " + show(out.errors);
}

} // namespace

BOOST_AUTO_TEST_SUITE(CallBacks)

BOOST_AUTO_TEST_CASE(ThePublishedOne)
{
    Findings findings;
    std::string published = dataFile("13-writeback-callback-official-doc.json");
    const auto plan = TargetPlan::compile(published, findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST_REQUIRE(plan->callBack() != nullptr);
    BOOST_TEST(plan->callBack()->strategy() == "b008d61b-2b91-3c0b-8c91-64c893bd6c7c");
    BOOST_TEST(plan->callBack()->gives("FCUSTID"));
    BOOST_TEST(!plan->callBack()->gives("strategyId"));
    sdk::JsonDocument row;
    row.parse(R"({"FCUSTID":7,"FCustTypeId_FNumber":"T1"})");
    Mapped out;
    plan->callBack()->map(row.root(), {"785", "C-1"}, times(), out);
    BOOST_TEST(out.ok(), show(out.errors));
    BOOST_TEST(out.body == R"({"FCUSTID":7,"FCustTypeId_FNumber":"T1","FNumber":"C-1","FId":"785"})");
}

BOOST_AUTO_TEST_CASE(ValuesOfTheRowAndOfTheBill)
{
    BOOST_TEST(
        told(
            R"({"strategyId":"x","no":"{{no}}","n":"{PrimaryWriteback.NUMBER}","t":"of {{primarywriteback.Id}}!"})",
            R"({"no":"A1"})") == R"({"no":"A1","n":"XSCK-1","t":"of 785!"})");
    BOOST_TEST(told(R"({"strategyId":"x","lines":"{{lines}}","k":5,"none":null})",
                    R"({"lines":[{"q":1.50}]})") == R"({"lines":[{"q":1.50}],"k":5})");
    // A row that has such a field of its own does not hide the bill's.
    BOOST_TEST(told(R"({"strategyId":"x","n":"{{primaryWriteback.number}}"})",
                    R"({"primaryWriteback":{"number":"other"}})") == R"({"n":"XSCK-1"})");
    BOOST_TEST(told(R"({"strategyId":"x","no":"{{missing}}"})", R"({"no":"A1"})").starts_with("errors: no"));
}

BOOST_AUTO_TEST_CASE(WhatCannotBeToldIsRefused)
{
    const std::pair<std::string, std::string> wrongs[] = {
        {document("[]"), "error callBackStrategy: "},
        {document(R"({"no":"1"})"), "error callBackStrategy: "},
        {document(R"({"strategyId":"x"})"), "error callBackStrategy: "},
        {document(R"({"strategyId":"x","a":{}})"), "error callBackStrategy.a: "},
        {document(R"({"strategyId":"x","a":"{{primaryWriteback.Code}}"})"), "error callBackStrategy.a: "},
        {document(R"({"strategyId":"x","a":"{{x|nonsense}}"})"), "error callBackStrategy.a"},
        {document(R"({"strategyId":"x","a":"_findCollection find id from d where n={{x}}"})"),
         "error callBackStrategy: "},
        {document(R"({"strategyId":"x","a":"{{primaryWriteback.id}}"})", R"("response":[])"),
         "error callBackStrategy.a: "},
        {document(
             "null",
             R"("response":[{"field":"primaryWriteback","children":[{"field":"c","value":"{{Code}}"}]}])"),
         "error response[0].children[0].value: "},
        {target({node("a", "1")}, Writeback +
                                      R"(,"callBackStrategy":{"strategyId":"x","a":"1"},)"
                                      R"("operation":{"method":"merge","field":"no","bodyName":"rows",)"
                                      R"("header":["no"],"body":["q"]})"),
         "error callBackStrategy: "},
    };
    for (const auto& [text, says] : wrongs)
    {
        Rig rig(text);
        BOOST_TEST(rig.plan == nullptr, text);
        BOOST_TEST(show(rig.findings).find(says) != std::string::npos, text << show(rig.findings));
    }
    Rig none(document("null"));
    BOOST_TEST_REQUIRE(none.plan != nullptr, show(none.findings));
    BOOST_TEST(none.plan->callBack() == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
