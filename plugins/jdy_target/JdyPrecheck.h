// Is a mapped body sendable? Asked of the reference rows that the host keeps, without a call.
#pragma once

#include "JdyFacts.h"
#include "JdySettings.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::jdy
{

/// What a check came to.
struct PrecheckResult
{
    std::string problems; ///< everything, in one sentence; empty when there is nothing
    bool wrong = false;   ///< some of it is never sendable as it is; else reference data is missing
};

/// Thread-safe.
class JdyPrecheck
{
public:
    JdyPrecheck(JdyFacts& facts, const JdyBillSettings& settings);

    /// Limits of the bill, and every line against materials, stores and units.
    PrecheckResult check(const BillForm& form, sdk::JsonValue mapped);

private:
    JdyFacts& _facts;
    const JdyBillSettings& _settings;
};

} // namespace duijie::jdy
