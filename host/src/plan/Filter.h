// Filters behind a path, {{stockin_time|date}}, and reading of the times they are used on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::plan
{

enum class Filter : uint8_t
{
    None,
    DateTime,  ///< yyyy-MM-dd HH:mm:ss
    Date,      ///< yyyy-MM-dd
    Timestamp, ///< Unix seconds
};

/// The filter of this name, upper and lower case alike.
std::optional<Filter> filterOf(std::string_view name) noexcept;

/// Reads what vendors send as a time: "yyyy-MM-dd[ HH:mm[:ss]]" (also with T, fraction, Z), Unix seconds (10
/// digits) or milliseconds (13 digits). Unix milliseconds, or nothing: no such time exists.
std::optional<int64_t> readTime(std::string_view text, int offsetMinutes) noexcept;

/// The text a filter makes of a time; Filter::None gives Unix seconds.
std::string filteredTime(Filter filter, int64_t unixMs, int offsetMinutes);

} // namespace duijie::plan
