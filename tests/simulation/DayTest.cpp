// Many worlds, each a day of forty documents with faults, stops and crashes.
// SIMULATION_SEED=n replays one of them, SIMULATION_SEEDS=n sets how many there are.
#include "Harness.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace duijie::simulation
{

namespace
{

constexpr int64_t UsualSeeds = 10'000;
constexpr int64_t DeepSeeds = 200'000;
constexpr uint64_t SeedsLivedTwice = 25;

std::string again(uint64_t seed)
{
    return "SIMULATION_SEED=" + std::to_string(seed) +
           " build/release/bin/simulation_test --run_test=simulation/nothingIsLostOrDoubledInADay";
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulation)

BOOST_AUTO_TEST_CASE(nothingIsLostOrDoubledInADay)
{
    const bool replay = std::getenv("SIMULATION_SEED") != nullptr;
    const uint64_t first = proof::numberOf("SIMULATION_SEED", 1);
    const uint64_t count =
        replay
            ? 1
            : proof::numberOf("SIMULATION_SEEDS", static_cast<uint64_t>(proof::tier(UsualSeeds, DeepSeeds)));
    proof::Ledger ledger("simulation");
    const std::vector<std::string> failed = runAll(ledger, count,
                                                   [&](uint64_t number)
                                                   {
                                                       World world(first + number);
                                                       return Case{liveThrough(world), again(first + number)};
                                                   });
    for (const std::string& line : failed)
    {
        BOOST_ERROR(line);
    }
    BOOST_TEST_MESSAGE(ledger.text());
    ledger.write();
    BOOST_TEST(ledger.clean());
}

BOOST_AUTO_TEST_CASE(theSameSeedIsTheSameDay)
{
    for (uint64_t seed = 1; seed <= SeedsLivedTwice; ++seed)
    {
        World once(seed);
        World twice(seed);
        liveThrough(once);
        liveThrough(twice);
        BOOST_TEST(once.digest() == twice.digest(), "seed " << seed);
        World other(seed + SeedsLivedTwice);
        liveThrough(other);
        BOOST_TEST(once.digest() != other.digest(), "seed " << seed);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::simulation
