// Five-field cron expressions, and the next instant of one in a time zone.
#pragma once

#include "schedule/CronField.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::schedule
{

/// "minute hour day month weekday" by the rules of cron: when both day and weekday are given, either will do.
///
/// Where clocks are set, a fixed time (neither minute nor hour begins with '*') comes exactly once a day: one
/// that is skipped comes when the gap is over, one that happens twice comes the first time. Every other
/// expression follows the clock on the wall.
class Cron
{
public:
    /// Nothing, with a sentence in `error`, for what is no expression or can never come.
    static std::optional<Cron> parse(std::string_view text, std::string& error);

    /// The first instant after `afterMs`, Unix milliseconds. `zone` exists.
    std::optional<int64_t> next(int64_t afterMs, const std::string& zone) const;

    /// True when the calendar ever has such a day.
    bool everComes() const noexcept;

private:
    class Day;

    CronField _minute;
    CronField _hour;
    CronField _day;
    CronField _month;
    CronField _weekday;
};

} // namespace duijie::schedule
