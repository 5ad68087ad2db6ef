#include "Scenarios.h"

#include "Host.h"

#include <algorithm>

namespace duijie::simulation
{

namespace
{

constexpr int Documents = 6;
constexpr int All = 100; // of a hundred

// Nothing goes wrong, and nothing is left to chance but who goes first.
Scenario quiet(const std::string& name)
{
    Scenario scenario;
    scenario.name = name;
    scenario.mood.calm();
    scenario.mood.periodMs = 20 * Minute;
    scenario.mood.settleMs = 30 * Second;
    scenario.mood.orders.modified = scenario.mood.orders.burst = scenario.mood.orders.repeating = 0;
    scenario.mood.orders.pageSize = 2;
    scenario.mood.disk = {20, 0, 50};
    scenario.plan.dayMs = Hour;
    scenario.plan.chance = false;
    for (int number = 1; number <= Documents; ++number)
    {
        const int64_t made = World::StartMs + number * 9 * Minute / 2;
        scenario.documents[number] = {
            {made, made + Second, {"2024-06-01", std::to_string(number), "A", "final"}}};
    }
    return scenario;
}

Scenario withQuantity(const std::string& name, int number, const std::string& qty)
{
    Scenario scenario = quiet(name);
    scenario.documents.at(number).front().content.qty = qty;
    return scenario;
}

Scenario answered(const std::string& name, int BookMood::*answer, int share)
{
    Scenario scenario = quiet(name);
    scenario.mood.books.*answer = share;
    return scenario;
}

Scenario refused()
{
    Scenario scenario = withQuantity("rejected", 1, "closed");
    scenario.documents.at(2).front().content.qty = "refuse";
    scenario.documents.at(3).front().content.qty = "bad";
    scenario.documents.at(4).front().content.kind = "draft";
    return scenario;
}

Scenario held()
{
    Scenario scenario = quiet("held-then-released");
    scenario.documents.at(1).front().content.sku = "early";
    scenario.documents.at(2).front().content.sku = "late";
    return scenario;
}

Scenario batch(const std::string& name, const std::string& qty)
{
    Scenario scenario = withQuantity(name, 3, qty);
    scenario.mood.batch = engine::BatchMode::AllOrNothing;
    scenario.mood.periodMs = 30 * Minute; // more of them in one batch
    return scenario;
}

Scenario changed()
{
    Scenario scenario = quiet("changed-after-sync");
    for (int number = 1; number <= 3; ++number)
    {
        std::vector<Version>& versions = scenario.documents.at(number);
        Version next = versions.front();
        next.modifiedMs += (10 + 10 * number) * Minute;
        next.visibleMs += (10 + 10 * number) * Minute;
        next.content.qty = "7";
        versions.push_back(next);
    }
    return scenario;
}

// Somebody voids a bill in the target and has its document written again.
void voidAndReplay(World& world, engine::RunContext& run, int number)
{
    const auto records = run.shared.store.find(run.flow.name, "1");
    if (number < 2 || records.empty() || records.front().row.state != store::RecordState::Done)
    {
        return;
    }
    world.voidOnce(records.front().row.targetId);
    handWork(run, engine::HandWish::Replay, {records.front().row});
}

Scenario replay()
{
    Scenario scenario = quiet("replay-by-hand");
    scenario.byHand = voidAndReplay;
    return scenario;
}

Scenario silence()
{
    Scenario scenario = answered("quota-pause", &BookMood::throttled, 50);
    scenario.mood.books.callsPerMinute = 5;
    return scenario;
}

Scenario references()
{
    Scenario scenario = held();
    scenario.name = "dataset-refresh";
    scenario.documents.at(3).front().content.sku = "early";
    scenario.plan.materialsFailing = 40;
    return scenario;
}

Scenario sweep()
{
    Scenario scenario = quiet("sweep");
    scenario.mood.nightlySweepMs = 48 * Hour;
    scenario.mood.periodMs = 8 * Hour;
    scenario.plan.dayMs = 24 * Hour;
    scenario.documents.at(1).front().visibleMs += 12 * Hour; // out of reach of lag and overlap
    scenario.documents.at(2).front().visibleMs += 20 * Hour;
    return scenario;
}

// Late rows that nothing finds but the remedy; one that changed comes with them.
Scenario remedy()
{
    Scenario scenario = changed();
    scenario.name = "remedy";
    scenario.mood.remedyEvery = 3;
    scenario.mood.periodMs = 4 * Hour;
    scenario.plan.dayMs = 24 * Hour;
    scenario.documents.at(4).front().visibleMs += 12 * Hour; // out of reach of lag and overlap
    scenario.documents.at(5).front().visibleMs += 16 * Hour;
    return scenario;
}

// Each bill is told of to another flow, also where its answer was lost and where it was refused.
Scenario telling()
{
    Scenario scenario = answered("callback", &BookMood::appliedLost, 50);
    scenario.documents.at(2).front().content.qty = "refuse";
    scenario.mood.tells = true;
    return scenario;
}

// Two documents each are one bill, whose answer may be lost; of one pair the second is seen much later,
// another waits for its material.
Scenario merged(const std::string& name, int BookMood::*answer, int share)
{
    Scenario scenario = answered(name, answer, share);
    scenario.mood.merges = true;
    for (int number = 1; number <= Documents; ++number)
    {
        Version& version = scenario.documents.at(number).front();
        version.modifiedMs = scenario.documents.at((number - 1) / 2 * 2 + 1).front().modifiedMs;
        version.visibleMs = std::max(version.visibleMs, version.modifiedMs + Second);
        version.content.qty = std::to_string(1 << number);
        version.content.sku = number > 4 ? "early" : "A";
    }
    scenario.documents.at(4).front().visibleMs += 25 * Minute; // its bill was made without it
    return scenario;
}

} // namespace

std::vector<Scenario> scenarios()
{
    return {quiet("plain"),
            answered("unclear-applied", &BookMood::appliedLost, All),
            answered("unclear-not-applied", &BookMood::cutBefore, 60),
            refused(),
            answered("retry", &BookMood::notSent, 50),
            held(),
            batch("batch-complete", "3"),
            batch("batch-rolled-back", "closed"),
            changed(),
            replay(),
            silence(),
            references(),
            sweep(),
            remedy(),
            telling(),
            merged("merged", &BookMood::appliedLost, 0),
            merged("merged-unclear", &BookMood::appliedLost, 50),
            merged("merged-retried", &BookMood::notSent, 50)};
}

std::unique_ptr<World> worldOf(const Scenario& scenario, uint64_t seed, int64_t step)
{
    Plan plan = scenario.plan;
    plan.firstCrashStep = step;
    auto world = std::make_unique<World>(seed, scenario.mood, scenario.documents, plan);
    if (scenario.byHand)
    {
        world->byHand = [&scenario, made = world.get()](engine::RunContext& run, int number)
        { scenario.byHand(*made, run, number); };
    }
    return world;
}

} // namespace duijie::simulation
