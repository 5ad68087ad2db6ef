// Calls of vendors as commands print them.
#pragma once

#include "config/TimeZone.h"

#include "store/Records.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <vector>

namespace duijie::app
{

/// One line a call.
std::string callTable(const std::vector<store::CallRow>& calls, const config::TimeZone& zone);

/// An array with all that is known of each call.
void putCalls(sdk::JsonWriter& json, const std::vector<store::CallRow>& calls, const config::TimeZone& zone);

} // namespace duijie::app
