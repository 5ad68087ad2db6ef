// kill -9 at random moments under load, again and again: the verdict at the end is the same as without.
#include "Judge.h"
#include "Workers.h"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <memory>
#include <mutex>
#include <random>
#include <thread>

using namespace duijie;
using namespace duijie::e2e;

namespace
{

constexpr int Workers = 3;
constexpr int KillsPerWorld = 10;

// Runs until done, or kills the host (every second time the sandbox with it) after `delay`. True: killed.
bool runAndKill(Rig& rig, std::chrono::microseconds delay, bool everything, Story& story)
{
    const auto host = rig.start(syncArguments(story));
    const auto end = std::chrono::steady_clock::now() + delay;
    while (std::chrono::steady_clock::now() < end && host->running())
    {
        std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
    const bool killed = host->running();
    host->signal(SIGKILL);
    if (killed && everything)
    {
        rig.sandbox().signal(SIGKILL);
        rig.sandbox().wait();
        rig.startSandbox();
        story.counted = false; // its counts are gone, its bills are not
    }
    const Ended ended = host->wait();
    story.printed += ended.output + ended.errors;
    rig.letArrive();
    return killed;
}

RigOptions optionsOf(uint64_t seed)
{
    RigOptions options;
    options.documents = 250;
    options.seed = static_cast<int>(seed % 1'000'000);
    options.settleSeconds = 0; // what the sandbox was sent has arrived before a host starts again
    options.sandbox = {"--latency", "20", "--compact"};
    return options;
}

// One world with its moments, all of them by its seed.
Verdict playWorld(uint64_t seed, Story& story)
{
    std::mt19937 random(static_cast<unsigned>(seed));
    const RigOptions options = optionsOf(seed);
    Rig rig(options);
    story.underWay = options.concurrency + 2;
    story.whole = seed % 2 == 0;
    bool finished = false;
    for (int i = 0; i < KillsPerWorld && !finished; ++i)
    {
        // Short delays meet start-up and reading, long ones writing, settling and the end.
        const std::chrono::microseconds delay(std::uniform_int_distribution<int>(1000, 700'000)(random));
        finished = !runAndKill(rig, delay, random() % 2 == 0, story);
        story.kills += finished ? 0 : 1;
    }
    Verdict verdict = drainAndJudge(rig, story);
    const Ended audit = rig.run({"audit", "panying"});
    if (audit.code != 0)
    {
        ++verdict.unexpected;
        verdict.why +=
            "  the audit ended with " + std::to_string(audit.code) + ": " + audit.output + audit.errors;
    }
    return verdict;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_random)

BOOST_AUTO_TEST_CASE(kills_at_random_moments_are_survived)
{
    const bool one = std::getenv("KILL_SEED") != nullptr;
    const uint64_t seed = proof::numberOf("KILL_SEED", std::random_device{}());
    const int64_t wanted = one ? 1 : proof::tier(100, 2000);
    std::mutex mutex;
    proof::Ledger ledger("kill-random");
    std::string failures;
    const auto play = [&](int64_t world)
    {
        {
            const std::lock_guard lock(mutex);
            if (ledger.executions >= wanted)
            {
                return;
            }
        }
        const uint64_t own = seed + static_cast<uint64_t>(world);
        Story story;
        const Verdict verdict = playWorld(own, story);
        const std::lock_guard lock(mutex);
        ledger.executions += story.kills;
        verdict.addTo(ledger);
        if (!verdict.clean())
        {
            failures +=
                "KILL_SEED=" + std::to_string(own) + " e2e_test --run_test=kill_random\n" + verdict.why;
        }
    };
    const std::vector<std::string> thrown =
        inParallel(one ? 1 : Workers, wanted, [&] { return Worker(play); });
    for (const std::string& sentence : thrown)
    {
        BOOST_ERROR("world " << sentence << ", KILL_SEED=" << seed << " + its number");
    }
    if (!one)
    {
        ledger.write();
    }
    BOOST_TEST_MESSAGE("KILL_SEED=" << seed << " is the first world's: " << ledger.text());
    BOOST_TEST(ledger.clean(), failures);
    BOOST_TEST(ledger.executions >= wanted);
}

BOOST_AUTO_TEST_SUITE_END()
