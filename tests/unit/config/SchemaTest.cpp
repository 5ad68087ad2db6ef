// The published schema against the reader: the same keys, and nothing refused that the reader takes.
#include "Support.h"

#include "config/ConfigText.h"
#include "config/Schema.h"

#include <Poco/JSON/Parser.h>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace duijie::config::test
{

namespace
{

// Keys that the sources of the reader ask for.
std::set<std::string> keysOfTheReader()
{
    const std::regex asked(
        "(?:\\.(?:text|boolean|integer|texts|object)\\(\\s*|read[A-Z]\\w+\\(\\w+,\\s*)\"([a-z_$]+)\"");
    std::set<std::string> keys;
    for (const auto& entry : std::filesystem::directory_iterator(CONFIG_SOURCES))
    {
        if (entry.path().extension() != ".cpp")
        {
            continue;
        }
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        for (std::sregex_iterator at(content.begin(), content.end(), asked), end; at != end; ++at)
        {
            keys.insert((*at)[1].str());
        }
    }
    return keys;
}

void collectKeys(const Poco::JSON::Object::Ptr& node, std::set<std::string>& keys)
{
    if (const auto properties = node->getObject("properties"))
    {
        for (const auto& [name, inner] : *properties)
        {
            keys.insert(name);
            collectKeys(inner.extract<Poco::JSON::Object::Ptr>(), keys);
            BOOST_TEST(inner.extract<Poco::JSON::Object::Ptr>()->has("description"), name);
        }
    }
    if (const auto others = node->getObject("additionalProperties"))
    {
        collectKeys(others, keys);
    }
}

std::vector<Refusal> refusals(const std::string& content)
{
    const Folder folder;
    Problems problems;
    const auto text = readText(folder.write("duijie.json", content), problems);
    BOOST_TEST_REQUIRE(text.has_value());
    return checkSchema(text->root);
}

// What stands in the place of a value that is right.
const char* const Values[] = {"null", "\"\"", "0",     "-1",  "1.5",        "true",
                              "[]",   "{}",   "\"x\"", "[5]", "99999999999"};

} // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(itHasTheKeysOfTheReader)
{
    std::set<std::string> keys;
    collectKeys(Poco::JSON::Parser().parse(SchemaText).extract<Poco::JSON::Object::Ptr>(), keys);
    const std::set<std::string> asked = keysOfTheReader();
    BOOST_TEST(asked.size() > 30u);
    BOOST_TEST(keys == asked, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(aGoodConfigurationIsTaken)
{
    for (const Refusal& refusal : refusals(Text().whole()))
    {
        BOOST_ERROR(refusal.path << ": " << refusal.reason);
    }
}

// An unknown setting, one that is missing, one of the wrong kind: told with the place.
BOOST_AUTO_TEST_CASE(whatIsWrongIsRefused)
{
    Text text;
    text.flow += R"(, "lag_second": 5)";
    BOOST_TEST_REQUIRE(!refusals(text.whole()).empty());
    BOOST_TEST(refusals(text.whole()).front().path == "flows.panying");
    text = Text();
    text.store = R"("store": {"url": 5})";
    BOOST_TEST_REQUIRE(!refusals(text.whole()).empty());
    BOOST_TEST(refusals(text.whole()).front().path == "store.url");
    text = Text();
    text.connections = R"("connections": {"wdt": {"plugin": "p"}, "jdy": {}})";
    BOOST_TEST(!refusals(text.whole()).empty());
}

// Every setting of a flow with every odd value: what the schema refuses, the reader refuses.
BOOST_AUTO_TEST_CASE(nothingIsRefusedThatTheReaderTakes)
{
    int refused = 0;
    for (const std::string& key : keysOfTheReader())
    {
        for (const char* value : Values)
        {
            Text text;
            text.flow =
                "\"plugin\":\"p\",\"source\":\"wdt\",\"target\":\"jdy\",\"start\":\"2024-06-01 00:00:00\"";
            const std::size_t known = text.flow.find("\"" + key + "\":\"");
            if (known != std::string::npos)
            {
                const std::size_t begin = known + key.size() + 3;
                text.flow.replace(begin, text.flow.find('"', begin + 1) + 1 - begin, value);
            }
            else
            {
                text.flow += ", \"" + key + "\": " + value;
            }
            if (refusals(text.whole()).empty())
            {
                continue;
            }
            ++refused;
            BOOST_TEST(problemsOf(text.whole()) != "", "only the schema refuses " << key << ": " << value);
        }
    }
    BOOST_TEST(refused > 100);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
