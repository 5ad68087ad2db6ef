// Which rows a source document keeps.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Row =
    R"({"wh":"WH01","n":80,"s":"80","d":12.50,"neg":-3,"code":"007","exp":"1E2","nil":null,
 "blank":"","big":"123456789012345678901234567890123456789","flag":true,"name":"促销活动A","t":"2024-06-01 12:00:00",
 "unix":1717214400,"o":{"p":"q"},"a.b":"dotted","items":[{"name":"x活动","qty":1},{"name":"y","qty":5}],"none":[]})";

std::string test(std::string_view field, std::string_view logic, std::string_view json,
                 std::string_view more = {})
{
    return "{\"field\":" + quoted(field) + ",\"logic\":" + quoted(logic) +
           (json.empty() ? std::string() : ",\"value\":" + std::string(json)) + std::string(more) + "}";
}

// "keeps", the reason, or "refused: findings".
std::string outcome(const std::string& condition)
{
    Findings findings;
    const auto plan = SourcePlan::compile(source({}, "\"condition\":" + condition), findings);
    if (plan == nullptr)
    {
        return "refused: " + show(findings);
    }
    sdk::JsonDocument row;
    BOOST_REQUIRE(row.parse(Row));
    return plan->skipReason(row.root()).value_or("keeps");
}

struct Vector
{
    std::string_view field;
    std::string_view logic;
    std::string_view value; ///< JSON
    bool keeps;
};

constexpr Vector Vectors[] = {
    {"wh", "eq", R"("WH01")", true},
    {"wh", "eq", R"("wh01")", false},
    {"wh", "eqv2", R"("WH01")", true},
    {"wh", "EQ", R"("WH01")", true},
    {"wh", "neq", R"("WH01")", false},
    {"wh", "neq", R"("WH02")", true},
    {"n", "eq", R"("80")", true},
    {"n", "eq", "80", true},
    {"s", "eq", "80", true},
    {"s", "eq", R"("80.00")", true},
    {"n", "neq", R"("80")", false},
    {"d", "eq", R"("12.5")", true},
    {"code", "eq", R"("7")", false},
    {"code", "neq", R"("7")", true},
    {"exp", "eq", R"("100")", false},
    {"big", "eq", R"("123456789012345678901234567890123456789")", true},
    {"big", "eq", R"("123456789012345678901234567890123456780")", false},
    {"flag", "eq", R"("true")", true},
    {"flag", "eq", "true", true},
    {"blank", "eq", R"("")", true},
    {"blank", "neq", R"("x")", true},
    {"missing", "eq", R"("x")", false},
    {"missing", "eq", R"("")", false},
    {"missing", "neq", R"("x")", true},
    {"nil", "eq", R"("x")", false},
    {"nil", "neq", R"("x")", true},
    {"n", "gt", R"("9")", true},
    {"n", "gt", R"("80")", false},
    {"n", "egt", R"("80")", true},
    {"n", "lt", R"("100")", true},
    {"n", "lt", R"("80")", false},
    {"n", "elt", R"("80")", true},
    {"neg", "lt", R"("0")", true},
    {"d", "gt", R"("12.49")", true},
    {"missing", "gt", R"("0")", false},
    {"missing", "lt", R"("0")", false},
    {"nil", "elt", R"("0")", false},
    {"t", "gt", R"("2024-05-31 00:00:00")", true},
    {"t", "lt", R"("2024-05-31 00:00:00")", false},
    {"name", "like", R"("活动")", true},
    {"name", "like", R"("清仓")", false},
    {"name", "notlike", R"("活动")", false},
    {"name", "notlike", R"("清仓")", true},
    {"missing", "like", R"("x")", false},
    {"missing", "notlike", R"("x")", true},
    {"n", "like", R"("8")", true},
    {"n", "between", R"("80,100")", true},
    {"n", "between", R"("1,80")", true},
    {"n", "between", R"("81,100")", false},
    {"n", "between", R"("9, 100")", true},
    {"n", "between", "[70,90]", true},
    {"missing", "between", R"("0,1")", false},
    {"wh", "in", R"("WH00, WH01")", true},
    {"wh", "in", R"("WH00")", false},
    {"wh", "in", R"(["WH01"])", true},
    {"n", "in", R"("1,80.0")", true},
    {"missing", "in", R"("a,b")", false},
    {"wh", "notin", R"("WH00,WH02")", true},
    {"wh", "notin", R"("WH00,WH01")", false},
    {"missing", "notin", R"("a")", true},
    {"missing", "isnull", "", true},
    {"nil", "isnull", "", true},
    {"blank", "isnull", "", false},
    {"wh", "isnull", "", false},
    {"nil", "null", "", true},
    {"wh", "notnull", "", true},
    {"blank", "notnull", "", true},
    {"nil", "notnull", "", false},
    {"missing", "notnull", R"("")", false},
    {"o.p", "eq", R"("q")", true},
    {"o.x", "eq", R"("q")", false},
    {"a.b", "eq", R"("dotted")", true},
    {"t", "egt", R"("timestamp:1717214400")", true},
    {"t", "gt", R"("timestamp:1717214400")", false},
    {"unix", "eq", R"("timestamp:2024-06-01 12:00:00")", true},
    {"t", "egt", R"("timestamp 1717214400")", true},
    {"t", "gt", R"("timestamp|1717214400")", false},
    {"t", "egt", R"("timestamp1717214400")", true},
    {"t", "gt", R"("timestamp: 2024-06-01 12:00:00")", false},
    {"t", "neq", R"("timestamps")", true},
    {"{{t}}", "egt", R"("timestamp:1717214400")", true},
    {"{t}", "gt", R"("timestamp:1717214400")", false},
    {"t", "between", R"("timestamp:1717214300,1717214500")", true},
    {"wh", "gt", R"("timestamp:1717214400")", false},
    {"wh", "neq", R"("timestamp:1717214400")", true},
    {"missing", "lt", R"("timestamp:1717214400")", false},
};

} // namespace

