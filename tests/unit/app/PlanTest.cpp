// Documents tried by themselves: what is read, what is compared.
#include "app/JsonDifference.h"
#include "app/JsonLayout.h"
#include "app/PlanInput.h"
#include "app/PlanTimes.h"
#include "app/PlanTrial.h"

#include <boost/test/unit_test.hpp>

namespace duijie::app::test
{

namespace
{

std::string listed(const std::vector<JsonDifference>& differences)
{
    std::string out;
    for (const JsonDifference& each : differences)
    {
        out += each.path + ": " + each.expected + " / " + each.found + "\n";
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plans)

BOOST_AUTO_TEST_CASE(records_come_in_three_forms)
{
    struct Vector
    {
        std::string_view text;
        std::size_t rows;
        bool list;
        std::string_view problem;
    };
    constexpr Vector Vectors[] = {
        {R"({"a":1})", 1, false, ""},
        {R"([{"a":1},{"a":2}])", 2, true, ""},
        {"{\"a\":1}\n\n{\"a\":2}\r\n", 2, true, ""},
        {"[]", 0, true, ""},
        {"[1]", 0, false, "number"},
        {"7", 0, false, "Line 1"},
        {"", 0, false, "A record is a JSON object"},
        {"{\"a\":1}\n{\"a\":", 0, false, "Line 2"},
    };
    for (const Vector& vector : Vectors)
    {
        std::string problem;
        const std::optional<Records> records = readRecords(vector.text, problem);
        BOOST_TEST(records.has_value() == vector.problem.empty(), vector.text);
        BOOST_TEST(problem.find(vector.problem) != std::string::npos, problem);
        BOOST_TEST((!records || (records->rows.size() == vector.rows && records->list == vector.list)),
                   vector.text);
    }
}

BOOST_AUTO_TEST_CASE(rows_of_data_sets_may_be_stored_ones)
{
    FileDatasets datasets;
    std::string problem;
    BOOST_TEST(datasets.add(
        "d", R"([{"id":"1","number":"A","content":{"name":"x"}},{"id":"2","number":"B"}])", problem));
    const plan::Dataset::Equals byName{"name", "x"};
    BOOST_TEST(datasets.dataset("d")->find("id", &byName, 1)->text == "1");
    const plan::Dataset::Equals byNumber{"number", "B"};
    BOOST_TEST(datasets.dataset("d")->find("id", &byNumber, 1)->text == "2");
    BOOST_TEST(datasets.dataset("e") == nullptr);
    BOOST_TEST(!datasets.add("d", "7", problem));
    BOOST_TEST(datasets.add("empty", "\n", problem));
    BOOST_TEST_REQUIRE(datasets.dataset("empty") != nullptr);
    BOOST_TEST(datasets.dataset("empty")->size() == 0u);
}

BOOST_AUTO_TEST_CASE(differences_are_named_by_path)
{
    sdk::JsonDocument expected;
    sdk::JsonDocument found;
    expected.parse(R"({"a":1.50,"b":[{"c":"x"},{"c":"y"}],"d":null,"e":{"f":1}})");
    found.parse(R"({"e":{"g":2},"b":[{"c":"x"},{"c":"z"},3],"a":1.5,"d":null})");
    BOOST_TEST(listed(differences(expected.root(), found.root())) ==
               "a: 1.50 / 1.5\nb[1].c: \"y\" / \"z\"\nb[2]:  / 3\ne.f: 1 / \ne.g:  / 2\n");
    BOOST_TEST(differences(expected.root(), expected.root()).empty());
}

BOOST_AUTO_TEST_CASE(layout_changes_nothing_but_blanks)
{
    const std::string text = "{ \"a\\\" \" : [ 1.50 , \"x y\\\\\" , {} , [] ] }";
    BOOST_TEST(compacted(text) == R"({"a\" ":[1.50,"x y\\",{},[]]})");
    sdk::JsonDocument document;
    document.parse(text);
    const std::string shown = indented(document.root());
    BOOST_TEST(shown == "{\n  \"a\\\" \": [\n    1.50,\n    \"x y\\\\\",\n    {},\n    []\n  ]\n}");
    BOOST_TEST(compacted(shown) == compacted(text));
}

BOOST_AUTO_TEST_CASE(times_are_read_in_their_zone)
{
    std::string problem;
    const auto china = timesOf("", "2024-06-01 01:00:00", "", problem);
    BOOST_TEST_REQUIRE(china.has_value(), problem);
    BOOST_TEST(china->nowMs == 1717174800000);
    BOOST_TEST(china->lastSyncMs == 1717171200000);
    BOOST_TEST(china->offsetMinutes == 480);
    const auto summer = timesOf("America/New_York", "2024-06-01 01:00:00", "2024-05-31 00:00:00", problem);
    BOOST_TEST(summer->offsetMinutes == -240);
    BOOST_TEST(!timesOf("Nowhere/City", "", "", problem).has_value());
    BOOST_TEST(!timesOf("", "2024-02-30 00:00:00", "", problem).has_value());
    BOOST_TEST(!timesOf("", "", "yesterday", problem).has_value());
}

// A list of records gives a list of bodies, and all errors say whose they are.
BOOST_AUTO_TEST_CASE(all_errors_of_all_records_are_told)
{
    const std::string document =
        R"({"api":"a","request":[{"field":"a","value":"{{x}}"},{"field":"b","value":"{{y}}"}]})";
    const FileDatasets none;
    Records records{{R"({"x":1,"y":2})", R"({"x":1})", "{}"}, true};
    const Trial trial = tryTarget(document, records, none, {});
    BOOST_TEST(!trial.good());
    BOOST_TEST(trial.errors.size() == 3u);
    BOOST_TEST(*trial.errors[0].record == 1u);
    BOOST_TEST(trial.errors[2].path == "b");
    records.rows.resize(1);
    BOOST_TEST(trialJson(tryTarget(document, records, none, {})) == R"([{"a":1,"b":2}])");
    records.list = false;
    BOOST_TEST(trialJson(tryTarget(document, records, none, {})) == R"({"a":1,"b":2})");
    BOOST_TEST(trialJson(tryTarget("{", records, none, {})).find("\"findings\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::app::test
