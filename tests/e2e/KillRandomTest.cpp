// kill -9 at random moments, again and again: the verdict at the end is the same as without.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

using namespace duijie::e2e;

namespace
{

constexpr int Kills = 50;

unsigned seedOfRun()
{
    const char* given = std::getenv("CRASH_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

// Runs until done, or kills the host (every second time the sandbox with it) after `delay`. True: killed.
bool runAndKill(Rig& rig, std::chrono::microseconds delay, bool everything)
{
    const auto host = rig.start({"sync", "panying"});
    const auto end = std::chrono::steady_clock::now() + delay;
    while (std::chrono::steady_clock::now() < end && host->running())
    {
        std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
    if (!host->running())
    {
        return false;
    }
    host->signal(SIGKILL);
    if (everything)
    {
        rig.sandbox().signal(SIGKILL);
        rig.sandbox().wait();
        rig.startSandbox();
    }
    host->wait();
    return true;
}

void finishAndCheck(Rig& rig)
{
    Ended last;
    for (int i = 0; i < 3; ++i)
    {
        last = rig.run({"sync", "panying", "--json"});
    }
    const Json summary(last.output);
    for (const char* state : {"received", "sending", "retrying", "unknown", "dead"})
    {
        BOOST_TEST(summary.number({"in_all", state}) == 0, state << ": " << last.output);
    }
    const std::string truth = rig.control("GET", "/_sandbox/truth");
    BOOST_TEST(Json(truth).text({"verdict"}) == "right", truth);
    BOOST_TEST(rig.run({"audit", "panying"}).code == 0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_AUTO_TEST_CASE(fifty_kills_at_random_moments)
{
    const unsigned seed = seedOfRun();
    BOOST_TEST_MESSAGE("CRASH_SEED=" << seed << " replays the moments");
    std::mt19937 random(seed);
    int kills = 0;
    int worlds = 0;
    while (kills < Kills)
    {
        RigOptions options;
        options.documents = 400;
        options.seed = 100 + ++worlds;
        options.sandbox = {"--latency", "20", "--compact"};
        Rig rig(options);
        bool finished = false;
        for (int i = 0; i < 12 && !finished && kills < Kills; ++i)
        {
            // Short delays meet start-up and reading, long ones writing, settling and the end.
            const std::chrono::microseconds delay(std::uniform_int_distribution<int>(1000, 900'000)(random));
            finished = !runAndKill(rig, delay, random() % 2 == 0);
            kills += finished ? 0 : 1;
        }
        finishAndCheck(rig);
    }
    BOOST_TEST_MESSAGE(kills << " kills in " << worlds << " worlds");
    BOOST_TEST(kills == Kills);
}

BOOST_AUTO_TEST_CASE(a_stop_request_ends_cleanly)
{
    RigOptions options;
    options.documents = 400;
    options.sandbox = {"--latency", "20"};
    Rig rig(options);
    const auto host = rig.start({"sync", "panying", "--json"});
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    host->signal(SIGTERM);
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 1, ended.errors);
    const Json summary(ended.output);
    BOOST_TEST(summary.text({"state"}) == "stopped");
    BOOST_TEST(summary.number({"in_all", "sending"}) == 0);
    finishAndCheck(rig);
}

BOOST_AUTO_TEST_SUITE_END()