BOOST_AUTO_TEST_SUITE(Conditions)

BOOST_AUTO_TEST_CASE(EachOperator)
{
    for (const Vector& vector : Vectors)
    {
        const std::string result = outcome("[[" + test(vector.field, vector.logic, vector.value) + "]]");
        BOOST_TEST((result == "keeps") == vector.keeps,
                   vector.field << ' ' << vector.logic << ' ' << vector.value << ": " << result);
        BOOST_TEST(!result.starts_with("refused"), result);
    }
}

BOOST_AUTO_TEST_CASE(GroupsAreOrsOfAnds)
{
    const std::string yes = test("wh", "eq", "\"WH01\"");
    const std::string no = test("wh", "eq", "\"WH99\"");
    BOOST_TEST(outcome("[]") == "keeps");
    BOOST_TEST(outcome("[[" + yes + "," + yes + "]]") == "keeps");
    BOOST_TEST(outcome("[[" + yes + "," + no + "]]") != "keeps");
    BOOST_TEST(outcome("[[" + no + "],[" + yes + "]]") == "keeps");
    BOOST_TEST(outcome("[[" + no + "],[" + yes + "," + no + "]]") != "keeps");
    BOOST_TEST(outcome("[[]]") == "keeps");
}

BOOST_AUTO_TEST_CASE(ReasonsAreSentences)
{
    BOOST_TEST(outcome("[[" + test("wh", "neq", "\"WH01\"") + "]]") ==
               "The field wh is \"WH01\"; the condition wants it to be other than \"WH01\" (neq)");
    BOOST_TEST(outcome("[[" + test("missing", "eq", "\"x\"") + "]]") ==
               "The field missing is \"nothing\"; the condition wants it to be equal to \"x\" (eq)");
    BOOST_TEST(outcome("[[" + test("nil", "notnull", "") + "]]") ==
               "The field nil is \"nothing\"; the condition wants it to be not empty (notnull)");
    const std::string two = outcome("[[" + test("wh", "eq", "\"a\"") + "],[" + test("n", "gt", "90") + "]]");
    BOOST_TEST(two.find("\"a\" (eq); and: The field n is \"80\"") != std::string::npos, two);
}

