// A key belongs to whoever claimed it first, over any number of claims.
#include "engine/KeyClaims.h"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>
#include <string>

namespace duijie::engine::test
{

BOOST_AUTO_TEST_SUITE(key_claims)

BOOST_AUTO_TEST_CASE(theFirstOwnerKeepsIt)
{
    KeyClaims claims;
    BOOST_TEST(claims.claim("day", "key", 1) == 1);
    BOOST_TEST(claims.claim("day", "key", 1) == 1); // a retry
    BOOST_TEST(claims.claim("day", "key", 2) == 1);
    BOOST_TEST(claims.claim("another day", "key", 2) == 2);
    BOOST_TEST(claims.claim("day", "another key", 2) == 2);
}

BOOST_AUTO_TEST_CASE(agreesWithAMap)
{
    std::mt19937_64 random(7);
    KeyClaims claims;
    std::map<std::string, int64_t> model;
    for (int i = 0; i < 60'000; ++i)
    {
        const std::string key = std::to_string(random() % 20'000);
        const auto owner = static_cast<int64_t>(random() % 3);
        const int64_t expected = model.emplace(key, owner).first->second;
        BOOST_TEST_REQUIRE(claims.claim("s", key, owner) == expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::engine::test
