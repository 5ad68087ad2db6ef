// Secrets never come out of a text.
#include "engine/Redactor.h"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

namespace duijie::engine::test
{

BOOST_AUTO_TEST_SUITE(redactor)

BOOST_AUTO_TEST_CASE(valuesAreBlottedOutEverywhere)
{
    Redactor redactor;
    redactor.conceal("hunter22");
    BOOST_TEST(redactor.redact("a hunter22 b hunter22") == "a *** b ***");
    BOOST_TEST(redactor.redact("hunter22") == "***");
    BOOST_TEST(redactor.redact("hunter2") == "hunter2");
    BOOST_TEST(redactor.redact("") == "");
}

BOOST_AUTO_TEST_CASE(percentEncodedValuesToo)
{
    Redactor redactor;
    redactor.conceal("a b/c+d=");
    BOOST_TEST(redactor.redact("?sign=a%20b%2Fc%2Bd%3D&x=1") == "?sign=***&x=1");
    BOOST_TEST(redactor.redact("raw a b/c+d= here") == "raw *** here");
    redactor.conceal("密钥密钥");
    BOOST_TEST(redactor.redact("k=%E5%AF%86%E9%92%A5%E5%AF%86%E9%92%A5") == "k=***");
}

BOOST_AUTO_TEST_CASE(aValueInsideAnotherLeavesNothingBehind)
{
    Redactor redactor;
    redactor.conceal("secret");
    redactor.conceal("my-secret-long");
    BOOST_TEST(redactor.redact("x my-secret-long y secret z") == "x *** y *** z");
}

BOOST_AUTO_TEST_CASE(overlappingValuesLeaveNothingBehind)
{
    Redactor redactor;
    redactor.conceal("abcdefgh");
    redactor.conceal("efghijkl");
    redactor.conceal("zzzz");
    BOOST_TEST(redactor.redact("(abcdefghijkl)") == "(***)");
    BOOST_TEST(redactor.redact("(zzzzzz)") == "(***)");
    BOOST_TEST(redactor.redact("(abcdefghzzzz)") == "(******)"); // side by side they stay two
}

BOOST_AUTO_TEST_CASE(shortValuesAreLeftAlone)
{
    Redactor redactor;
    redactor.conceal("");
    redactor.conceal("abc");
    BOOST_TEST(redactor.redact("abc abc") == "abc abc");
}

BOOST_AUTO_TEST_CASE(noByteOfASecretSurvivesARandomText)
{
    std::mt19937_64 random(8);
    const std::string alphabet = "ab";
    for (int round = 0; round < 2000; ++round)
    {
        const auto make = [&](std::size_t size)
        {
            std::string out;
            for (std::size_t i = 0; i < size; ++i)
            {
                out += alphabet[random() % alphabet.size()];
            }
            return out;
        };
        Redactor redactor;
        const std::string first = make(4 + random() % 4);
        const std::string second = make(4 + random() % 4);
        redactor.conceal(first);
        redactor.conceal(second);
        const std::string shown = redactor.redact(make(random() % 40));
        BOOST_TEST_REQUIRE(shown.find(first) == std::string::npos);
        BOOST_TEST_REQUIRE(shown.find(second) == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
