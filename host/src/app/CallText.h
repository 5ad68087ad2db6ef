// Calls of vendors as commands print them.
#pragma once

#include "config/TimeZone.h"

#include "store/Records.h"

#include "duijie/sdk/Json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::app
{

/// The word for a StatusCode on the command line and in JSON, in every language: "ok", "not_sent", ...
/// "internal" for a code of a newer plugin.
std::string_view outcomeName(uint32_t outcome) noexcept;

/// The code of such a word; nothing for another.
std::optional<uint32_t> outcomeOfName(std::string_view name) noexcept;

/// All words, with blanks between.
std::string outcomeNames();

/// One line a call.
std::string callTable(const std::vector<store::CallRow>& calls, const config::TimeZone& zone);

/// An array with all that is known of each call.
void putCalls(sdk::JsonWriter& json, const std::vector<store::CallRow>& calls, const config::TimeZone& zone);

} // namespace duijie::app
