// What a source document asks for.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

std::string request(const std::string& document)
{
    Findings findings;
    const auto plan = SourcePlan::compile(document, findings);
    return plan == nullptr ? "refused: " + show(findings) : plan->request(times());
}

} // namespace

BOOST_AUTO_TEST_SUITE(Sources)

BOOST_AUTO_TEST_CASE(TimesPagingAndConstants)
{
    const std::string document =
        R"({"api":"q","method":"post","id":"i","number":"n","pagination":{"pageSize":50},
      "request":[{"field":"start","value":"{{LAST_SYNC_TIME|datetime}}"},{"field":"ms","value":"{{CURRENT_TIME}}000"},
      {"field":"sec","value":"{{LAST_SYNC_TIME}}"},{"field":"size","value":"{{PAGINATION_PAGE_SIZE}}"},
      {"field":"page","value":"{PAGINATION_START_PAGE}"},{"field":"type","value":"4"},{"field":"empty","value":""},
      {"field":"gone","value":null}]})";
    BOOST_TEST(request(document) ==
               R"({"api":"q","method":"POST","id":"i","number":"n","page_size":50,"page_param":"page",)"
               R"("size_param":"size","params":{"start":"2024-06-01 00:00:00","ms":"1717174800000",)"
               R"("sec":1717171200,"type":"4","empty":""}})");
}

BOOST_AUTO_TEST_CASE(PagingByRow)
{
    BOOST_TEST(request(source({node("StartRow", "{{PAGINATION_START_ROW}}"), node("a", "1")})) ==
               R"({"api":"list","method":"POST","id":"id","row_param":"StartRow","params":{"a":"1"}})");
}

BOOST_AUTO_TEST_CASE(WhatOnlyTheConnectorUnderstandsGoesThroughAsItIs)
{
    BOOST_TEST(request(R"({"api":"q","id":"i","connector":{ "list_key":"rows","n":1.50 },"request":[]})") ==
               R"({"api":"q","id":"i","params":{},"connector":{ "list_key":"rows","n":1.50 }})");
    BOOST_TEST(request(R"({"api":"q","id":"i","connector":"rows","request":[]})").starts_with("refused"));
}

BOOST_AUTO_TEST_CASE(ThePlanCanBeAskedAgain)
{
    Findings findings;
    const auto plan = SourcePlan::compile(source({node("t", "{{LAST_SYNC_TIME}}")}), findings);
    BOOST_REQUIRE(plan != nullptr);
    TimeVariables later = times();
    later.lastSyncMs += 1000;
    BOOST_TEST(plan->request(times()) != plan->request(later));
    BOOST_TEST(plan->api() == "list");
}

BOOST_AUTO_TEST_CASE(WhatASourceCannotHave)
{
    struct Refusal
    {
        std::string document;
        std::string_view says;
    };
    const Refusal refusals[] = {
        {source({node("a", "{{order_no}}")}), "error request[0].value: A source document has no row yet"},
        {source({node("a", "x{order_no}")}), "no row yet"},
        {source({arrayNode("a", "l", {node("b", "1")})}), "cannot be made of a list"},
        {source({node("a", "_findCollection find id from u where a=1")}), "not evaluated"},
        {source({node("a", "_mongoQuery u findField=content.id where={}")}), "not evaluated"},
        {source({node("a", "{{PAGINATION_START_PAGE}}0")}), "cannot be joined"},
        {source({node("a", "{{PAGINATION_START_PAGE|date}}")}), "whole value"},
        {source({node("a", "{{PAGINATION_START_PAGE}}"), node("b", "{{PAGINATION_START_PAGE}}")}),
         "\"a\" and \"b\""},
        {source(
             {R"({"field":"o","type":"object","children":[{"field":"p","value":"{{PAGINATION_PAGE_SIZE}}"}]})"}),
         "o.p"},
        {source({}, R"("pagination":{"pageSize":0})"), "error pagination.pageSize"},
        {source({}, R"("pagination":{"pageSize":"many"})"), "error pagination.pageSize"},
        {source({}, R"("pagination":{"pageSize":5.5})"), "error pagination.pageSize"},
        {source({}, R"("effect":"EXECUTE")"), "error effect"},
        {source({}, R"("type":"WEBHOOK")"), "not supported"},
    };
    for (const Refusal& refusal : refusals)
    {
        const std::string result = request(refusal.document);
        BOOST_TEST(result.starts_with("refused"), refusal.document);
        BOOST_TEST(result.find(refusal.says) != std::string::npos, result);
    }
    BOOST_TEST(request(source({}, R"("pagination":{"pageSize":"20"})")).find("\"page_size\":20") !=
               std::string::npos);
    BOOST_TEST(request(source({}, R"("type":"QUERY")")).starts_with("{"));
}

BOOST_AUTO_TEST_CASE(ATargetHasNoPaging)
{
    Rig rig(target({node("a", "{{PAGINATION_PAGE_SIZE}}")}));
    BOOST_TEST(rig.plan == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
