#include "Harness.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace duijie::simulation
{

namespace
{

constexpr std::size_t MostTold = 20;

} // namespace

Findings liveThrough(World& world)
{
    try
    {
        return world.live();
    }
    catch (const std::exception& error)
    {
        Findings findings;
        findings.add(&Findings::stuck, error.what());
        return findings;
    }
}

std::vector<std::string> runAll(proof::Ledger& ledger, uint64_t count,
                                const std::function<Case(uint64_t)>& one)
{
    std::atomic<uint64_t> next{0};
    std::mutex mutex;
    std::vector<std::string> failed;
    const auto work = [&]
    {
        for (uint64_t number = next++; number < count; number = next++)
        {
            const Case result = one(number);
            const std::lock_guard lock(mutex);
            ++ledger.executions;
            ledger.lost += result.findings.lost;
            ledger.doubled += result.findings.doubled;
            ledger.unexpected += result.findings.unexpected;
            ledger.stuck += result.findings.stuck;
            if (!result.findings.clean() && failed.size() < MostTold)
            {
                failed.push_back(result.again + result.findings.text());
            }
        }
    };
    std::thread other(work);
    work();
    other.join();
    return failed;
}

} // namespace duijie::simulation
