// One field of a cron expression.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::schedule
{

/// Which of the five.
enum class CronPart
{
    Minute,
    Hour,
    Day,
    Month,
    Weekday
};

/// The values a field allows, as bits; a weekday's 7 is 0, Sunday.
struct CronField
{
    uint64_t values = 0;
    bool star = false; ///< begins with '*': says nothing about a fixed time or day

    bool has(unsigned value) const noexcept { return (values >> value & 1U) != 0; }
};

/// Reads lists, ranges and steps: "*", "5", "1-5", "*/10", "4-59/31", "5/15" (from 5 on), "mon,wed", "jan".
/// Nothing, with a sentence in `error`, when it is wrong.
std::optional<CronField> parseCronField(CronPart part, std::string_view text, std::string& error);

} // namespace duijie::schedule
