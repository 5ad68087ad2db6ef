// One bill of several rows: merge and groupCalculate.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

struct Grouped
{
    std::string rows;     // as JSON, one a line
    std::string problems; // "0,2 message", one a line
};

Grouped group(std::string_view keys, std::string_view list)
{
    Rig rig(target({node("a", "x")}, keys));
    BOOST_TEST_REQUIRE(rig.plan != nullptr, show(rig.findings));
    sdk::JsonDocument document;
    document.parse(list);
    std::vector<sdk::JsonValue> rows;
    for (const sdk::JsonValue row : document.root())
    {
        rows.push_back(row);
    }
    std::vector<GroupedRow> out;
    std::vector<GroupProblem> problems;
    rig.plan->grouping().apply(rows, out, problems);
    Grouped result;
    std::size_t members = 0;
    for (const GroupedRow& row : out)
    {
        result.rows += row.json + "\n";
        members += row.members.size();
    }
    for (const GroupProblem& problem : problems)
    {
        for (const std::size_t member : problem.members)
        {
            result.problems += std::to_string(member) + ",";
        }
        result.problems += " " + problem.message + "\n";
        members += problem.members.size();
    }
    BOOST_TEST(members == rows.size(), "every row ends in one bill or in one problem");
    return result;
}

constexpr std::string_view Merge =
    R"("operation":{"method":"merge","field":"no","header":["shop"],"bodyName":"items","body":["sku","lot"],"bodySum":["qty"]})";

struct Vector
{
    std::string_view keys;
    std::string_view rows;
    std::string_view out;
};

} // namespace

BOOST_AUTO_TEST_SUITE(Groupings)

BOOST_AUTO_TEST_CASE(Table)
{
    constexpr Vector Vectors[] = {
        // Equal lines are one, in the order they came; what is named nowhere is left out.
        {Merge,
         R"([{"no":"1","shop":"S","sku":"A","lot":null,"qty":1,"more":1},{"no":"2","shop":"T","sku":"A","qty":5},
             {"no":"1","shop":"S","sku":"B","qty":"2.50"},{"no":"1","shop":"S","sku":"A","lot":null,"qty":0.10}])",
         "{\"no\":\"1\",\"shop\":\"S\",\"items\":[{\"sku\":\"A\",\"lot\":null,\"qty\":1.10},{\"sku\":\"B\","
         "\"qty\":\"2.50\"}]}\n"
         "{\"no\":\"2\",\"shop\":\"T\",\"items\":[{\"sku\":\"A\",\"qty\":5}]}\n"},
        // A number and its text are the same key; one sum of both is a text.
        {Merge, R"([{"no":7,"sku":"A","qty":1},{"no":"7","sku":"A","qty":"1.0"}])",
         "{\"no\":7,\"items\":[{\"sku\":\"A\",\"qty\":\"2.0\"}]}\n"},
        // Without sums every row stays a line.
        {R"("operation":{"method":"merge","field":"no","bodyName":"l","header":["h"]})",
         R"([{"no":"1","h":"x","q":1},{"no":"1","h":"y","q":1}])",
         "{\"no\":\"1\",\"h\":\"x\",\"l\":[{\"q\":1},{\"q\":1}]}\n"},
        // Without a header it is what no line has.
        {R"("operation":{"method":"merge","field":"no,day","bodyName":"l","body":["q"]})",
         R"([{"no":"1","day":"a","h":"x","q":1},{"no":"1","day":"b","h":"y","q":2},{"no":"1","day":"a","q":3}])",
         "{\"no\":\"1\",\"day\":\"a\",\"h\":\"x\",\"l\":[{\"q\":1},{\"q\":3}]}\n"
         "{\"no\":\"1\",\"day\":\"b\",\"h\":\"y\",\"l\":[{\"q\":2}]}\n"},
        {R"("groupCalculate":{"headerGroup":["s"],"bodyGroup":["g"],"bodyName":"l","bodyMaxLine":"1",
            "calculate":{"a":"$sum","b":"$avg","c":"$min","d":"$max","e":"$push","f":"$addToSet","h":"$first","i":"last"}})",
         R"([{"s":1,"g":"x","a":1,"b":1,"c":3,"d":3,"e":1,"f":1,"h":"p","i":"p","lost":1},
             {"s":1,"g":"x","a":2,"b":2,"c":2,"d":4,"e":1,"f":1,"h":"q","i":"q"},
             {"s":1,"g":"y","a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"h":1,"i":1}])",
         R"({"s":1,"l":[{"g":"x","a":3,"b":1.5000,"c":2,"d":4,"e":[1,1],"f":[1],"h":"p","i":"q"}]})"
         "\n"
         R"({"s":1,"l":[{"g":"y","a":1,"b":1,"c":1,"d":1,"e":[1],"f":[1],"h":1,"i":1}]})"
         "\n"},
        // Dates are texts.
        {R"("groupCalculate":{"headerGroup":["s"],"bodyGroup":["g"],"bodyName":"l","calculate":{"t":"$max","u":"$min"}})",
         R"([{"s":1,"g":"x","t":"2024-06-02","u":"b"},{"s":1,"g":"x","t":"2024-06-10","u":"a\"1"},{"s":1,"g":"x","t":"","u":"c"}])",
         R"({"s":1,"l":[{"g":"x","t":"2024-06-10","u":"a\"1"}]})"
         "\n"},
    };
    for (const Vector& vector : Vectors)
    {
        const Grouped grouped = group(vector.keys, vector.rows);
        BOOST_TEST(grouped.rows == vector.out);
        BOOST_TEST(grouped.problems.empty(), grouped.problems);
    }
}

