// Judges a world at rest by what its vendors know. The store is only asked for the reasons it gave.
#pragma once

#include "Books.h"
#include "Orders.h"

#include "engine/Audit.h"
#include "store/Store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace duijie::simulation
{

/// What is wrong.
struct Findings
{
    int64_t lost = 0;
    int64_t doubled = 0;
    int64_t unexpected = 0;
    int64_t stuck = 0;
    std::vector<std::string> lines;

    bool clean() const noexcept { return lines.empty(); }
    void add(int64_t Findings::*kind, const std::string& line)
    {
        ++(this->*kind);
        lines.push_back(line);
    }
    std::string text() const;
};

/// A world whose faults have ended.
struct Rest
{
    const Orders& orders;
    const Books& books;
    store::Store& store;
    std::string flow;
    int64_t nowMs = 0;
    bool wholeBatches = false;   ///< all_or_nothing: what was refused takes its batch with it
    const std::set<int>& byHand; ///< documents that a person left out
};

void judge(const Rest& rest, Findings& findings);

/// Where documents are merged, each of a quantity that is a power of two: their sums tell in which bills each
/// of them is. It must be in exactly one.
void judgeMerged(const Rest& rest, const engine::AuditReport& report, Findings& findings);

/// Every bill that stands was told of to the flow `told`, once, with its id.
void judgeTold(const Rest& rest, const std::string& told, Findings& findings);

/// The audit must see what stands there, and nothing else.
void judgeAudit(const Rest& rest, const engine::AuditReport& report, Findings& findings);

} // namespace duijie::simulation
