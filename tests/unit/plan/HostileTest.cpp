// Data that tries to be something else, and random documents over random rows.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <random>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Values[] = {
    "plain",
    "",
    "'",
    "\"",
    "\\",
    "\"}",
    "}}",
    "{{",
    "{{no}}",
    "{no}",
    "{{details_list.a}}",
    "_function 1+1",
    "_findCollection find id from u where a=1",
    "\n\t\r\x01\x1f",
    "</script>",
    "中文，标点“”",
    "\xF0\x9F\x98\x80",
    "null",
    "true",
    "0",
    "-1",
    "1e5",
    "12.10",
    "{\"$ne\":1}",
    "a|date",
    "%s%n",
};

class Random
{
public:
    explicit Random(unsigned seed) : _engine(seed) {}

    std::size_t below(std::size_t bound)
    {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(_engine);
    }
    bool oneIn(std::size_t n) { return below(n) == 0; }
    std::string_view value() { return Values[below(std::size(Values))]; }

private:
    std::mt19937 _engine;
};

std::string scalar(Random& random)
{
    static constexpr std::string_view Raw[] = {"null", "true", "12.10", "0",
                                               "[]",   "{}",   "[1,2]", R"({"a":"b"})"};
    return random.oneIn(4) ? std::string(Raw[random.below(std::size(Raw))]) : quoted(random.value());
}

std::string randomRow(Random& random)
{
    std::string row = "{\"no\":" + scalar(random) + ",\"wh\":" + scalar(random) +
                      ",\"字段\":" + scalar(random) + ",\"o\":{\"p\":" + scalar(random) +
                      "},\"details_list\":[";
    const std::size_t lines = random.below(4);
    for (std::size_t i = 0; i < lines; ++i)
    {
        row += (i == 0 ? "" : ",") + std::string("{\"a\":") + scalar(random) +
               (random.oneIn(3) ? "}" : ",\"b\":" + scalar(random) + "}");
    }
    return row + "]}";
}

// The marks around templates never occur in Values, so an unresolved template can be told from data.
std::string randomTemplate(Random& random)
{
    static constexpr std::string_view Pieces[] = {
        "{{no}}",
        "{no}",
        "{{wh}}",
        "{{o.p}}",
        "{{字段}}",
        "{{details_list.a}}",
        "{{details_list.b}}",
        "{{missing}}",
        "text",
        "{",
        "}",
        "{ x }",
        "\"",
        "\\",
        "{{LAST_SYNC_TIME}}",
        "{{CURRENT_TIME|datetime}}",
        "{{no|date}}",
        "{{DAYS_AGO_3|date}}",
        "{{no}",
        "{{no|x}}",
    };
    std::string text;
    const std::size_t count = 1 + random.below(3);
    for (std::size_t i = 0; i < count; ++i)
    {
        text += Pieces[random.below(std::size(Pieces))];
    }
    if (random.oneIn(6))
    {
        text = R"(_mongoQuery u findField=content.id where={"content.number":{"$eq":"{{no}}"}})";
    }
    if (random.oneIn(8))
    {
        text = "_findCollection find id from u where number={{details_list.a}} kind={wh}";
    }
    return text;
}

std::string randomDocument(Random& random)
{
    static constexpr std::string_view Types[] = {"string", "int", "float", "bool", "datetime"};
    const auto leaf = [&](int i)
    { return node("f" + std::to_string(i), randomTemplate(random), Types[random.below(std::size(Types))]); };
    std::vector<std::string> children{leaf(0), leaf(1)};
    return target(
        {leaf(0), leaf(1), arrayNode("rows", random.oneIn(5) ? "details_lst" : "details_list", children)});
}

// No value of the data begins like this; a piece of a document that stayed as it was would.
bool holdsTemplate(sdk::JsonValue value)
{
    if (value.isString())
    {
        for (const std::string_view piece :
             {"{{wh}}", "{{o.p}}", "{{字段}}", "{{details_list.b}}", "{{missing}}", "SYNC_TIME",
              "CURRENT_TIME", "DAYS_AGO", "_mongoQuery", "where number="})
        {
            if (value.text().find(piece) != std::string_view::npos)
            {
                return true;
            }
        }
    }
    for (const sdk::JsonValue child : value)
    {
        if (holdsTemplate(child))
        {
            return true;
        }
    }
    return false;
}

} // namespace

BOOST_AUTO_TEST_SUITE(Hostile)

BOOST_AUTO_TEST_CASE(ValuesArriveAsTheyAre)
{
    Rig rig(target({node("pure", "{{v}}"), node("joined", "<{v}>"),
                    arrayNode("rows", "details_list", {node("line", "{{details_list.v}}")})}));
    std::vector<std::string> values(std::begin(Values), std::end(Values));
    values.emplace_back(10 * 1024, '"');
    values.push_back(std::string(10 * 1024, 'x') + "{{v}}");
    std::string controls;
    for (char c = 1; c < 0x20; ++c)
    {
        controls += c;
    }
    values.push_back(controls);
    values.emplace_back(1, '\0');
    for (const std::string& value : values)
    {
        const std::string json = quoted(value);
        const Mapped out = rig.map("{\"v\":" + json + ",\"details_list\":[{\"v\":" + json + "}]}");
        BOOST_REQUIRE_MESSAGE(out.ok(), show(out.errors));
        sdk::JsonDocument body;
        BOOST_REQUIRE_MESSAGE(body.parse(out.body), out.body.substr(0, 200));
        BOOST_TEST(body.root().find("pure").text() == value);
        BOOST_TEST(body.root().find("joined").text() == "<" + value + ">");
        BOOST_TEST(body.root().find("rows").first().find("line").text() == value);
    }
}

BOOST_AUTO_TEST_CASE(HostileNamesAndConstants)
{
    Rig rig(target({node("a\"b", "c\"d"), node("{{no}}", "x"), node("中文", "\n"), node("\\", "\\")}));
    BOOST_TEST(rig.body("{}") == R"({"a\"b":"c\"d","{{no}}":"x","中文":"\n","\\":"\\"})");
}

BOOST_AUTO_TEST_CASE(RandomDocumentsOverRandomRows)
{
    const char* given = std::getenv("PLAN_SEED");
    const unsigned seed = given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device{}();
    BOOST_TEST_MESSAGE("PLAN_SEED=" << seed);
    Random random(seed);
    int mapped = 0;
    int complete = 0;
    for (int i = 0; i < 3000; ++i)
    {
        const std::string document = randomDocument(random);
        Rig rig(document);
        BOOST_REQUIRE_MESSAGE((rig.plan == nullptr) == hasErrors(rig.findings), "seed " << seed << "\n"
                                                                                        << document);
        if (rig.plan == nullptr)
        {
            continue;
        }
        Dataset& rows = rig.datasets.add("u");
        rows.put("1", R"({"id":"A","number":"plain","kind":"plain"})", 1);
        rows.put("2", R"({"id":7,"number":"\"}","kind":"0"})", 1);
        for (int j = 0; j < 5; ++j)
        {
            const std::string row = randomRow(random);
            const Mapped out = rig.map(row);
            sdk::JsonDocument body;
            const std::string story =
                "seed " + std::to_string(seed) + "\n" + document + "\n" + row + "\n" + out.body;
            BOOST_REQUIRE_MESSAGE(body.parse(out.body), story);
            BOOST_REQUIRE_MESSAGE(!holdsTemplate(body.root()), story);
            ++mapped;
            complete += out.ok() ? 1 : 0;
        }
    }
    BOOST_TEST(mapped > 1000);
    BOOST_TEST(complete > 50);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
