#include "World.h"

#include "Host.h"
#include "SampleFlow.h"

#include "engine/Audit.h"
#include "engine/ByHand.h"

#include <stdexcept>

namespace duijie::simulation
{

using store::RecordState;

namespace
{

constexpr int64_t SoonestCrashStep = 1;
constexpr int64_t LatestCrashStep = 400;

// Longer than any run needs, however often it is told to wait.
constexpr int64_t LongestRunMs = 12 * Hour;

// Of one seed, each part has a chance of its own: what one of them draws does not move the others.
uint64_t part(uint64_t seed, uint64_t number)
{
    return seed * 0x9e3779b97f4a7c15ULL + number * 0xbf58476d1ce4e5b9ULL;
}

} // namespace

World::World(uint64_t seed) : World(seed, moodOf(part(seed, 1)), {}, Plan{}) {}

World::World(uint64_t seed, const Mood& mood, std::map<int, std::vector<Version>> documents, const Plan& plan)
    : _random(part(seed, 2)), _mood(mood), _plan(plan), _scheduler(part(seed, 3), StartMs),
      _orders(documents.empty() ? Orders(part(seed, 4), _mood.orders, StartMs, plan.dayMs)
                                : Orders(std::move(documents), _mood.orders)),
      _books(mood.settleMs), _sourceGate(_scheduler, part(seed, 5), "src", mood.orders.callsPerMinute),
      _targetGate(_scheduler, part(seed, 6), "dst", mood.books.callsPerMinute),
      _source(_scheduler, part(seed, 7), _mood.orders, _orders, _sourceGate),
      _materials(_scheduler, part(seed, 8), _targetGate),
      _target(_scheduler, part(seed, 9), _mood.books, mood.settleMs, _books, _targetGate),
      _flow(engine::test::sampleFlow())
{
    _books.uniqueKeys = mood.books.uniqueKeys;
    _materials.appears("A", StartMs);
    _materials.appears("early", StartMs + plan.dayMs / 4);
    _materials.appears("late", StartMs + plan.dayMs);
    _flow.source = &_source;
    _flow.target = &_target;
    _flow.undo = &_target;
    _flow.finish = &_target;
    _flow.find = mood.books.finds ? &_target : nullptr;
    _flow.many = mood.books.perCall > 1 ? &_target : nullptr;
    _flow.costs = &_target;
    _flow.keys = &_target;
    _flow.rules = &_rules;
    _flow.datasets.front().source = &_materials;
    _flow.startMs = StartMs - Hour;
    _flow.lagMs = mood.lagMs;
    _flow.overlapMs = mood.overlapMs;
    _flow.settleMs = mood.settleMs;
    _flow.nightlySweepMs = mood.nightlySweepMs;
    _flow.concurrency = mood.concurrency;
    _flow.mostUnsent = mood.mostUnsent;
    _flow.batch = mood.batch;
    if (mood.tells)
    {
        _flow.targetPlan =
            engine::test::billsWithCallBack(R"("doc":"{{id}}","bill":"{{primaryWriteback.Id}}")");
        _flow.callBack = engine::CallBackPart{"told", "doc", "bill"};
    }
    if (mood.merges)
    {
        _flow.targetPlan = engine::test::billsMerged("modified");
    }
    if (mood.remedyEvery > 0)
    {
        _flow.sourcePlan =
            engine::test::docsWithRemedy(R"({"field":"start_time","value":"{{DAYS_AGO_2|datetime}}"},)"
                                         R"({"field":"end_time","value":"{{MINUTE_AGO_10|datetime}}"})");
    }
    _materials.failing = plan.materialsFailing;
    _dueMs = StartMs + mood.periodMs;
}

World::~World() = default;

void World::voidOnce(const std::string& id)
{
    if (!_voided)
    {
        _voided = true;
        _books.remove(id);
    }
}

Findings World::live()
{
    const int64_t dayEnds = StartMs + _plan.dayMs;
    int life = 0;
    while (_dueMs <= dayEnds && _findings.stuck == 0)
    {
        liveOnce(dayEnds, life++);
    }
    _mood.calm();
    _materials.failing = 0;
    _flow.mostUnsent = _mood.mostUnsent;
    _dueMs = std::max(_dueMs, dayEnds + _mood.lagMs + Minute);
    if (_findings.stuck == 0)
    {
        // What came later than lag and overlap reach waits for the next night.
        const int64_t night = _mood.nightlySweepMs > 0 ? 24 * Hour : 0;
        liveOnce(_dueMs + (_plan.periodsAtRest - 1) * _mood.periodMs + night, life);
        rest();
    }
    return _findings;
}

// From a start to an end, which may be a violent one.
void World::liveOnce(int64_t untilMs, int life)
{
    _scheduler.newLife();
    if (_plan.chance && _random.chance(_mood.crashing))
    {
        _scheduler.crashAt(_random.between(SoonestCrashStep, LatestCrashStep));
    }
    else if (_plan.chance && _random.chance(_mood.stopping))
    {
        _scheduler.stopAt(_random.between(SoonestCrashStep, LatestCrashStep));
    }
    if (life == 0 && _plan.firstCrashStep > 0)
    {
        _scheduler.crashAt(_plan.firstCrashStep);
    }
    const Scheduler::End end = _scheduler.run([&] { workAsScheduled(untilMs); }, untilMs + LongestRunMs);
    _firstLifeSteps = life == 0 ? _scheduler.steps() : _firstLifeSteps;
    if (end != Scheduler::End::Returned)
    {
        _excused = true;
        _sourceGate.hostDied();
        _targetGate.hostDied();
    }
    if (end == Scheduler::End::Stuck)
    {
        _findings.add(&Findings::stuck, "nobody can go on, or it goes on for ever");
    }
    // Most come back at once, some only after the vendor's minute, a few after hours.
    _scheduler.pass(_random.oneOf<int64_t>(Second, 10 * Second, 90 * Second, 20 * Minute, 3 * Hour));
}

void World::workAsScheduled(int64_t untilMs)
{
    try
    {
        Host host(_scheduler, _random.next(), _mood.disk, _folder.storeUrl());
        host.open(_source, _target, _sourceGate, _targetGate);
        account(host);
        while (_dueMs <= untilMs && !_scheduler.stop().load())
        {
            _scheduler.sleep(_dueMs - _scheduler.nowMs());
            runOnce(host);
        }
        _excused = host.droppedRows() > 0 || _mood.disk.failsPercent > 0;
    }
    catch (const std::exception& error)
    {
        // A store that cannot be written as the run begins ends it with a sentence; the next one tries again.
        if (!_scheduler.dead() && _mood.disk.failsPercent == 0)
        {
            _findings.add(&Findings::unexpected, std::string("thrown: ") + error.what());
        }
        _excused = true;
    }
}

void World::runOnce(Host& host)
{
    if (_scheduler.stop().load())
    {
        return;
    }
    ++_runs;
    if (byHand || _random.chance(_mood.helping))
    {
        help(host);
    }
    engine::Progress progress;
    engine::PollSpan span;
    span.remedy = _mood.remedyEvery > 0 && _runs % _mood.remedyEvery == 0;
    const engine::RunOutcome outcome = engine::runFlow(_flow, host.shared(), progress, span, "schedule");
    _scheduler.note(outcome.state, progress.written.load());
    // A run that ended before its time is due again at once, after a moment; else the schedule goes on.
    const int64_t now = _scheduler.nowMs();
    while (!_scheduler.dead() && _dueMs <= now)
    {
        _dueMs += _mood.periodMs;
    }
}

// A person tries again what was given up, as `duijie retry` does.
void World::help(Host& host)
{
    engine::Progress progress;
    engine::RunContext run(_flow, host.shared(), progress, 0);
    if (byHand)
    {
        byHand(run, _runs);
        return;
    }
    for (const store::LoadedRecord& record : host.shared().store.load(_flow.name, RecordState::Dead, 0, 3))
    {
        std::vector<store::RecordRow> versions;
        for (const store::LoadedRecord& version : host.shared().store.find(_flow.name, record.row.key))
        {
            versions.push_back(version.row);
        }
        handWork(run, engine::HandWish::Retry, versions);
    }
}

// I5: what the vendors were asked and what the call log holds is the same, but for what a crash kept from it.
void World::account(Host& host)
{
    int64_t durable = 0;
    int64_t told = 0;
    for (const Gateway* gate : {&_sourceGate, &_targetGate})
    {
        durable += static_cast<int64_t>(host.shared().store.callTimes(gate->bucket(), 0).size());
        told += gate->told();
    }
    const int64_t untold = told - durable;
    if (untold < _untold || (!_excused && untold != _untold))
    {
        _findings.add(&Findings::unexpected, "the call log has " + std::to_string(durable) + " calls of " +
                                                 std::to_string(told) + ", a crash kept " +
                                                 std::to_string(_untold) + " from it");
    }
    _untold = untold;
    _excused = false;
}

void World::rest()
{
    _scheduler.newLife();
    _scheduler.run(
        [&]
        {
            Host host(_scheduler, _random.next(), _mood.disk, _folder.storeUrl());
            host.open(_source, _target, _sourceGate, _targetGate);
            account(host);
            const Rest rest{_orders,
                            _books,
                            host.shared().store,
                            _flow.name,
                            _scheduler.nowMs(),
                            _mood.batch == engine::BatchMode::AllOrNothing,
                            _leftOut};
            if (_mood.merges)
            {
                judgeMerged(rest,
                            engine::audit(_flow, host.shared(), {_flow.startMs, std::nullopt},
                                          [](int64_t, int64_t) {}),
                            _findings);
                return;
            }
            judge(rest, _findings);
            if (_mood.tells)
            {
                judgeTold(rest, "told", _findings);
            }
            judgeAudit(
                rest,
                engine::audit(_flow, host.shared(), {_flow.startMs, std::nullopt}, [](int64_t, int64_t) {}),
                _findings);
        },
        _scheduler.nowMs() + LongestRunMs);
    for (const Gateway* gate : {&_sourceGate, &_targetGate})
    {
        for (const std::string& line : gate->violations())
        {
            _findings.add(&Findings::unexpected, line);
        }
    }
    for (const auto& [key, bills] : _books.byKey())
    {
        for (const Bill& bill : bills)
        {
            _scheduler.note(key + bill.id + bill.fingerprint);
        }
    }
}

} // namespace duijie::simulation
