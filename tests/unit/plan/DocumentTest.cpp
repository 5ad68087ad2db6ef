// Top-level keys: what is read, what is quiet, what is refused.
#include "Rig.h"

#include "plan/DocumentSide.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

BOOST_AUTO_TEST_SUITE(Documents)

BOOST_AUTO_TEST_CASE(TextThatIsNoDocument)
{
    for (const std::string_view text : {"", "x", "[]", "5", "{\"api\":\"a\",}", "{} {}", "\xEF\xBB\xBF{}"})
    {
        Findings findings;
        BOOST_TEST(TargetPlan::compile(text, findings) == nullptr, text);
        BOOST_TEST(hasErrors(findings), text);
        findings.clear();
        BOOST_TEST(SourcePlan::compile(text, findings) == nullptr, text);
        BOOST_TEST(hasErrors(findings), text);
    }
}

BOOST_AUTO_TEST_CASE(EarlierFindingsDoNotCount)
{
    Findings findings{{true, "elsewhere", "something"}};
    BOOST_TEST(TargetPlan::compile(target({node("a", "x")}), findings) != nullptr);
    BOOST_TEST(findings.size() == 1);
}

BOOST_AUTO_TEST_CASE(KeysWithoutEffectAreQuiet)
{
    Rig rig(target(
        {node("a", "x")},
        R"("id":"id","number":"no","name":"n","idCheck":true,"operation":{"method":"none"},"response":[{"field":"x"}],
        "otherResponse":[],"autoFillResponse":true,"beatFlat":[],"groupCalculate":{},"callBackStrategy":null,"type":"WRITE")"));
    BOOST_TEST(rig.plan != nullptr);
    BOOST_TEST(rig.findings.empty(), show(rig.findings));
}

BOOST_AUTO_TEST_CASE(UnknownKeysAreWarningsOnce)
{
    Rig rig(target({node("a", "x", "string", "\"_raw\":\"1\""), node("b", "x", "string", "\"_raw\":\"1\"")},
                   R"("omissionRemedy":{"crontab":"0 1 * * *"},"novelty":1)"));
    BOOST_TEST(rig.plan != nullptr);
    BOOST_TEST(!hasErrors(rig.findings));
    const std::string all = show(rig.findings);
    BOOST_TEST(rig.findings.size() == 3);
    BOOST_TEST(all.find("warning request[0]._raw: ") != std::string::npos, all);
    BOOST_TEST(all.find("warning novelty: ") != std::string::npos, all);
    BOOST_TEST(all.find("warning omissionRemedy: ") != std::string::npos, all);
}

struct Refusal
{
    std::string_view more;
    std::string_view says;
};

BOOST_AUTO_TEST_CASE(WhatWouldChangeTheBodyIsRefused)
{
    constexpr Refusal Refusals[] = {
        {R"("beatFlat":["details_list"])", "error beatFlat: \"beatFlat\" is not evaluated"},
        {R"("formatResponse":[{"old":"a","new":"b","format":"date"}])", "error formatResponse: "},
        {R"("groupCalculate":{"headerGroup":["a"]})", "error groupCalculate.bodyName: "},
        {R"("callBackStrategy":{"strategyId":"x"})", "error callBackStrategy: "},
        {R"("distributionOrg":"1,2")", "error distributionOrg: "},
        {R"("otherRequest":[{"field":"a","value":"X"}])", "error otherRequest[0].field: "},
        {R"("otherRequest":{"a":1})", "error otherRequest: "},
        {R"("operation":{"rows":1})", "error operation: "},
        {R"("operation":"merge")", "error operation: "},
        {R"("condition":[[{"field":"a","logic":"eq","value":"1"}]])", "error condition: "},
        {R"("effect":"QUERY")", "error effect: "},
        {R"("type":"RECEIVE")", "error type: "},
    };
    for (const Refusal& refusal : Refusals)
    {
        Rig rig(target({node("a", "x")}, refusal.more));
        BOOST_TEST(rig.plan == nullptr, refusal.more);
        BOOST_TEST(show(rig.findings).find(refusal.says) != std::string::npos, show(rig.findings));
    }
}

BOOST_AUTO_TEST_CASE(ExpressionsOfLaterVersionsAreRefused)
{
    constexpr Refusal Refusals[] = {
        {"_function 1+", "error request[1].value: The expression ends too early"},
        {"_function", "error request[1].value: The expression ends too early"},
        {"_functionLEF('a',1)", "The function LEF is not known. Did you mean: left?"},
        {"_function sum({{a.x}}*{{b.y}})", "goes through two lists at once"},
        {"_function {{a|b}}", "error request[1].value: The filter \"b\""},
        {" _function 1+1", "works only at the very beginning"},
        {"'_findCollection find a from b where c=1'", "works only at the very beginning"},
        {"_FindCollection find a from b where c=1", "works only at the very beginning"},
        {"x _mongoQuery", "works only at the very beginning"},
        {"a _endFind", "works only at the very beginning"},
        {"_findCollection find a", "error request[1].value: The lookup cannot be read"},
        {"_mongoQuery x", "error request[1].value: The lookup cannot be read"},
        {"{{a|b}}", "error request[1].value: The filter \"b\""},
        {"{{a", "is not closed"},
    };
    for (const Refusal& refusal : Refusals)
    {
        Rig rig(target({node("ok", "1"), node("a", refusal.more)}));
        BOOST_TEST(rig.plan == nullptr, refusal.more);
        BOOST_TEST(show(rig.findings).find(refusal.says) != std::string::npos, show(rig.findings));
    }
    for (const std::string_view fine : {"special_function", "{{my_function}}", "function", "_funct"})
    {
        Rig rig(target({node("a", fine)}));
        BOOST_TEST(rig.plan != nullptr, fine);
    }
}

BOOST_AUTO_TEST_CASE(WhatIsMissing)
{
    Rig noApi(R"({"request":[{"field":"a","value":"x"}]})");
    BOOST_TEST(show(noApi.findings).find("warning api: ") != std::string::npos);
    BOOST_TEST(noApi.findings.front().incomplete);
    Rig noRequest(R"({"api":"a"})");
    BOOST_TEST(show(noRequest.findings).find("warning request: ") != std::string::npos);
    Rig wrongRequest(R"({"api":"a","request":{"a":1}})");
    BOOST_TEST(show(wrongRequest.findings).find("error request: ") != std::string::npos);
    Findings findings;
    BOOST_TEST(SourcePlan::compile(R"({"api":"a"})", findings) != nullptr);
    BOOST_TEST(show(findings).starts_with("warning id: "), show(findings));
    findings.clear();
    BOOST_TEST(SourcePlan::compile(R"({"api":"/a/{b}","id":"i"})", findings) != nullptr);
    BOOST_TEST(show(findings).starts_with("warning api: "), show(findings));
    findings.clear();
    BOOST_TEST(SourcePlan::compile(R"({"api":"a","id":"{random}"})", findings) == nullptr);
    BOOST_TEST(show(findings).starts_with("error id: "), show(findings));
}

BOOST_AUTO_TEST_CASE(OtherParametersMayHoldBeatFlat)
{
    Findings findings;
    BOOST_TEST(SourcePlan::compile(source({}, R"("otherRequestParams":{"beatFlat":["l"],"x":1})"),
                                   findings) != nullptr);
    BOOST_TEST(show(findings).find("warning otherRequestParams.x: ") != std::string::npos, show(findings));
    BOOST_TEST(show(findings).find("beatFlat") == std::string::npos, show(findings));
    Rig rig(target({node("a", "b")}, R"("otherRequestParams":{"beatFlat":["l"]})"));
    BOOST_TEST(rig.plan == nullptr);
}

BOOST_AUTO_TEST_CASE(WhichSideADocumentIsOf)
{
    constexpr std::string_view Sources[] = {
        R"({"effect":"QUERY","api":"a"})",
        R"({"type":"query","api":"save"})",
        R"({"api":"wdt.goods.query"})",
        R"({"api":"ExecuteBillQuery"})",
        R"({"api":"/jdy/v2/bd/store","method":"get"})",
        R"({"api":"a","beatFlat":[]})",
        R"({"api":"a","request":[{"field":"s","value":"{{LAST_SYNC_TIME}}"}]})",
    };
    constexpr std::string_view Targets[] = {
        R"({"api":"a"})",
        R"({"effect":"EXECUTE","api":"wdt.goods.query"})",
        R"({"api":"batchSave","method":"POST","request":[{"field":"s","value":"{{CURRENT_TIME}}"}]})",
        R"({"api":"query","groupCalculate":{}})",
        "no document",
    };
    for (const std::string_view document : Sources)
    {
        BOOST_TEST((sideOf(document) == Side::Source), document);
    }
    for (const std::string_view document : Targets)
    {
        BOOST_TEST((sideOf(document) == Side::Target), document);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
