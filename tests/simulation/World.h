// One simulated world: a host, its two vendors, a day of documents, and how the host's lives end.
#pragma once

#include "BookTarget.h"
#include "Materials.h"
#include "Oracle.h"
#include "OrderSource.h"

#include "engine/FlowRun.h"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace duijie::simulation
{

class Host;

/// How a world's lives end.
struct Plan
{
    int64_t dayMs = 24 * Hour;
    int periodsAtRest = 3;      ///< after the day, without faults: then everything must have come to rest
    int64_t firstCrashStep = 0; ///< the first life dies there; 0: the seed decides about all of them
    bool chance = true;         ///< false: no life dies but by firstCrashStep
    int materialsFailing = 4;   ///< of a hundred readings of reference rows
};

class World
{
public:
    /// A day of the seed's own.
    explicit World(uint64_t seed);

    /// A scenario: these documents, this mood; the seed decides who goes first.
    World(uint64_t seed, const Mood& mood, std::map<int, std::vector<Version>> documents, const Plan& plan);
    ~World();

    /// Lives through it, and says what is wrong at the end.
    Findings live();

    /// Two lives of one seed have the same.
    uint64_t digest() const noexcept { return _scheduler.digest(); }

    /// Steps of the first life: as many places where it can die.
    int64_t firstLifeSteps() const noexcept { return _firstLifeSteps; }

    /// Somebody voids this bill in the target; the first time only.
    void voidOnce(const std::string& id);

    /// Called before each run, in the process: what a scenario has somebody do by hand.
    std::function<void(engine::RunContext&, int run)> byHand;

    static constexpr int64_t StartMs = 1'717'228'800'000; ///< 2024-06-01 16:00 in China

private:
    void liveOnce(int64_t untilMs, int life);
    void workAsScheduled(int64_t untilMs);
    void runOnce(Host& host);
    void help(Host& host);
    void account(Host& host);
    void rest();

    Random _random;
    Mood _mood;
    const Plan _plan;
    Scheduler _scheduler;
    Orders _orders;
    Books _books;
    Gateway _sourceGate;
    Gateway _targetGate;
    OrderSource _source;
    Materials _materials;
    BookTarget _target;
    engine::test::FakeRules _rules;
    engine::test::Folder _folder;
    engine::FlowParts _flow;
    Findings _findings;
    std::set<int> _leftOut; // by a person
    bool _voided = false;
    int64_t _dueMs = 0; // the schedule's next run
    int _runs = 0;
    int64_t _firstLifeSteps = 0;
    int64_t _untold = 0;  // calls that a crash kept out of the call log
    bool _excused = true; // the life before was killed, or had a disk that failed: rows may be missing
};

} // namespace duijie::simulation
