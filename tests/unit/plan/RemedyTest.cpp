// `omissionRemedy`: the same request with other parameters.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

// Two parameters of the window, one of neither; paging.
std::string document(const std::string& remedy)
{
    return source({node("start", "{{LAST_SYNC_TIME|datetime}}"), node("end", "{{CURRENT_TIME|datetime}}"),
                   node("status", "80"), node("page", "{{PAGINATION_START_PAGE}}")},
                  "\"omissionRemedy\":" + remedy);
}

std::string yesterday(const std::string& more = "")
{
    return R"({"crontab":"2 */2 * * *","takeOverRequest":[)" + node("start", "{{DAYS_AGO_2|datetime}}") +
           "," + node("end", "{{DAYS_AGO_1|datetime}}") + "]" + more + "}";
}

struct Wrong
{
    std::string remedy;
    std::string says;
};

} // namespace

BOOST_AUTO_TEST_SUITE(Remedies)

BOOST_AUTO_TEST_CASE(NodesTakeOverAndTheRestStays)
{
    Findings findings;
    const auto plan = SourcePlan::compile(document(yesterday()), findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(findings.empty(), show(findings));
    BOOST_TEST_REQUIRE(plan->remedy() != nullptr);
    BOOST_TEST(plan->remedy()->crontab == "2 */2 * * *");
    BOOST_TEST(!plan->remedy()->windowed);
    BOOST_TEST(plan->remedyRequest(times()).body ==
               R"({"api":"list","method":"POST","id":"id","page_param":"page","params":)"
               R"({"start":"2024-05-30 01:01:00","end":"2024-05-31 01:01:00","status":"80"}})");
    BOOST_TEST(plan->request(times()).body ==
               R"({"api":"list","method":"POST","id":"id","page_param":"page","params":)"
               R"({"start":"2024-06-01 00:00:00","end":"2024-06-01 01:00:00","status":"80"}})");
}

BOOST_AUTO_TEST_CASE(WhetherTheWindowMatters)
{
    Findings findings;
    const auto plan = SourcePlan::compile(
        document(R"({"crontab":"0 3 * * *","takeOverRequest":[)" + node("status", "90") + "]}"), findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(plan->remedy()->windowed);
    BOOST_TEST(plan->remedyRequest(times()).body.find(R"("start":"2024-06-01 00:00:00")") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(ThePublishedOne)
{
    Findings findings;
    std::string published = dataFile("11-omission-remedy-guanyi-official-doc.json");
    published.replace(published.find('{'), 1, R"({"api":"x","id":"id","request":[],)");
    const auto plan = SourcePlan::compile(published, findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    const std::string all = show(findings);
    BOOST_TEST(all.find("warning omissionRemedy.adapter: ") != std::string::npos, all);
    BOOST_TEST(all.find("warning omissionRemedy.takeOverRequest[0].field: ") != std::string::npos, all);
    BOOST_TEST(plan->remedyRequest(times()).body.find(R"("start_date":"2024-05-30 01:01:00")") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(NoneAtAll)
{
    for (const char* remedy : {"null", "{}"})
    {
        Findings findings;
        const auto plan = SourcePlan::compile(document(remedy), findings);
        BOOST_TEST_REQUIRE(plan != nullptr);
        BOOST_TEST(plan->remedy() == nullptr);
        BOOST_TEST(findings.empty(), show(findings));
    }
}

BOOST_AUTO_TEST_CASE(WhatIsWrongIsSaidAtItsPlace)
{
    const Wrong wrongs[] = {
        {"[]", "error omissionRemedy: "},
        {"true", "error omissionRemedy: "},
        {R"({"takeOverRequest":[)" + node("start", "x") + "]}", "error omissionRemedy.crontab: "},
        {R"({"crontab":"0 3 * * *"})", "error omissionRemedy.takeOverRequest: "},
        {R"({"crontab":"0 3 * * *","takeOverRequest":[]})", "error omissionRemedy.takeOverRequest: "},
        {R"({"crontab":"0 3 * * *","takeOverRequest":[)" + node("start", "{{DAYS_AGO_2|nonsense}}") + "]}",
         "error omissionRemedy.takeOverRequest[0]"},
        {R"({"crontab":"0 3 * * *","takeOverRequest":[)" + node("end", "{{PAGINATION_START_PAGE}}") + "]}",
         "error omissionRemedy: "}, // two parameters for the page
    };
    for (const Wrong& wrong : wrongs)
    {
        Findings findings;
        BOOST_TEST(SourcePlan::compile(document(wrong.remedy), findings) == nullptr, wrong.remedy);
        BOOST_TEST(show(findings).find(wrong.says) != std::string::npos, wrong.remedy << show(findings));
    }
    Findings findings;
    BOOST_TEST(SourcePlan::compile(document(yesterday(R"(,"novelty":1)")), findings) != nullptr);
    BOOST_TEST(show(findings).find("warning omissionRemedy.novelty: ") != std::string::npos);
}

// What the ordinary request has wrong is not said twice.
BOOST_AUTO_TEST_CASE(SharedFindingsComeOnce)
{
    Findings findings;
    SourcePlan::compile(source({node("a", "{{LAST_SYNC_TIME|nonsense}}"), node("start", "1")},
                               "\"omissionRemedy\":" + yesterday()),
                        findings);
    const std::string all = show(findings);
    BOOST_TEST(all.find("request[0]") == all.rfind("request[0]"), all);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
