// How often something happens: an interval, or times of the calendar.
#pragma once

#include "schedule/Cron.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::schedule
{

/// Made by itself: every five minutes.
class Rhythm
{
public:
    /// "30s", "5m", "2h", "1d", the same behind "@every ", "@hourly", "@daily", "@weekly", "@monthly", or
    /// five fields of cron. Nothing, with a sentence in `error`, for anything else.
    static std::optional<Rhythm> parse(std::string_view text, std::string& error);

    /// When it is time after a start at `startMs`: so much later, or the next time of the calendar.
    std::optional<int64_t> next(int64_t startMs, const std::string& zone) const;

    /// The next `count` of them, each taken as the start of the one behind it.
    std::vector<int64_t> upcoming(int64_t startMs, const std::string& zone, int count) const;

    bool isInterval() const noexcept { return _intervalMs > 0; }

    /// As it was written.
    const std::string& text() const noexcept { return _text; }

private:
    std::string _text = "5m";
    int64_t _intervalMs = 300'000; // 0: of the calendar
    std::optional<Cron> _cron;
};

} // namespace duijie::schedule
