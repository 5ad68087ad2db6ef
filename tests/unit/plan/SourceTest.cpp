// What a source document asks for.
#include "Rig.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace duijie::plan::test
{

namespace
{

std::string request(const std::string& document)
{
    Findings findings;
    const auto plan = SourcePlan::compile(document, findings);
    return plan == nullptr ? "refused: " + show(findings) : plan->request(times()).body;
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
    BOOST_TEST(plan->request(times()).body != plan->request(later).body);
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
        {source({node("a", "_findCollection find id from u where a={{order_no}}")}), "no row yet"},
        {source({node("a", "_findCollection find id from u where a={{PAGINATION_START_PAGE}}")}),
         "a paging variable"},
        {source({node(
             "a",
             R"(_mongoQuery u findField=content.id where={"content.a":{"$gt":"{{PAGINATION_PAGE_SIZE}}"}})")}),
         "a paging variable"},
        {source({node("a", "_mongoQuery u findField=content.id where={}")}), "no condition"},
        {source({node("a", "{{PAGINATION_START_PAGE}}0")}), "cannot be joined"},
        {source({node("a", "{{PAGINATION_START_PAGE|date}}")}), "whole value"},
        {source({node("a", "{{PAGINATION_START_PAGE}}"), node("b", "{{PAGINATION_START_PAGE}}")}),
         "\"a\" and \"b\""},
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

struct LookedUp
{
    std::string_view value;
    std::string_view type;
    std::string_view gives; ///< of the parameter "x", or what is said
};

std::ostream& operator<<(std::ostream& out, const LookedUp& example)
{
    return out << example.value;
}

constexpr LookedUp Lookups[] = {
    {"_findCollection find id from stores where number='W1'", "string", R"({"x":"s1"})"},
    {"_findCollection find rank from stores where number=W2", "int", R"({"x":2})"},
    {R"(_mongoQuery stores findField=content.id where={"content.rank":{"$gt":"1"}})", "string",
     R"({"x":"s2"})"},
    {"_function concat('store ', _findCollection find id from stores where number='W1' _endFind)", "string",
     R"({"x":"store s1"})"},
    {"_findCollection find id from stores where day={{CURRENT_TIME|date}}", "string", R"({"x":"s1"})"},
    {"_findCollection find id from stores where number='W9'", "string", "no row whose number is \"W9\""},
    {"_findCollection find empty from stores where number='W1'", "string", "has a value in empty"},
    {"_function ifnull(_findCollection find id from stores where number='W9' _endFind,'')", "string",
     "no row whose number"},
    {"_findCollection find id from nowhere where number='W1'", "string",
     "No flow fills the data set nowhere"},
};

BOOST_DATA_TEST_CASE(ParametersThatAreLookedUp, boost::unit_test::data::make(Lookups), example)
{
    Datasets datasets;
    datasets.add("stores").put("1", R"({"id":"s1","number":"W1","rank":1,"empty":"","day":"2024-06-01"})", 1);
    datasets.add("stores").put("2", R"({"id":"s2","number":"W2","rank":"2"})", 2);
    Findings findings;
    const auto plan = SourcePlan::compile(source({node("x", example.value, example.type)}), findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(findings.empty(), show(findings));
    BOOST_TEST(plan->datasets().size() == 1u);
    const Mapped parameters = plan->parameters(times(), &datasets);
    const Mapped request = plan->request(times(), &datasets);
    const bool good = example.gives.front() == '{';
    BOOST_TEST(parameters.ok() == good);
    BOOST_TEST(request.ok() == good);
    BOOST_TEST((good || request.waits()));
    const std::string said = good ? parameters.body : show(request.errors);
    BOOST_TEST(said.find(example.gives) != std::string::npos, said);
    BOOST_TEST((!good || request.body.find("\"params\":" + parameters.body) != std::string::npos),
               request.body);
}

BOOST_AUTO_TEST_CASE(EachParameterWithoutAValueIsNamed)
{
    Findings findings;
    const auto plan = SourcePlan::compile(
        source({node("a", "_findCollection find id from u where n='1'"), node("b", "1"),
                node("c", "_findCollection find id from v where n='2'")},
               R"("omissionRemedy":{"crontab":"0 3 * * *","takeOverRequest":[)" +
                   node("b", "_findCollection find id from w where n={{LAST_SYNC_TIME|date}}") + "]}"),
        findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    const Mapped out = plan->request(times());
    BOOST_TEST_REQUIRE(out.errors.size() == 2u);
    BOOST_TEST(out.errors[0].path == "a");
    BOOST_TEST(out.errors[1].path == "c");
    BOOST_TEST(out.waits());
    BOOST_TEST(plan->datasets() == (std::vector<std::string>{"u", "v", "w"}),
               boost::test_tools::per_element());
    BOOST_TEST(plan->remedy()->windowed);
}

BOOST_AUTO_TEST_CASE(PagingInsideAnObjectCanBeTriedOnly)
{
    Findings findings;
    const auto plan = SourcePlan::compile(source({R"({"field":"pager","type":"object","children":[)" +
                                                  node("size", "{{PAGINATION_PAGE_SIZE}}") + "," +
                                                  node("no", "{{PAGINATION_START_PAGE}}") + "]}"}),
                                          findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(plan->parameters(times()).body == R"({"pager":{"size":50,"no":1}})");
    BOOST_TEST_REQUIRE(findings.size() == 2u);
    BOOST_TEST(findings[0].incomplete);
    BOOST_TEST(findings[0].message.find("pager.size") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ATargetHasNoPaging)
{
    Rig rig(target({node("a", "{{PAGINATION_PAGE_SIZE}}")}));
    BOOST_TEST(rig.plan == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
