#include "duijie/sdk/Text.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::sdk;

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(cuts_between_characters)
{
    const std::string word = "a\xE7\x9B\x98\xE7\x9B\x88"; // one byte, then two characters of three
    BOOST_TEST(cutUtf8(word, 7) == word);
    BOOST_TEST(cutUtf8(word, 6) == word.substr(0, 4));
    BOOST_TEST(cutUtf8(word, 4) == word.substr(0, 4));
    BOOST_TEST(cutUtf8(word, 3) == "a");
    BOOST_TEST(cutUtf8(word, 0) == "");
    const std::string noUtf8(20, '\x80');
    BOOST_TEST(cutUtf8(noUtf8, 10).size() == 10u);
}

BOOST_AUTO_TEST_CASE(makes_one_line)
{
    BOOST_TEST(excerpt("a\r\nb\tc") == "a  b c");
    BOOST_TEST(excerpt("0123456789", 8) == "01234...");
    BOOST_TEST(excerpt("0123456789", 10) == "0123456789");
    BOOST_TEST(excerpt("0123456789", 2) == "01");
}

BOOST_AUTO_TEST_CASE(finds_the_nearest_name)
{
    const std::vector<std::string> known = {"app_key", "app_secret", "base_url", "page_size", "sid"};
    BOOST_TEST(nearestName("app_ket", known) == "app_key");
    BOOST_TEST(nearestName("AppKey", known) == "app_key");
    BOOST_TEST(nearestName("pagesize", known) == "page_size");
    BOOST_TEST(nearestName("sdi", known) == "");
    BOOST_TEST(nearestName("si", known) == "sid");
    BOOST_TEST(nearestName("completely", known) == "");
    BOOST_TEST(nearestName("", known) == "");
    BOOST_TEST(nearestName("x", {}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
