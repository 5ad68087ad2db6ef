// Runs worlds and counts what is wrong with them.
#pragma once

#include "World.h"

#include "Proof.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace duijie::simulation
{

/// Lives through a world. What it throws is a finding as well.
Findings liveThrough(World& world);

/// Does `one` with 0 to `count` - 1, on two threads, and adds up. Each gives its findings and the command
/// that does it again; a few of the failures are returned, as text.
struct Case
{
    Findings findings;
    std::string again;
};
std::vector<std::string> runAll(proof::Ledger& ledger, uint64_t count,
                                const std::function<Case(uint64_t)>& one);

} // namespace duijie::simulation
