// Which paths rows have, and what is said of others.
#include "Rig.h"

#include "plan/KnownPaths.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

std::string told(const KnownPaths& known, const std::string& path, const std::string& list = {})
{
    Findings findings;
    known.check({{path, "here", list}}, findings);
    return show(findings);
}

} // namespace

BOOST_AUTO_TEST_SUITE(KnownPathSets)

BOOST_AUTO_TEST_CASE(OfRows)
{
    KnownPaths known;
    sdk::JsonDocument row;
    row.parse(R"({"no":"1","details_list":[{"goods_no":"A"},{"qty":1,"o":{"x":1}}],"empty":[],"none":null})");
    known.addRow(row.root());
    for (const char* path : {"no", "details_list", "details_list.goods_no", "details_list.qty",
                             "details_list.o.x", "empty.anything", "none"})
    {
        BOOST_TEST(told(known, path) == "", path);
    }
    constexpr std::string_view Told[][2] = {
        {"detail_list.qty", "Is \"details_list.qty\" meant?"},
        {"details_list.qtty", "Is \"details_list.qty\" meant?"},
        {"nr", "neither a sample nor the declared answer has this field."},
        {"details_list.o.xx.y", "has this field"},
    };
    for (const auto& [path, says] : Told)
    {
        BOOST_TEST(told(known, std::string(path)).find(says) != std::string::npos,
                   told(known, std::string(path)));
    }
    BOOST_TEST(told(known, "qty", "details_list").find("Is \"details_list.qty\" meant?") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(OfTheDeclaredAnswer)
{
    Findings findings;
    const auto plan =
        SourcePlan::compile(source({}, R"("response":[{"field":"no"},{"field":"lines","type":"array",
        "children":[{"field":"sku","parent":"lines"}]},{"field":"more","type":"array"},{"field":"qty","parent":"flat"}],
        "beatFlat":["lines"],"formatResponse":[{"old":"no","new":"day","format":"date"}],
        "condition":[[{"field":"noo","logic":"eq","value":"x"}],[{"field":"lines.sku","logic":"eq","value":"x"}]])"),
                            findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(show(findings).find("warning condition[0][0].field: {{noo}}") != std::string::npos,
               show(findings));
    BOOST_TEST(show(findings).find("condition[1]") == std::string::npos, show(findings));
    for (const char* path : {"no", "lines_sku", "more.x", "day", "flat.qty"})
    {
        BOOST_TEST(told(plan->declared(), path) == "", path);
    }
    BOOST_TEST(told(plan->declared(), "lines.sku") != "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
