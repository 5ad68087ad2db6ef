// What a source document makes of rows before they are stored: conditions on lines, beatFlat, formatResponse.
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
    std::string_view keys; ///< of the document
    std::string_view row;
    std::string_view rows; ///< "suffix json" each, parted by blanks; or "skipped"; or part of the problem
};

std::ostream& operator<<(std::ostream& out, const Example& example)
{
    return out << example.keys << " of " << example.row;
}

constexpr std::string_view Like = R"("condition":[[{"field":"items.name","logic":"like","value":"A"}]])";
constexpr std::string_view Two =
    R"("condition":[[{"field":"items.name","logic":"like","value":"A"},{"field":"items.qty","logic":"gt","value":"1"}]])";
constexpr std::string_view Or =
    R"("condition":[[{"field":"state","logic":"eq","value":"9"}],[{"field":"items.qty","logic":"gt","value":"1"}]])";
constexpr std::string_view Deep = R"("condition":[[{"field":"a.items.lots.no","logic":"eq","value":"1"}]])";

constexpr Example Examples[] = {
    // nothing to do: exactly as it came
    {R"("pagination":{"pageSize":5})", R"({"n": 1.50})", R"({"n": 1.50})"},
    {Like, R"({"n": 1, "items":[{"name":"A1"},{"name":"xA"}]})",
     R"({"n": 1, "items":[{"name":"A1"},{"name":"xA"}]})"},
    // lines that fail leave the document
    {Like, R"({"n":"\u0041","items":[{"name":"A1","qty":1.0},{"name":"B"}]})",
     R"({"n":"\u0041","items":[{"name":"A1","qty":1.0}]})"},
    {Like, R"({"items":[{"name":"B"}]})", "skipped"},
    {Like, R"({"items":[]})", "skipped"},
    {Two, R"({"items":[{"name":"A","qty":2},{"name":"A","qty":1},{"name":"B","qty":5}]})",
     R"({"items":[{"name":"A","qty":2}]})"},
    {Two, R"({"items":[{"name":"A","qty":1},{"name":"B","qty":5}]})", "skipped"},
    {Or, R"({"state":"9","items":[{"qty":1},{"qty":2}]})", R"({"state":"9","items":[{"qty":1},{"qty":2}]})"},
    {Or, R"({"state":"8","items":[{"qty":1},{"qty":2}]})", R"({"state":"8","items":[{"qty":2}]})"},
    {Deep, R"({"a":{"items":[{"lots":[{"no":"1"},{"no":"2"}]},{"lots":[{"no":"2"}]}]}})",
     R"({"a":{"items":[{"lots":[{"no":"1"}]}]}})"},
    // flattened
    {R"("beatFlat":["l"])", R"({"no":"S1","l":[{"q":1.0,"x":{"y":2}},{"q":2}],"z":null})",
     R"(-1 {"no":"S1","z":null,"l_q":1.0,"l_x":{"y":2}} -2 {"no":"S1","z":null,"l_q":2})"},
    {R"("beatFlat":["l"])", R"({"no":"S1","l":[]})", R"({"no":"S1"})"},
    {R"("otherRequestParams":{"beatFlat":["l"]})", R"({"l":[{"q":1},{"q":2}]})",
     R"(-1 {"l_q":1} -2 {"l_q":2})"},
    {R"("beatFlat":["l"])", R"({"l_q":"h","l_z":5,"l":[{"q":1},{"x":2}]})",
     R"(-1 {"l_z":5,"l_q":1} -2 {"l_q":"h","l_z":5,"l_x":2})"},
    {R"("formatResponse":[{"old":"t","new":"t","format":"date"},{"old":"t","new":"no","format":"shortDate"}])",
     R"({"no":"S1","t":"2024-06-01 10:00:00","z":1})", R"({"no":"06-01","t":"2024-06-01","z":1})"},
    {R"("beatFlat":["l"])", R"({"no":"S1","l":["a","b"]})",
     R"(-1 {"no":"S1","l":"a"} -2 {"no":"S1","l":"b"})"},
    {R"("beatFlat":["l","l_m"])", R"({"l":[{"m":[1,2]},{"m":[3]}]})",
     R"(-1-1 {"l_m":1} -1-2 {"l_m":2} -2-1 {"l_m":3})"},
    {R"("beatFlat":["l"])", R"({"no":"S1"})", "The row cannot be flattened: it has no list \"l\""},
    {R"("beatFlat":["l"])", R"({"no":"S1","l":{"a":1}})",
     "The row cannot be flattened: it has no list \"l\""},
    // further fields
    {R"("formatResponse":[{"old":"t","new":"d","format":"date"}])", R"({"t":"2024-06-01 08:30:15"})",
     R"({"t":"2024-06-01 08:30:15","d":"2024-06-01"})"},
    {R"("formatResponse":[{"old":"t","new":"d","format":"dateTime"}])", R"({"t":1717201815})",
     R"({"t":1717201815,"d":"2024-06-01 08:30"})"},
    {R"("formatResponse":[{"old":"t","new":"d","format":"time"}])", R"({"t":"2024-06-01 08:30:15"})",
     R"({"t":"2024-06-01 08:30:15","d":"08:30:15"})"},
    {R"x("formatResponse":[{"old":"a.n","new":"r","format":"round(2)"},{"old":"r","new":"i","format":"intval"}])x",
     R"({"a":{"n":"1.005"}})", R"({"a":{"n":"1.005"},"r":1.01,"i":1})"},
    {R"x("formatResponse":[{"old":"t","new":"s","format":"longText(2)"}])x", R"({"t":"盘盈单"})",
     R"({"t":"盘盈单","s":"盘盈"})"},
    {R"x("formatResponse":[{"old":"l","new":"s","format":"implode('; ')"}])x", R"({"l":["a",2]})",
     R"({"l":["a",2],"s":"a; 2"})"},
    {R"("formatResponse":[{"old":"t","new":"d","format":"date"}])", R"({"t":null})", R"({"t":null})"},
    {R"("formatResponse":[{"old":"t","new":"d","format":"date"}])", R"({"t":"soon"})",
     "The field \"t\" cannot be formatted as date: it is \"soon\""},
    {R"x("formatResponse":[{"old":"t","new":"d","format":"round(2)"}])x", R"({"t":"x"})",
     "cannot be formatted as round(2)"},
    {R"("beatFlat":["l"],"formatResponse":[{"old":"l_t","new":"d","format":"date"}])",
     R"({"l":[{"t":"2024-06-01"}]})", R"(-1 {"l_t":"2024-06-01","d":"2024-06-01"})"},
};

