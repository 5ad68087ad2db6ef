#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** Now, in milliseconds since 1970 UTC. */
std::int64_t nowMilliseconds();

/** `yyyy-MM-dd HH:mm:ss` of China time (+08:00, no daylight saving) for seconds since 1970 UTC. */
std::string formatTime(std::int64_t seconds);

/** Appends what formatTime gives, without a temporary. */
void appendTime(std::string& out, std::int64_t seconds);

/** `yyyy-MM-dd` of China time for seconds since 1970 UTC. */
std::string formatDate(std::int64_t seconds);

/** Seconds since 1970 UTC of a strict `yyyy-MM-dd HH:mm:ss` in China time; nothing when it is not one. */
std::optional<std::int64_t> parseTime(std::string_view text);

/** Seconds since 1970 UTC of the midnight (China time) of a strict `yyyy-MM-dd`; nothing when it is not one.
 */
std::optional<std::int64_t> parseDate(std::string_view text);

} // namespace duijie::sandbox
