// Reference rows.
#include "plan/Dataset.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace duijie::plan::test
{

namespace
{

std::string find(const Dataset& rows, std::string_view wanted, std::vector<Dataset::Equals> conditions)
{
    const auto hit = rows.find(wanted, conditions.data(), conditions.size());
    return hit ? hit->text + (hit->string ? "" : "!") + "/" + std::to_string(hit->hits) : "none";
}

} // namespace

BOOST_AUTO_TEST_SUITE(Datasets)

BOOST_AUTO_TEST_CASE(FindsByAnyField)
{
    Dataset rows;
    BOOST_TEST(rows.size() == 0);
    BOOST_TEST(find(rows, "id", {{"number", "A"}}) == "none");
    BOOST_TEST(
        rows.put("1", R"({"id":"1","number":"A","n":12.10,"o":{"p":["x"]},"b":true,"e":"","z":null})", 1));
    BOOST_TEST(rows.put("2", R"({"id":"2","number":"B","n":5})", 2));
    BOOST_TEST(rows.size() == 2);
    BOOST_TEST(find(rows, "id", {{"number", "A"}}) == "1/1");
    BOOST_TEST(find(rows, "id", {{"n", "12.10"}}) == "1/1");
    BOOST_TEST(find(rows, "id", {{"n", "12.1"}}) == "none");
    BOOST_TEST(find(rows, "n", {{"number", "A"}}) == "12.10!/1");
    BOOST_TEST(find(rows, "o", {{"number", "A"}}) == R"({"p":["x"]}!/1)");
    BOOST_TEST(find(rows, "o.p", {{"number", "A"}}) == R"(["x"]!/1)");
    BOOST_TEST(find(rows, "b", {{"b", "true"}}) == "true!/1");
    BOOST_TEST(find(rows, "e", {{"number", "A"}}) == "none");
    BOOST_TEST(find(rows, "z", {{"number", "A"}}) == "none");
    BOOST_TEST(find(rows, "nope", {{"number", "A"}}) == "none");
    BOOST_TEST(find(rows, "id", {{"nope", "A"}}) == "none");
    BOOST_TEST(find(rows, "id", {{"z", ""}}) == "none");
    BOOST_TEST(find(rows, "id", {{"o", R"({"p":["x"]})"}}) == "none");
    BOOST_TEST(find(rows, "id", {}) == "none");
    BOOST_TEST(rows.row("number", "B").value_or("") == R"({"id":"2","number":"B","n":5})");
    BOOST_TEST(!rows.row("number", "C").has_value());
}

BOOST_AUTO_TEST_CASE(RefusesWhatIsNoObject)
{
    Dataset rows;
    for (const std::string_view bad : {"", "[]", "5", "{", R"({"a":1}x)", "null"})
    {
        BOOST_TEST(!rows.put("1", bad, 1), bad);
    }
    BOOST_TEST(rows.size() == 0);
}

BOOST_AUTO_TEST_CASE(SeveralConditionsMustAllHold)
{
    Dataset rows;
    rows.put("1", R"({"id":"1","a":"x","b":"p"})", 1);
    rows.put("2", R"({"id":"2","a":"x","b":"q"})", 2);
    rows.put("3", R"({"id":"3","a":"y","b":"q"})", 3);
    BOOST_TEST(find(rows, "id", {{"a", "x"}, {"b", "q"}}) == "2/1");
    BOOST_TEST(find(rows, "id", {{"b", "q"}, {"a", "x"}}) == "2/1");
    BOOST_TEST(find(rows, "id", {{"a", "x"}, {"b", "z"}}) == "none");
    BOOST_TEST(find(rows, "id", {{"a", "y"}, {"b", "p"}}) == "none");
    BOOST_TEST(find(rows, "id", {{"b", "q"}}) == "3/2");
}

BOOST_AUTO_TEST_CASE(TheNewestWins)
{
    Dataset rows;
    rows.put("1", R"({"id":"1","k":"x","c":"1"})", 5);
    BOOST_TEST(find(rows, "id", {{"k", "x"}}) == "1/1"); // the index is there from here on
    rows.put("2", R"({"id":"2","k":"x","c":"1"})", 9);
    rows.put("3", R"({"id":"3","k":"x","c":"1"})", 7);
    BOOST_TEST(find(rows, "id", {{"k", "x"}}) == "2/3");
    BOOST_TEST(find(rows, "id", {{"k", "x"}, {"c", "1"}}) == "2/3");
    BOOST_TEST(rows.row("k", "x").value_or("").find("\"2\"") != std::string::npos);
    rows.put("1", R"({"id":"1b","k":"x","c":"1"})", 10);
    BOOST_TEST(find(rows, "id", {{"k", "x"}}) == "1b/3");
    rows.put("1", R"({"id":"1c","k":"x","c":"1"})", 1);
    BOOST_TEST(find(rows, "id", {{"k", "x"}}) == "2/3");
}

BOOST_AUTO_TEST_CASE(ReplacedRowsLeaveTheIndex)
{
    Dataset rows;
    rows.put("1", R"({"id":"1","k":"old"})", 1);
    BOOST_TEST(find(rows, "id", {{"k", "old"}}) == "1/1");
    rows.put("1", R"({"id":"2","k":"new"})", 2);
    BOOST_TEST(rows.size() == 1);
    BOOST_TEST(find(rows, "id", {{"k", "old"}}) == "none");
    BOOST_TEST(find(rows, "id", {{"k", "new"}}) == "2/1");
    rows.put("1", R"({"id":"3"})", 3);
    BOOST_TEST(find(rows, "id", {{"k", "new"}}) == "none");
    BOOST_TEST(!rows.put("1", "broken", 4));
    BOOST_TEST(find(rows, "id", {{"id", "3"}}) == "3/1");
}

BOOST_AUTO_TEST_CASE(ReadersBesideAWriter)
{
    Dataset rows;
    std::atomic<bool> stop{false};
    std::atomic<int> wrong{0};
    const auto read = [&]
    {
        while (!stop)
        {
            const Dataset::Equals condition{"k", "v7"};
            const auto hit = rows.find("id", &condition, 1);
            wrong += hit && hit->text != "7" ? 1 : 0;
        }
    };
    std::vector<std::thread> readers;
    readers.emplace_back(read);
    readers.emplace_back(read);
    for (int i = 0; i < 2000; ++i)
    {
        const std::string n = std::to_string(i % 50);
        rows.put(n, R"({"id":")" + n + R"(","k":"v)" + n + R"("})", i);
    }
    stop = true;
    for (std::thread& reader : readers)
    {
        reader.join();
    }
    BOOST_TEST(wrong == 0);
    BOOST_TEST(rows.size() == 50);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
