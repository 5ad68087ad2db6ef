// Places in an api's path, further request fields, paging that a person looks at.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

BOOST_AUTO_TEST_SUITE(Places)

BOOST_AUTO_TEST_CASE(AreFilledByFields)
{
    constexpr std::string_view Vectors[][2] = {
        {"/app/{app_id}/entry/{entryId}", "/app/A1/entry/E2"},
        {"/app/{app_id}/{missing}", "/app/A1/{missing}"},
        {"/app/{slash}/{time}", "/app/{slash}/{time}"},
        {"/{", "/{"},
    };
    for (const auto& [api, filled] : Vectors)
    {
        Findings findings;
        const auto plan =
            SourcePlan::compile(R"({"api":")" + std::string(api) + R"(","id":"i","request":[)" +
                                    node("appId", "A1") + "," + node("entry_id", "E2") + "," +
                                    node("slash", "a/../b") + "," + node("time", "{{LAST_SYNC_TIME}}") + "]}",
                                findings);
        BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
        BOOST_TEST(plan->api() == filled);
        BOOST_TEST(show(findings).empty() == (api == Vectors[0][0]), show(findings));
    }
}

BOOST_AUTO_TEST_CASE(OtherRequestIsSentToo)
{
    Rig rig(target({node("a", "{{x}}")}, R"("otherRequest":[{"field":"FormId","value":"SAL_OUT"}])"));
    BOOST_TEST(rig.body(R"({"x":7})") == R"({"a":7,"FormId":"SAL_OUT"})");
}

BOOST_AUTO_TEST_CASE(ArraysMayBeCopied)
{
    Rig rig(target({node("ids", "{{l}}", "array")}));
    BOOST_TEST(rig.body(R"({"l":[1,"b",1.50]})") == R"({"ids":[1,"b",1.50]})");
}

BOOST_AUTO_TEST_CASE(PagingParameters)
{
    Findings findings;
    const auto plan = SourcePlan::compile(source({node("size", "{{PAGINATION_PAGE_SIZE}}"),
                                                  node("page", "_function {{PAGINATION_START_PAGE}}-1"),
                                                  node("row", "{{PAGINATION_START_ROW}}"), node("k", "v")}),
                                          findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(plan->parameters(times()).body == R"({"size":50,"page":"0","row":0,"k":"v"})");
    const std::string request = plan->request(times()).body;
    BOOST_TEST(request.find(R"("page_param":"page")") != std::string::npos, request);
    BOOST_TEST(request.find(R"("params":{"k":"v"})") != std::string::npos, request);
    BOOST_TEST(show(findings).find("counts pages by its vendor's own rule") != std::string::npos,
               show(findings));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
