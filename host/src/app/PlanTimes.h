// The moments a document is tried for, from what the command line or a case says.
#pragma once

#include "plan/SourcePlan.h"

#include <optional>
#include <string>

namespace duijie::app
{

/// `now` and `lastSync` as yyyy-MM-dd HH:mm:ss in the zone of this IANA name. Empty: this moment, an hour
/// before `now`, the zone of China. Nothing, with the reason in `problem`, when one cannot be read.
std::optional<plan::TimeVariables> timesOf(const std::string& zone, const std::string& now,
                                           const std::string& lastSync, std::string& problem);

} // namespace duijie::app
