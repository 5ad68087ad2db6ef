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

// Findings of a target document about the rows it is made for.
std::string toldOf(const std::string& more, const std::vector<std::string>& nodes)
{
    Findings findings;
    const auto plan = TargetPlan::compile(target(nodes, more), findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    findings.clear();
    sdk::JsonDocument row;
    row.parse(R"({"no":"1","wh":"W","sku":"A","qty":1,"o":{"x":1},"shop":"S"})");
    KnownPaths rows;
    rows.addRow(row.root());
    plan->checkPaths(rows, findings);
    return show(findings);
}

BOOST_AUTO_TEST_CASE(OfRowsThatAreMergedFirst)
{
    const std::vector<std::string> good = {
        node("n", "{no}"), node("w", "{wh}"),
        arrayNode("l", "items", {node("s", "{{items.sku}}"), node("q", "{{items.qty}}")})};
    const std::vector<std::string> bad = {node("s", "{sku}"),
                                          arrayNode("l", "items", {node("w", "{{items.wh}}")})};
    const std::string merge = R"("operation":{"method":"merge","field":"no","bodyName":"items",)"
                              R"("header":["wh"],"body":["sku"],"bodySum":["qty"]})";
    BOOST_TEST(toldOf(merge, good) == "");
    BOOST_TEST(toldOf(merge, bad).find("{{sku}}") != std::string::npos, toldOf(merge, bad));
    BOOST_TEST(toldOf(merge, bad).find("{{items.wh}}") != std::string::npos, toldOf(merge, bad));
    const std::string withoutBody =
        R"("operation":{"method":"merge","field":"no","bodyName":"items","header":["wh"]})";
    BOOST_TEST(toldOf(withoutBody, {arrayNode("l", "items", {node("x", "{{items.o.x}}")})}) == "");
    const std::string calculate = R"("groupCalculate":{"headerGroup":["no","wh"],"bodyGroup":["sku"],)"
                                  R"("bodyName":"items","calculate":{"qty":"$sum"}})";
    BOOST_TEST(toldOf(calculate, good) == "");
    BOOST_TEST(toldOf(calculate, {node("s", "{shop}")}).find("{{shop}}") != std::string::npos);
    const std::string misspelt = R"("operation":{"method":"merge","field":"no","bodyName":"items",)"
                                 R"("body":["skuu"]})";
    BOOST_TEST(toldOf(misspelt, {node("n", "{no}")}).find("warning operation.body: {{skuu}}") !=
                   std::string::npos,
               toldOf(misspelt, {node("n", "{no}")}));
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

BOOST_AUTO_TEST_CASE(OfASourceDocumentAndItsRows)
{
    Findings findings;
    const auto plan = SourcePlan::compile(
        R"x({"api":"q","id":"stockin_ids","number":"lines_sku","request":[],
        "condition":[[{"field":"whh","logic":"eq","value":"x"},{"field":"lines.sku","logic":"eq","value":"x"}]],
        "beatFlat":["lines","linse"],
        "formatResponse":[{"old":"time","new":"day","format":"date"},{"old":"lines_sku","new":"s","format":"longText(3)"},
          {"old":"lines.sku","new":"t","format":"longText(3)"},{"old":"day","new":"d","format":"date"}]})x",
        findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    sdk::JsonDocument row;
    row.parse(R"({"stockin_id":"1","wh":"W","time":"2024-06-01","lines":[{"sku":"A"}]})");
    KnownPaths rows;
    rows.addRow(row.root());
    findings.clear();
    plan->checkPaths(rows, findings);
    std::string paths;
    for (const Finding& finding : findings)
    {
        BOOST_TEST(!finding.error);
        paths += finding.path + " ";
    }
    BOOST_TEST(paths == "condition[0][0].field beatFlat[1] formatResponse[2].old id ", show(findings));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
