// Settles unclear writes: looks each bill up by its natural key. Never writes a second time blindly.
#pragma once

#include "engine/RunContext.h"
#include "engine/Transitions.h"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace duijie::engine
{

class BillIndex;
struct LookUp;

class Settler
{
public:
    Settler(RunContext& run, RetryRules rules);

    /// Looks up the unclear records that are due. True: something was settled or moved on.
    bool settleDue();

    /// When the next unclear record is due; nothing when there is none before `untilMs`.
    std::optional<int64_t> nextDueMs(int64_t untilMs);

private:
    struct Case
    {
        store::RecordRow row;
        store::Intent intent;
    };

    std::vector<Case> dueCases();
    void settleScope(const std::string& scope, const std::vector<Case>& cases);
    Status findAll(const std::string& scope, const std::vector<Case>& cases, BillIndex& index,
                   std::string& error);
    store::Transition settleOne(const Case& item, const BillIndex& index);
    store::Transition postpone(const Case& item, const std::string& reason);
    store::Transition close(const Case& item, const LookUp& found);
    void write(std::vector<store::Transition> transitions);

    RunContext& _run;
    const RetryRules _rules;
    std::mt19937_64 _random;
    bool _postponed = false; ///< in this round
    int _failedRounds = 0;   ///< rounds one after the other in which the target could not be read
};

} // namespace duijie::engine
