// Comments are blanked out, and nothing else.
#include "config/Comments.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <random>

namespace duijie::config::test
{

namespace
{

struct Case
{
    const char* json;
    const char* blanked;
};

std::ostream& operator<<(std::ostream& out, const Case& item)
{
    return out << item.json;
}

const Case Cases[] = {
    {"{}", "{}"},
    {"1 // x\n2", "1     \n2"},
    {"1 /* x\ny */ 2", "1     \n     2"},
    {"\"a // b\"", "\"a // b\""},
    {"\"a /* b */\"", "\"a /* b */\""},
    {"\"a\\\" // b\" // c", "\"a\\\" // b\"     "},
    {"\"a\\\\\" // c", "\"a\\\\\"     "},
    {"// \" \n\"x\"", "     \n\"x\""},
    {"/* // */ 1", "         1"},
    {"// /* \n 1 // */", "      \n 1      "},
    {"/**/1", "    1"},
    {"/*/ 1 */2", "        2"},
    {"/* never ends", "             "},
    {"// never ends", "             "},
    {"\"never ends // x", "\"never ends // x"},
    {"\"ends in a \\", "\"ends in a \\"},
    {"/", "/"},
    {"a / b", "a / b"},
    {"// 注释\n\"值\"", "         \n\"值\""},
};

} // namespace

BOOST_AUTO_TEST_SUITE(comments)

BOOST_DATA_TEST_CASE(onlyCommentsAreBlanked, boost::unit_test::data::make(Cases), item)
{
    BOOST_TEST(blankComments(item.json) == item.blanked);
}

BOOST_AUTO_TEST_CASE(lengthAndLinesStay)
{
    std::mt19937_64 random(3);
    const std::string alphabet = "/*\"\\\n a{";
    for (int round = 0; round < 20'000; ++round)
    {
        std::string text;
        for (std::size_t i = random() % 24; i > 0; --i)
        {
            text += alphabet[random() % alphabet.size()];
        }
        const std::string blanked = blankComments(text);
        BOOST_TEST_REQUIRE(blanked.size() == text.size());
        for (std::size_t i = 0; i < text.size(); ++i)
        {
            BOOST_TEST_REQUIRE((blanked[i] == text[i] || (blanked[i] == ' ' && text[i] != '\n')));
        }
        BOOST_TEST_REQUIRE(blankComments(blanked) == blanked);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
