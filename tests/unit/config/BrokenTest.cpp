// Broken configurations: each is refused with the place and a sentence that helps.
#include "BrokenTable.h"
#include "Support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace duijie::config::test
{

BOOST_AUTO_TEST_SUITE(broken)

BOOST_AUTO_TEST_CASE(thePartsThemselvesAreGood)
{
    BOOST_TEST(problemsOf(Text().whole()) == "");
}

BOOST_DATA_TEST_CASE(onePartIsWrong, boost::unit_test::data::make(brokenParts()), item)
{
    const std::string found = problemsOf(item.content);
    BOOST_TEST(found.find(item.says) != std::string::npos, "expected " << item.says << "\nfound " << found);
}

BOOST_DATA_TEST_CASE(oneSettingOfAFlowIsWrong, boost::unit_test::data::make(brokenSettings()), item)
{
    const std::string found = problemsOf(item.content);
    BOOST_TEST(found.find(item.says) != std::string::npos, "expected " << item.says << "\nfound " << found);
    BOOST_TEST(std::count(found.begin(), found.end(), '\n') == 1, "only that: " << found);
}

BOOST_AUTO_TEST_CASE(everythingWrongIsToldAtOnce)
{
    Text text;
    text.top = R"("language": "xx", "sandbx": true)";
    text.store = R"("store": {"url": "oracle:x"})";
    text.flow =
        R"("plugin":"p","source":"nobody","target":"jdy","start":"?","concurrency":0,"batch":"x","lagg":1)";
    const std::string found = problemsOf(text.whole());
    BOOST_TEST(std::count(found.begin(), found.end(), '\n') == 8, found);
    for (const char* path :
         {"language: ", "sandbx: ", "store.url: ", "flows.panying.source: ", "flows.panying.start: ",
          "flows.panying.concurrency: ", "flows.panying.batch: ", "flows.panying.lagg: "})
    {
        BOOST_TEST(found.find(path) != std::string::npos, path);
    }
}

BOOST_AUTO_TEST_CASE(whatIsNoJsonIsSaidSo)
{
    for (const char* content :
         {"", "{", "[]", "[1]", "5", "\"x\"", "null", "{\"a\":}", "{\"a\":1,}", "{} {}"})
    {
        const std::string found = problemsOf(content);
        BOOST_TEST(found.find("is not valid JSON") != std::string::npos, content << ": " << found);
    }
    BOOST_TEST(problemsOf(std::string(5000, '[')).find("is not valid JSON") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(aFileThatCannotBeReadIsSaidSo)
{
    const Folder folder;
    Problems problems;
    BOOST_TEST(!readConfig(folder.path("absent.json"), problems).has_value());
    BOOST_TEST_REQUIRE(problems.size() == 1u);
    BOOST_TEST(problems[0].message.find("cannot be read") != std::string::npos);
    BOOST_TEST(problems[0].message.find("absent.json") != std::string::npos);
    problems.clear();
    BOOST_TEST(!readConfig(folder.path(), problems).has_value());
    BOOST_TEST(problems.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
