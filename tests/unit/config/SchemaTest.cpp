// The published schema against the reader: the same settings, and of a value the same opinion as far as a
// schema can have one.
#include "BrokenTable.h"
#include "SchemaPlaces.h"
#include "Support.h"

#include "config/ConfigText.h"
#include "config/Schema.h"

#include "text/Catalogue.h"

#include <Poco/JSON/Array.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace duijie::config::test
{

namespace
{

using Poco::Dynamic::Var;

struct Opinions
{
    Problems reader;
    std::set<std::string> schema; ///< paths
};

Opinions opinionsOf(const std::string& content)
{
    text::setLanguage(text::Language::English);
    const Folder folder;
    folder.write("m.json", "{}");
    const std::string file = folder.write("duijie.json", content);
    Opinions out;
    Problems nowhere;
    readConfig(file, out.reader);
    const auto text = readText(file, nowhere);
    BOOST_TEST_REQUIRE(text.has_value(), content);
    out.schema = refusedBySchema(text->root);
    return out;
}

bool isRelated(const std::string& a, const std::string& b)
{
    const std::string& inner = a.size() > b.size() ? a : b;
    const std::string& outer = a.size() > b.size() ? b : a;
    return inner.compare(0, outer.size(), outer) == 0;
}

// What only the reader can know: other places of the file, the calendar, files, this machine; what addresses
// are.
const char* const BeyondASchema[] = {
    "There is no connection",
    "There is no time zone",
    "is no interval",
    "a cron expression has five",
    "is wrong: values from",
    "never comes",
    "There is no file",
    "is not a flow that keeps",
    "belongs to the flow",
    "is not a time of the form",
    "Without TLS mail goes",
    "With \"sandbox\"",
    "A robot's address begins",
    "Expected a whole web address",
    "is no mail address",
    "\" is no span of a day",
    "Expected an address and a port",
    "The label has more than",
    "This setting is missing or em", // a null is nothing
    "There is no setting \"zzz\"",   // likewise
    "and no plugin",                 // what a flow that others fill may have
    "plain text is refused",         // in a sandbox it is taken
};

bool isBeyond(const Problem& problem)
{
    return std::any_of(std::begin(BeyondASchema), std::end(BeyondASchema),
                       [&](const char* part) { return problem.message.find(part) != std::string::npos; });
}

// True when the schema refuses `content`, too.
bool agreeOn(const std::string& content)
{
    const Opinions opinions = opinionsOf(content);
    for (const Problem& problem : opinions.reader)
    {
        BOOST_TEST(problem.message != text::say("config.schema"), problem.path << " of " << content);
        const bool both = std::any_of(opinions.schema.begin(), opinions.schema.end(),
                                      [&](const std::string& path) { return isRelated(path, problem.path); });
        BOOST_TEST((both || isBeyond(problem)), describe(problem) << "\nof " << content);
    }
    BOOST_TEST((opinions.schema.empty() || !opinions.reader.empty()), "only the schema refuses " << content);
    return !opinions.schema.empty();
}

// The names that the reader lists at a place.
std::set<std::string> listedAt(const Way& way)
{
    std::set<std::string> names;
    const std::string begin = "There is no setting \"qqqqqqqqqqqq\" here. Settings here: ";
    for (const Problem& problem : opinionsOf(with(way, "qqqqqqqqqqqq", "1")).reader)
    {
        if (problem.message.rfind(begin, 0) == 0)
        {
            std::istringstream list(problem.message.substr(begin.size()));
            for (std::string name; list >> name;)
            {
                names.insert(name.substr(0, name.find_first_of(",.")));
            }
        }
    }
    return names;
}

std::set<std::string> namesOf(const std::map<std::string, Object>& settings)
{
    std::set<std::string> out;
    for (const auto& [name, node] : settings)
    {
        out.insert(name);
    }
    return out;
}

// What stands in the place of a value that is right.
const char* const OddValues[] = {"\"1:80\"",
                                 "null",
                                 "\"\"",
                                 "0",
                                 "-1",
                                 "1.5",
                                 "true",
                                 "[]",
                                 "{}",
                                 "\"x\"",
                                 "[5]",
                                 "[\"\"]",
                                 "[[]]",
                                 "[null]",
                                 "99999999999",
                                 "1e30",
                                 "9223372036854775808"};

} // namespace

BOOST_AUTO_TEST_SUITE(schema_and_reader)

BOOST_AUTO_TEST_CASE(everythingIsTaken)
{
    std::ostringstream out;
    everything()->stringify(out);
    const Opinions opinions = opinionsOf(out.str());
    for (const Problem& problem : opinions.reader)
    {
        BOOST_ERROR(describe(problem));
    }
    BOOST_TEST(opinions.schema.empty());
    std::set<std::string> kinds;
    const auto channel = publishedSchema()
                             ->getObject("properties")
                             ->getObject("alerts")
                             ->getObject("properties")
                             ->getObject("channels");
    const auto known = channel->getObject("additionalProperties")
                           ->getObject("properties")
                           ->getObject("kind")
                           ->getArray("enum");
    for (const Var& kind : *known)
    {
        kinds.insert(kind.convert<std::string>());
    }
    BOOST_TEST((kinds == std::set<std::string>{"dingtalk", "feishu", "mail", "webhook", "wecom"}));
}

// Every setting that the reader knows at a place stands in the schema there, and none besides.
BOOST_AUTO_TEST_CASE(theyKnowTheSameSettings)
{
    std::size_t settings = 0;
    for (const SchemaPlace& place : schemaPlaces())
    {
        const std::string path = pathOf(place.way);
        if (place.free || (place.way.size() == 2 && place.way.front() == "connections"))
        {
            continue; // names are the operator's, or the plugin's
        }
        settings += place.settings.size();
        BOOST_TEST_CONTEXT("at \"" << path << "\"")
        {
            BOOST_TEST(listedAt(place.way) == namesOf(place.settings), boost::test_tools::per_element());
            BOOST_TEST(agreeOn(with(place.way, "qqqqqqqqqqqq", "1")));
        }
    }
    BOOST_TEST(settings > 80u);
}

BOOST_AUTO_TEST_CASE(everySettingIsExplainedInBothLanguages)
{
    for (const SchemaPlace& place : schemaPlaces())
    {
        for (const auto& [name, node] : place.settings)
        {
            const std::string said = node->optValue<std::string>("description", "");
            const bool chinese =
                std::any_of(said.begin(), said.end(), [](char c) { return (c & 0x80) != 0; });
            BOOST_TEST((chinese && said.find(" · ") != std::string::npos), pathOf(place.way) << "." << name);
        }
    }
}

// A value of no kind that any setting takes is refused by both, at its own place.
BOOST_AUTO_TEST_CASE(bothRefuseAValueOfTheWrongKind)
{
    for (const SchemaPlace& place : schemaPlaces())
    {
        for (const auto& [name, node] : place.settings)
        {
            const std::string path = (place.way.empty() ? "" : pathOf(place.way) + ".") + name;
            const Opinions opinions = opinionsOf(with(place.way, name, "[{}]"));
            const bool told =
                std::any_of(opinions.reader.begin(), opinions.reader.end(),
                            [&](const Problem& problem)
                            { return problem.path == path && problem.message.rfind("Expected", 0) == 0; });
            BOOST_TEST(told, path);
            BOOST_TEST(!opinions.schema.empty(), path);
        }
    }
}

BOOST_AUTO_TEST_CASE(theyAgreeOnOddValues)
{
    int refused = 0;
    int tried = 0;
    for (const SchemaPlace& place : schemaPlaces())
    {
        for (const auto& [name, node] : place.settings)
        {
            for (const char* value : OddValues)
            {
                ++tried;
                refused += agreeOn(with(place.way, name, value)) ? 1 : 0;
            }
        }
        agreeOn(with(place.way, "a.b", "0"));
        agreeOn(with(place.way, "1", "{}"));
    }
    BOOST_TEST_MESSAGE(refused << " of " << tried << " are refused");
    BOOST_TEST(refused > tried / 2);
}

// The checker takes a NUL for the end of a text; the reader refuses it first.
BOOST_AUTO_TEST_CASE(aNulIsToldByTheReader)
{
    for (const SchemaPlace& place : schemaPlaces())
    {
        for (const auto& [name, node] : place.settings)
        {
            for (const Problem& problem : opinionsOf(with(place.way, name, R"("a\u0000")")).reader)
            {
                BOOST_TEST(problem.message != text::say("config.schema"), problem.path);
            }
        }
    }
    BOOST_TEST(problemsOf(with({"store"}, "url", R"("sqlite:\u0000")")).find("holds the character \\u0000") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(theyAgreeOnTheBrokenOnes)
{
    std::size_t all = 0;
    std::size_t refused = 0;
    for (const auto& table : {brokenParts(), brokenSettings(), brokenAlerts()})
    {
        for (const Broken& broken : table)
        {
            ++all;
            refused += agreeOn(broken.content) ? 1u : 0u;
        }
    }
    BOOST_TEST_MESSAGE("the schema refuses " << refused << " of " << all << " broken configurations");
    BOOST_TEST(refused * 4 > all * 3); // the rest is what no schema can say
}

// Where the reader says nothing, the schema does; where it says something, that is enough.
BOOST_AUTO_TEST_CASE(theSchemaSpeaksOnlyWhereTheReaderIsSilent)
{
    const Object root = parsed(with({"flows", "writes"}, "concurrency", "0"));
    Problems problems;
    checkSchema(root, problems);
    BOOST_TEST_REQUIRE(problems.size() == 1u);
    BOOST_TEST(problems[0].path == "flows.writes.concurrency");
    BOOST_TEST(problems[0].message == text::say("config.schema"));
    for (const char* told : {"flows.writes.concurrency", "flows.writes", "flows.writes.concurrency.x"})
    {
        problems = {{told, "x"}};
        checkSchema(root, problems);
        BOOST_TEST(problems.size() == 1u, told);
    }
    problems = {{"flows.writes.con", "x"}, {"flows.keeps", "x"}};
    checkSchema(root, problems);
    BOOST_TEST(problems.size() == 3u);
}

// Patterns are matched by recursion: one that repeats without an end would run out of stack.
BOOST_AUTO_TEST_CASE(longTextsAreOnlyLong)
{
    const std::string text(500'000, '1');
    const auto take = [&](const Way& way, const char* name, const std::string& begin)
    { refusedBySchema(parsed(with(way, name, "\"" + begin + text + "\""))); };
    take({"store"}, "url", "sqlite:");
    take({"http"}, "listen", "[");
    refusedBySchema(parsed(with({"plugins"}, "allow", "[\"" + text + "\"]")));
    take({"alerts"}, "quiet", "22:00-");
    take({"alerts"}, "alive", "");
    take({"alerts", "channels", "mail"}, "from", "a@");
    take({"alerts", "channels", "mail"}, "password", "env:");
    take({"alerts", "channels", "dingtalk"}, "url", "https://");
    take({"flows", "writes"}, "start", "2024-06-01 ");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