std::string shaped(const SourcePlan& plan, std::string_view row)
{
    sdk::JsonDocument document;
    document.parse(row);
    if (plan.skipReason(document.root()))
    {
        return "skipped";
    }
    std::vector<ShapedRow> rows;
    std::string problem;
    if (!plan.shape(document.root(), 480, rows, problem))
    {
        return problem;
    }
    std::string out;
    for (const ShapedRow& each : rows)
    {
        out += (out.empty() ? "" : " ") + (each.suffix.empty() ? each.json : each.suffix + " " + each.json);
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(Shapes)

BOOST_DATA_TEST_CASE(OfRows, boost::unit_test::data::make(Examples), example)
{
    Findings findings;
    const auto plan = SourcePlan::compile(source({}, example.keys), findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    const std::string rows = shaped(*plan, example.row);
    const bool exact = example.rows == "skipped" || example.rows.ends_with('}');
    BOOST_TEST((exact ? rows == example.rows : rows.find(example.rows) != std::string::npos), rows);
}

// A stored row is judged again when its document changed: as it was before.
BOOST_AUTO_TEST_CASE(AFlattenedRowStillMeetsItsCondition)
{
    Findings findings;
    const auto plan = SourcePlan::compile(
        source({}, R"("beatFlat":["l"],"condition":[[{"field":"l.q","logic":"gt","value":"1"}]])"), findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(shaped(*plan, R"({"l":[{"q":1},{"q":2}]})") == R"(-1 {"l_q":2})");
    sdk::JsonDocument stored;
    stored.parse(R"({"l_q":2})");
    BOOST_TEST(!plan->skipReason(stored.root()));
    stored.parse(R"({"l_q":1})");
    BOOST_TEST(plan->skipReason(stored.root()).has_value());
}

BOOST_AUTO_TEST_CASE(AConditionOnAFlattenedNameIsTold)
{
    Findings findings;
    const auto plan = SourcePlan::compile(
        source(
            {},
            R"("beatFlat":["l"],"condition":[[{"field":"no","logic":"notnull"},{"field":"l_q","logic":"gt","value":"1"}]])"),
        findings);
    BOOST_TEST_REQUIRE(plan != nullptr, show(findings));
    BOOST_TEST(show(findings).find("warning condition[0][1].field: Conditions are applied before beatFlat") ==
                   0u,
               show(findings));
    BOOST_TEST(show(findings).find("\"l.q\"") != std::string::npos, show(findings));
}

BOOST_AUTO_TEST_CASE(WrongKeysAreErrors)
{
    constexpr std::string_view Wrong[][2] = {
        {R"("beatFlat":"l")", "error beatFlat: "},
        {R"("beatFlat":[1])", "error beatFlat: "},
        {R"("beatFlat":["{{l}}"])", "error beatFlat: "},
        {R"("formatResponse":{"old":"a"})", "error formatResponse: "},
        {R"("formatResponse":[{"old":"a","new":"b"}])", "error formatResponse[0]: "},
        {R"("formatResponse":[{"old":"a","new":"b","format":"dates"}])", "Did you mean: date?"},
        {R"x("formatResponse":[{"old":"a","new":"b","format":"date(2)"}])x",
         "error formatResponse[0].format: "},
    };
    for (const auto& [keys, says] : Wrong)
    {
        Findings findings;
        BOOST_TEST(SourcePlan::compile(source({}, keys), findings) == nullptr, keys);
        BOOST_TEST(show(findings).find(says) != std::string::npos, show(findings));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
