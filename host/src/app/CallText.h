// Calls of vendors as commands print them.
#pragma once

#include "config/TimeZone.h"

#include "store/Records.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <vector>

namespace duijie::app
{

/// Whether a table of calls says which flow each was for.
enum class FlowColumn
{
    Shown,
    Left ///< left out: the reader knows
};

/// One line a call.
std::string callTable(const std::vector<store::CallRow>& calls, const config::TimeZone& zone,
                      FlowColumn flow);

/// An array with all that is known of each call.
void putCalls(sdk::JsonWriter& json, const std::vector<store::CallRow>& calls, const config::TimeZone& zone);

} // namespace duijie::app