BOOST_AUTO_TEST_CASE(ListsLooseAndStrict)
{
    struct List
    {
        std::string_view field;
        std::string_view logic;
        std::string_view value;
        bool loose;
        bool strict;
    };
    constexpr List Lists[] = {
        {"items.name", "like", R"("活动")", true, false}, {"items.name", "like", R"("zzz")", false, false},
        {"items.qty", "gt", R"("0")", true, true},        {"items.qty", "gt", R"("4")", true, false},
        {"items.other", "eq", R"("1")", false, false},    {"items.other", "neq", R"("1")", true, true},
        {"none.name", "eq", R"("1")", false, true},
    };
    for (const List& list : Lists)
    {
        const std::string loose = outcome("[[" + test(list.field, list.logic, list.value) + "]]");
        const std::string strict =
            outcome("[[" + test(list.field, list.logic, list.value, ",\"strictMode\":true") + "]]");
        BOOST_TEST((loose == "keeps") == list.loose, list.field << list.logic << loose);
        BOOST_TEST((strict == "keeps") == list.strict, list.field << list.logic << strict);
    }
}

BOOST_AUTO_TEST_CASE(UnreadableConditionsAreErrorsWithAPath)
{
    struct Refusal
    {
        std::string_view condition;
        std::string_view says;
    };
    constexpr Refusal Refusals[] = {
        {R"([[{"field":"a","logic":"equals","value":"1"}]])",
         "error condition[0][0].logic: The operator \"equals\""},
        {R"([[{"field":"a","logic":"eqq","value":"1"}]])", "Did you mean: eq"},
        {R"([[{"logic":"eq","value":"1"}]])", "error condition[0][0].field"},
        {R"([[{"field":"a","logic":"eq"}]])", "error condition[0][0].value"},
        {R"([[{"field":"a","logic":"eq","value":["x"]}]])", "error condition[0][0].value"},
        {R"([[{"field":"a","logic":"between","value":"1"}]])", "needs two values"},
        {R"([[{"field":"a","logic":"between","value":"1,2,3"}]])", "needs two values"},
        {R"([[{"field":"a","logic":"gt","value":"timestamp:soon"}]])", "is no time"},
        {R"([[{"field":"a","logic":"gt","value":"timestamp 12:00"}]])", "is no time"},
        {R"([[{"field":"a","logic":"gt","value":"timestamp:"}]])", "is no time"},
        {R"([[{"field":"a","logic":"like","value":"timestamp:1717214400"}]])", "cannot be used with"},
        {R"([[{"field":"x{{a}}","logic":"eq","value":"1"}]])", "names a field"},
        {R"([[{"field":"a","logic":"eq","value":"{{b}}"}]])", "has a template"},
        {R"([{"field":"a","logic":"eq","value":"1"}])", "error condition[0]: "},
        {R"([["a"]])", "error condition[0][0]: "},
        {R"({"field":"a"})", "error condition: "},
        {R"("x")", "error condition: "},
        {R"([[],[{"field":"a","logic":"eq","value":"1"},{}]])", "error condition[1][1]."},
    };
    for (const Refusal& refusal : Refusals)
    {
        const std::string result = outcome(std::string(refusal.condition));
        BOOST_TEST(result.starts_with("refused"), refusal.condition);
        BOOST_TEST(result.find(refusal.says) != std::string::npos, result);
    }
}

BOOST_AUTO_TEST_CASE(ParkedConditionsAreIgnored)
{
    Findings findings;
    const auto plan = SourcePlan::compile(
        source({}, R"("condition_bk":[[{"field":"a","logic":"nonsense","value":"1"}]])"), findings);
    BOOST_REQUIRE(plan != nullptr);
    BOOST_TEST(findings.empty(), show(findings));
    sdk::JsonDocument row;
    BOOST_REQUIRE(row.parse("{}"));
    BOOST_TEST(!plan->skipReason(row.root()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