BOOST_AUTO_TEST_CASE(RowsThatCannotBeMergedStayAlone)
{
    const Grouped grouped = group(Merge, R"([{"sku":"A","qty":1},{"no":"","sku":"A","qty":1},{"no":null},
        {"no":["1"]},{"no":"1","sku":"A","qty":"x"},{"no":"1","sku":"B","qty":1},{"no":"2","sku":"A"},
        {"no":"3","sku":"A","qty":1}])");
    BOOST_TEST(grouped.rows == "{\"no\":\"3\",\"items\":[{\"sku\":\"A\",\"qty\":1}]}\n");
    for (const std::string_view says :
         {"0, The row cannot be merged with others: its field \"no\" is missing or empty (found: -)", "1, ",
          "2, ", "3, ", "4,5, The field \"qty\" cannot be calculated", "6, "})
    {
        BOOST_TEST(grouped.problems.find(says) != std::string::npos, grouped.problems);
    }
}

BOOST_AUTO_TEST_CASE(NumbersAndTextsHaveNoOrder)
{
    const Grouped grouped = group(
        R"("groupCalculate":{"headerGroup":["s"],"bodyGroup":["g"],"bodyName":"l","calculate":{"t":"$max"}})",
        R"([{"s":1,"g":"x","t":"5"},{"s":1,"g":"x","t":"a"}])");
    BOOST_TEST(grouped.rows.empty());
    BOOST_TEST(grouped.problems.find("numbers in some rows of the bill and texts in others") !=
                   std::string::npos,
               grouped.problems);
}

BOOST_AUTO_TEST_CASE(WrongKeysAreErrors)
{
    constexpr std::string_view Wrong[][2] = {
        {R"("operation":{"method":"merge","bodyName":"l","body":["q"]})", "error operation.field: "},
        {R"("operation":{"method":"merge","field":"no","body":["q"]})", "error operation.bodyName: "},
        {R"("operation":{"method":"merge","field":"no","bodyName":"l"})", "error operation.body: "},
        {R"("operation":{"method":"merge","field":"a.b","bodyName":"l","body":["q"]})",
         "error operation.field: "},
        {R"("operation":{"method":"merge","field":7,"bodyName":"l","body":["q"]})",
         "error operation.field: "},
        {R"("groupCalculate":{"headerGroup":["s"],"bodyName":"l"})", "error groupCalculate.bodyGroup: "},
        {R"("groupCalculate":{"headerGroup":["s"],"bodyGroup":["g"],"bodyName":"l","calculate":{"q":"$summ"}})",
         "Did you mean: $sum?"},
        {R"("groupCalculate":{"headerGroup":["s"],"bodyGroup":["g"],"bodyName":"l","bodyMaxLine":"x"})",
         "error groupCalculate.bodyMaxLine: "},
        {R"("operation":{"method":"merge","field":"n","bodyName":"l","body":["q"]},
            "groupCalculate":{"headerGroup":["s"],"bodyGroup":["g"],"bodyName":"l"})",
         "Keep one of them"},
    };
    for (const auto& [keys, says] : Wrong)
    {
        Rig rig(target({node("a", "x")}, keys));
        BOOST_TEST(rig.plan == nullptr, keys);
        BOOST_TEST(show(rig.findings).find(says) != std::string::npos, show(rig.findings));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
