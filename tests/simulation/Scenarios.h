// Short worlds, each with one thing in it, which are killed at every step.
#pragma once

#include "World.h"

#include <memory>
#include <string>
#include <vector>

namespace duijie::simulation
{

struct Scenario
{
    std::string name;
    Mood mood;
    std::map<int, std::vector<Version>> documents;
    Plan plan;
    /// What somebody does before the run of this number; may be empty.
    std::function<void(World&, engine::RunContext&, int run)> byHand;
};

/// All of them, the same every time.
std::vector<Scenario> scenarios();

/// A world of it whose first life dies at `step`; 0: it does not die.
std::unique_ptr<World> worldOf(const Scenario& scenario, uint64_t seed, int64_t step);

} // namespace duijie::simulation
