// Every scenario, killed after its first step, its second, its third ... until it goes through untouched.
// CRASH_SCENARIO=name CRASH_STEP=n CRASH_SEED=n replays one of them.
#include "Harness.h"
#include "Scenarios.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace duijie::simulation
{

namespace
{

constexpr int64_t UsualSeeds = 1; // who goes first, and how many writes are committed together
constexpr int64_t DeepSeeds = 12;

std::string again(const Scenario& scenario, uint64_t seed, int64_t step)
{
    return "CRASH_SCENARIO=" + scenario.name + " CRASH_SEED=" + std::to_string(seed) +
           " CRASH_STEP=" + std::to_string(step) +
           " build/release/bin/simulation_test --run_test=crash_points/everyStepOfEveryScenario";
}

struct Point
{
    const Scenario* scenario = nullptr;
    uint64_t seed = 0;
    int64_t step = 0;
};

bool wanted(const char* variable, const std::string& value)
{
    const char* said = std::getenv(variable);
    return said == nullptr || said == value;
}

// A scenario that is not killed shows how many steps there are.
std::vector<Point> pointsOf(const std::vector<Scenario>& all, std::vector<std::string>& failed)
{
    std::vector<Point> points;
    for (const Scenario& scenario : all)
    {
        for (int64_t seed = 1; seed <= proof::tier(UsualSeeds, DeepSeeds); ++seed)
        {
            if (!wanted("CRASH_SCENARIO", scenario.name) || !wanted("CRASH_SEED", std::to_string(seed)))
            {
                continue;
            }
            const auto untouched = worldOf(scenario, static_cast<uint64_t>(seed), 0);
            const Findings findings = liveThrough(*untouched);
            if (!findings.clean())
            {
                failed.push_back(scenario.name + " without a crash:" + findings.text());
            }
            for (int64_t step = 1; step <= untouched->firstLifeSteps(); ++step)
            {
                if (wanted("CRASH_STEP", std::to_string(step)))
                {
                    points.push_back({&scenario, static_cast<uint64_t>(seed), step});
                }
            }
        }
    }
    return points;
}

} // namespace

BOOST_AUTO_TEST_SUITE(crash_points)

BOOST_AUTO_TEST_CASE(everyStepOfEveryScenario)
{
    const std::vector<Scenario> all = scenarios();
    proof::Ledger ledger("crash-points");
    std::vector<std::string> failed;
    const std::vector<Point> points = pointsOf(all, failed);
    const auto killed =
        runAll(ledger, points.size(),
               [&](uint64_t number)
               {
                   const Point& point = points[number];
                   const auto world = worldOf(*point.scenario, point.seed, point.step);
                   return Case{liveThrough(*world), again(*point.scenario, point.seed, point.step)};
               });
    failed.insert(failed.end(), killed.begin(), killed.end());
    for (const std::string& line : failed)
    {
        BOOST_ERROR(line);
    }
    BOOST_TEST_MESSAGE(all.size() << " scenarios: " << ledger.text());
    ledger.write();
    BOOST_TEST(ledger.clean());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::simulation
