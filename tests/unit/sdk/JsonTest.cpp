#include "duijie/sdk/Json.h"

#include <boost/test/unit_test.hpp>

#include <simdjson.h>

#include <random>

using namespace duijie::sdk;

namespace
{

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

// What simdjson's own parser makes of it. Numbers that fit no double are numbers all the same; a text that is
// one value, or too deep, is none here.
bool isJson(const std::string& text)
{
    simdjson::dom::parser parser;
    const simdjson::padded_string padded(text);
    simdjson::dom::element root;
    const auto code = parser.parse(padded).get(root);
    return code == simdjson::NUMBER_ERROR ||
           (code == simdjson::SUCCESS && (root.is_array() || root.is_object()));
}

std::string damaged(std::string text, std::mt19937_64& random)
{
    static const std::string Pieces = "{}[],:\"\\ \nu01-.etnfax\xE4\xB8\x01";
    for (auto changes = random() % 3 + 1; changes > 0 && !text.empty(); --changes)
    {
        const std::size_t at = random() % text.size();
        const char piece = Pieces[random() % Pieces.size()];
        switch (random() % 3)
        {
        case 0:
            text[at] = piece;
            break;
        case 1:
            text.insert(at, 1, piece);
            break;
        default:
            text.erase(at, random() % 4 + 1);
        }
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json)

// A number that is damaged is refused here by its grammar and there perhaps for its size: those say nothing.
BOOST_AUTO_TEST_CASE(agrees_with_simdjson_about_damaged_texts)
{
    const std::string whole =
        R"({"a":[1,-2.50,"x\\y\u4e2d\ud83d\ude00",{"b":null,"c":[],"d":{}}] , "e" : true,)"
        "\"\xE4\xB8\xAD\":[[\"\",false],\"z\"]}";
    for (uint64_t seed = 1; seed <= 20'000; ++seed)
    {
        std::mt19937_64 random(seed);
        const std::string text = damaged(whole, random);
        JsonDocument document;
        const bool taken = document.parse(text);
        BOOST_REQUIRE_MESSAGE(!taken || isJson(text), "seed " << seed << " was taken: " << text);
        BOOST_REQUIRE_MESSAGE(taken || !isJson(text) ||
                                  document.error().find("not a JSON value") != std::string::npos,
                              "seed " << seed << " was refused: " << text << ": " << document.error());
    }
}

BOOST_AUTO_TEST_CASE(takes_what_is_json)
{
    for (const char* text :
         {"{}", "[]", " [ ] ", "[1,2.50,-3e+10]", R"({"a":{"b":[null,true,false,"x"]}})",
          R"(["\u4e2d\ud83d\ude00\n"])", "[123456789012345678901234567890]", "[1e999]", "[-0]"})
    {
        JsonDocument document;
        BOOST_TEST(document.parse(text), std::string(text) + " " + document.error());
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not)
{
    for (const char* text : {"",           " ",           "1",
                             "\"x\"",      "null",        "{",
                             "}",          "[1,]",        "[1 2]",
                             "[1]]",       "[1] x",       "{\"a\"}",
                             "{\"a\":}",   "{a:1}",       "{'a':1}",
                             "[01]",       "[1.]",        "[.5]",
                             "[+1]",       "[1e]",        "[nul]",
                             "[nulll]",    "[tru]",       "[NaN]",
                             "[\"\\x\"]",  "[\"a]",       "[\"\\ud800\"]",
                             "[\"\t\"]",   "[\"\xFF\"]",  "\xEF\xBB\xBF[]",
                             "{\"a\":1,}", "[1]\xC4\xE3", "[--1]",
                             "[1-2]"})
    {
        JsonDocument document;
        BOOST_TEST(!document.parse(text), text);
        BOOST_TEST(!document.error().empty(), text);
        BOOST_TEST(!document.root().exists(), text);
    }
}

BOOST_AUTO_TEST_CASE(follows_64_levels_and_no_more)
{
    JsonDocument document;
    BOOST_TEST(document.parse(nested(64)));
    BOOST_TEST(!document.parse(nested(65)));
    BOOST_TEST(document.error().find("nested deeper than 64 levels") != std::string::npos);
    BOOST_TEST(!document.parse(nested(100000)));
}

BOOST_AUTO_TEST_CASE(keeps_numbers_as_written)
{
    for (const char* number :
         {"12.10", "1.0", "1e2", "-0", "0.1000", "18446744073709551616", "-9223372036854775809",
          "123456789012345678.25", "1E-400", "3.14159265358979323846264338327950288"})
    {
        JsonDocument document;
        BOOST_REQUIRE(document.parse(std::string("{\"n\": ") + number + " }"));
        BOOST_TEST(document.root().find("n").text() == number);
        BOOST_TEST(document.root().find("n").raw() == number);
    }
}

BOOST_AUTO_TEST_CASE(gives_records_their_own_bytes)
{
    JsonDocument document;
    BOOST_REQUIRE(document.parse(R"({"rows":[ {"a" : 1.50,"b":"\u4e2d"} , {"c":[ ]}],"n":2})"));
    const JsonValue rows = document.root().find("rows");
    BOOST_TEST(rows.size() == 2u);
    BOOST_TEST(rows.first().raw() == R"({"a" : 1.50,"b":"\u4e2d"})");
    BOOST_TEST(rows.first().next().raw() == R"({"c":[ ]})");
    BOOST_TEST(rows.first().find("b").text() == "\xE4\xB8\xAD");
    BOOST_TEST(!rows.first().next().next().exists());
}

BOOST_AUTO_TEST_CASE(an_absent_value_answers_with_nothing)
{
    JsonDocument document;
    BOOST_REQUIRE(document.parse(R"({"a":1,"a":2,"n":null,"s":"x","b":true})"));
    const JsonValue root = document.root();
    BOOST_TEST(root.find("a").text() == "2");
    BOOST_TEST(!root.find("z").find("y").first().exists());
    BOOST_TEST(root.find("z").text() == "");
    BOOST_TEST(root.find("n").isNull());
    BOOST_TEST(root.find("n").text() == "");
    BOOST_TEST(root.find("b").text() == "true");
    BOOST_TEST(root.find("s").find("x").exists() == false);
    BOOST_TEST(root.size() == 5u);
}

BOOST_AUTO_TEST_CASE(writes_what_it_reads)
{
    JsonWriter writer;
    writer.beginObject().key("t").string("a\"\\\n\x01\xE4\xB8\xAD\xFF").key("n").number("12.10");
    writer.key("i").number(int64_t{-5}).key("b").boolean(true).key("z").null().key("l").beginArray();
    writer.number(int64_t{1}).beginObject().endObject().raw("[2]").endArray().endObject();
    JsonDocument document;
    BOOST_REQUIRE_MESSAGE(document.parse(writer.text()), writer.text());
    BOOST_TEST(document.root().find("t").text() == "a\"\\\n\x01\xE4\xB8\xAD\xEF\xBF\xBD");
    BOOST_TEST(document.root().find("n").text() == "12.10");
    BOOST_TEST(document.root().find("l").raw() == "[1,{},[2]]");
}

BOOST_AUTO_TEST_CASE(a_document_can_parse_again)
{
    JsonDocument document;
    for (int i = 0; i < 100; ++i)
    {
        const std::string text = "{\"v\":\"" + std::string(static_cast<std::size_t>(i) * 37, 'x') + "\"}";
        BOOST_REQUIRE(document.parse(text));
        BOOST_TEST(document.root().raw() == text);
        BOOST_TEST(!document.parse("{"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
