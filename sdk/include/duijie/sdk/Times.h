// Vendor times are texts without a zone, "yyyy-MM-dd HH:mm:ss" in China time; inside, everything is Unix
// milliseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::sdk
{

/// China has had one fixed offset without summer time since 1992.
constexpr int ChinaOffsetMinutes = 480;

/// Reads exactly "yyyy-MM-dd HH:mm:ss"; a date that does not exist ("0000-00-00 00:00:00", 30 February) gives
/// nothing.
std::optional<int64_t> parseDateTime(std::string_view text, int offsetMinutes = ChinaOffsetMinutes) noexcept;

/// True when `text` begins with an existing "yyyy-MM-dd" that ends there or is followed by a blank or 'T'.
bool beginsWithDate(std::string_view text) noexcept;

/// "yyyy-MM-dd HH:mm:ss".
std::string formatDateTime(int64_t unixMs, int offsetMinutes = ChinaOffsetMinutes);

/// "yyyy-MM-dd".
std::string formatDate(int64_t unixMs, int offsetMinutes = ChinaOffsetMinutes);

/// The Date header of an HTTP answer ("Tue, 15 Nov 1994 08:12:31 GMT") as Unix milliseconds.
std::optional<int64_t> parseHttpDate(std::string_view text) noexcept;

} // namespace duijie::sdk
