// Where settings stand in the text, and where a text stops being JSON.
#include "Support.h"

#include "config/JsonPlaces.h"

#include "text/Catalogue.h"

#include <Poco/JSON/Parser.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <random>

namespace duijie::config
{

// For Boost's messages.
std::ostream& operator<<(std::ostream& out, const Place& place)
{
    return out << place.line << ":" << place.column;
}

} // namespace duijie::config

namespace duijie::config::test
{

namespace
{

struct Fault
{
    const char* json;
    Place place;
    const char* expected;
    const char* found;
};

std::ostream& operator<<(std::ostream& out, const Fault& fault)
{
    return out << fault.json;
}

const Fault Faults[] = {
    {"", {1, 1}, "object", ""},
    {"[]", {1, 1}, "object", "["},
    {"  5", {1, 3}, "object", "5"},
    {"{} x", {1, 4}, "end", "x"},
    {"{", {1, 2}, "name", ""},
    {"{\"a\":1,}", {1, 8}, "name", "}"},
    {"{\n a: 1}", {2, 2}, "name", "a"},
    {"{\"a\" 1}", {1, 6}, "colon", "1"},
    {"{\"a\": }", {1, 7}, "value", "}"},
    {"{\"a\": 'x'}", {1, 7}, "value", "'x'"},
    {"{\"a\": True}", {1, 7}, "value", "True"},
    {"{\"a\": tru}", {1, 7}, "value", "tru"},
    {"{\"a\": 1\n\"b\": 2}", {2, 1}, "object_goes_on", "\"b\""},
    {"{\"a\": [1 2]}", {1, 10}, "list_goes_on", "2"},
    {"{\"a\": [1,]}", {1, 10}, "value", "]"},
    {"{\"a\": \"x\n}", {1, 9}, "quote", ""},
    {"{\"值\": \"盘盈\", x", {1, 13}, "name", "x"},
    {"{\"a\": \"C:\\data\"}", {1, 10}, "escape", "\\data\""},
    {"{\"a\": \"\\ud800\"}", {1, 14}, "escape", "\""},
    {"{\"a\": \"\\u12\"}", {1, 8}, "escape", "\\u12\""},
    {"{\"a\": 01}", {1, 8}, "number", "1"},
    {"{\"a\": -}", {1, 8}, "number", "}"},
    {"{\"a\": 1.}", {1, 9}, "number", "}"},
    {"{\"a\": 1e+}", {1, 10}, "number", "}"},
};

std::string deep(int levels)
{
    std::string out = "{\"a\":";
    for (int i = 0; i < levels; ++i)
    {
        out += "[";
    }
    for (int i = 0; i < levels; ++i)
    {
        out += "]";
    }
    return out + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(places)

BOOST_AUTO_TEST_CASE(everySettingIsFound)
{
    const JsonPlaces places("{\n  \"a\": {\"b\": 1,\n    \"c\": [1,\n      {\"d\": null}]},\n  "
                            "\"\\u540d\\\"\": \"x\", \"e.f\": 2}");
    BOOST_TEST(!places.fault().has_value());
    BOOST_TEST(places.find("a") == (Place{2, 3}));
    BOOST_TEST(places.find("a.b") == (Place{2, 9}));
    BOOST_TEST(places.find("a.c[0]") == (Place{3, 11}));
    BOOST_TEST(places.find("a.c[1].d") == (Place{4, 8}));
    BOOST_TEST(places.find("名\"") == (Place{5, 3}));
    BOOST_TEST(places.find("e.f") == (Place{5, 20}));
    // What is not there: what is around it.
    BOOST_TEST(places.find("a.x") == (Place{2, 3}));
    BOOST_TEST(places.find("a.c[7].y.z") == (Place{3, 5}));
    BOOST_TEST(places.find("x") == (Place{1, 1}));
    BOOST_TEST(JsonPlaces().find("x") == (Place{0, 0}));
}

BOOST_AUTO_TEST_CASE(namesThatStandTwice)
{
    const JsonPlaces places("{\"a\": 1,\n \"b\": {\"a\": 1}, \"\\u0061\": 2,\n \"b\": 3}");
    BOOST_TEST_REQUIRE(places.repeated().size() == 2u);
    BOOST_TEST(places.repeated()[0].path == "a");
    BOOST_TEST(places.repeated()[0].first == (Place{1, 2}));
    BOOST_TEST(places.repeated()[0].second == (Place{2, 17}));
    BOOST_TEST(places.repeated()[1].path == "b");
}

BOOST_DATA_TEST_CASE(theFirstPlaceThatIsNotJson, boost::unit_test::data::make(Faults), item)
{
    const JsonPlaces places(item.json);
    BOOST_TEST_REQUIRE(places.fault().has_value());
    BOOST_TEST(places.fault()->place == item.place);
    BOOST_TEST(places.fault()->expected == std::string("config.json.") + item.expected);
    BOOST_TEST(places.fault()->found == item.found);
}

BOOST_AUTO_TEST_CASE(nestingHasAnEnd)
{
    BOOST_TEST(!JsonPlaces(deep(63)).fault().has_value());
    BOOST_TEST(JsonPlaces(deep(65)).fault()->expected == "config.json.depth");
    BOOST_TEST(JsonPlaces(deep(100'000)).fault()->expected == "config.json.depth");
}

// Whatever the scanner takes, the parser takes.
BOOST_AUTO_TEST_CASE(theParserTakesWhatTheScannerTakes)
{
    std::mt19937_64 random(11);
    const std::string good = R"({"a": [1, -2.5e+3, "x\n\u00e9", true], "b": {"c": null, "d": ""}})";
    const std::string alphabet = "{}[]\",:0123456789.eE+-\\ truefalsn\n";
    int taken = 0;
    for (int round = 0; round < 20'000; ++round)
    {
        std::string text = good;
        for (std::size_t i = random() % 3 + 1; i > 0; --i)
        {
            text[random() % text.size()] = alphabet[random() % alphabet.size()];
        }
        if (JsonPlaces(text).fault())
        {
            continue;
        }
        ++taken;
        BOOST_CHECK_NO_THROW(Poco::JSON::Parser().parse(text));
    }
    BOOST_TEST(taken > 100);
}

BOOST_AUTO_TEST_CASE(problemsTellTheLine)
{
    text::setLanguage(text::Language::English);
    const Folder folder;
    Problems problems;
    readConfig(folder.write("duijie.json", "{ // a comment\n  /* and\n another */ \"langauge\": \"en\",\n"
                                           "  \"store\": {}, \"store\": {}\n}"),
               problems);
    const std::string file = folder.path("duijie.json");
    const auto has = [&](const std::string& line)
    {
        return std::any_of(problems.begin(), problems.end(),
                           [&](const Problem& problem)
                           { return describe(problem).rfind(file + line, 0) == 0; });
    };
    BOOST_TEST(has(":3: langauge: There is no setting"));
    BOOST_TEST(has(":4: store: This name stands here a second time (first in line 4)"));
    BOOST_TEST(has(":4: store.url: This setting is missing"));
    BOOST_TEST(has(":1: flows: This setting is missing"));
    for (const Problem& problem : problems)
    {
        BOOST_TEST(problem.column > 0, describe(problem));
    }
}

// What an input method or another language makes of JSON is told by its name.
BOOST_AUTO_TEST_CASE(whatIsMeantIsTold)
{
    const std::pair<const char*, const char*> cases[] = {
        {"{\"a\": “x”}", "“ is a Chinese character: switch the input method to English and type \""},
        {"{\"a\"：1}", "： is a Chinese character: switch the input method to English and type :"},
        {"{\"a\": 1，\"b\": 2}", "， is a Chinese character: switch the input method to English and type ,"},
        {"{\"a\": 【1]}", "type ["},
        {"{\"a\":　1}", "A blank stands here that is none"},
        {"{\"a\":\xC2\xA0"
         "1}",
         "A blank stands here that is none"},
        {"{\"a\": 'x'}", "double quotes, not in single ones"},
        {"{ # note\n}", "A comment begins with //"},
        {"{\"a\": True}", "in small letters"},
        {"{\"a\": None}", "in small letters"},
    };
    for (const auto& [json, says] : cases)
    {
        const std::string said = problemsOf(json);
        BOOST_TEST(said.find(says) != std::string::npos, json << ": " << said);
    }
    BOOST_TEST(problemsOf("{\"a\": x}").find("character") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(otherEncodings)
{
    Text text;
    BOOST_TEST(problemsOf("\xEF\xBB\xBF" + text.whole()) == "");
    text.connections.replace(text.connections.find("s1"), 2, "\xB5\xEA"); // 店 as GBK
    BOOST_TEST(problemsOf(text.whole()).find("This line is not UTF-8") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
