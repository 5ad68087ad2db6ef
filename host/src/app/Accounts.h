// "duijie validate --connect": every vendor account is asked once.
#pragma once

#include "config/Config.h"

#include "engine/Probe.h"

#include <string>
#include <vector>

namespace duijie::app
{

/// Opens the connections of all flows, enabled or not, and makes one reading call to each account. What keeps
/// a flow from being opened is added to `problems`. The store is only read, beside a running host too; where
/// there is none yet, nothing is left behind. Throws store::StoreError.
std::vector<engine::ProbedAccount> askAccounts(const config::Config& config, const std::string& logLevel,
                                               config::Problems& problems);

} // namespace duijie::app
