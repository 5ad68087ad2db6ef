// Does a vendor's account answer? One cheap reading call tells.
#pragma once

#include "engine/ConnectionHost.h"
#include "engine/FlowParts.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace duijie::engine
{

struct ProbedAccount
{
    std::string connection;
    bool answered = false;
    std::string error;  ///< the connector's sentence when it did not
    int64_t tookMs = 0; ///< with the login, where there was one
};

/// Reads a minute of the flow's source, today's bills of its target, and a minute of each dataset: what the
/// flow itself asks for, so that a right that is missing shows as well. Connections in `known` are passed
/// over, those that were read are added to it. Stops early when a stop is asked for.
std::vector<ProbedAccount> probeAccounts(const FlowParts& flow, Shared& shared, std::set<std::string>& known);

} // namespace duijie::engine
