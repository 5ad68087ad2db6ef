#include "schedule/Cron.h"

#include "schedule/Zones.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace duijie::schedule
{

namespace
{

using namespace std::chrono_literals;
using date::days;
using date::local_days;
using date::local_seconds;
using date::sys_seconds;
using std::chrono::seconds;

// The longest time between two days of one expression: 29 February of one weekday, over a century without
// one.
constexpr int MostDays = 41 * 366;

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    constexpr std::string_view Blank = " \t";
    for (std::size_t at = text.find_first_not_of(Blank); at != std::string_view::npos;
         at = text.find_first_not_of(Blank, at))
    {
        const std::size_t end = std::min(text.find_first_of(Blank, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

} // namespace

// The instants of one day on the wall.
class Cron::Day
{
public:
    Day(const Cron& cron, local_days day, const date::time_zone& zone)
        : _cron(cron), _day(day), _zone(zone), _fixed(!cron._minute.star && !cron._hour.star)
    {
    }

    /// The first of them after `after`.
    std::optional<sys_seconds> firstAfter(sys_seconds after)
    {
        _after = after;
        _first.reset();
        const date::local_info info = _zone.get_info(local_seconds(_day));
        const sys_seconds begin{local_seconds(_day).time_since_epoch() - info.first.offset};
        // No clock is set on this day or near it: all of it has one offset.
        const bool plain = info.result == date::local_info::unique && begin - days{1} >= info.first.begin &&
                           begin + days{2} <= info.first.end;
        for (unsigned hour = 0; hour < 24 && !(plain && _first); ++hour)
        {
            for (unsigned minute = 0; _cron._hour.has(hour) && minute < 60 && !(plain && _first); ++minute)
            {
                if (_cron._minute.has(minute))
                {
                    const seconds time = std::chrono::hours(hour) + std::chrono::minutes(minute);
                    plain ? take(begin + time) : look(local_seconds(_day) + time);
                }
            }
        }
        return _first;
    }

private:
    void take(sys_seconds instant)
    {
        if (instant > _after && (!_first || instant < *_first))
        {
            _first = instant;
        }
    }

    void look(local_seconds time)
    {
        const date::local_info info = _zone.get_info(time);
        if (info.result == date::local_info::nonexistent)
        {
            if (_fixed)
            {
                take(std::chrono::time_point_cast<seconds>(info.second.begin));
            }
            return;
        }
        take(sys_seconds(time.time_since_epoch() - info.first.offset));
        if (info.result == date::local_info::ambiguous && !_fixed)
        {
            take(sys_seconds(time.time_since_epoch() - info.second.offset));
        }
    }

    const Cron& _cron;
    const local_days _day;
    const date::time_zone& _zone;
    const bool _fixed;
    sys_seconds _after;
    std::optional<sys_seconds> _first;
};

std::optional<Cron> Cron::parse(std::string_view text, std::string& error)
{
    const std::vector<std::string_view> words = wordsOf(text);
    if (words.size() != 5)
    {
        error = text::say("config.cron.fields", {text, std::to_string(words.size())});
        return std::nullopt;
    }
    Cron cron;
    CronField* const fields[] = {&cron._minute, &cron._hour, &cron._day, &cron._month, &cron._weekday};
    for (std::size_t i = 0; i < 5; ++i)
    {
        const auto field = parseCronField(static_cast<CronPart>(i), words[i], error);
        if (!field)
        {
            return std::nullopt;
        }
        *fields[i] = *field;
    }
    if (!cron.everComes())
    {
        error = text::say("config.cron.never", {text});
        return std::nullopt;
    }
    return cron;
}

bool Cron::everComes() const noexcept
{
    constexpr unsigned Longest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!_day.star && !_weekday.star)
    {
        return true; // some month has such a weekday
    }
    for (unsigned month = 1; month <= 12; ++month)
    {
        for (unsigned day = 1; _month.has(month) && day <= Longest[month - 1]; ++day)
        {
            if (_day.has(day))
            {
                return true;
            }
        }
    }
    return false;
}

std::optional<int64_t> Cron::next(int64_t afterMs, const std::string& zone) const
{
    const date::time_zone& where = findZone(zone);
    const auto after =
        date::floor<seconds>(date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(afterMs)));
    // From the day before: where clocks are set at midnight, an instant may lie past the end of its day.
    const local_days first = date::floor<days>(where.to_local(after)) - days{1};
    for (local_days day = first; day <= first + days{MostDays}; day += days{1})
    {
        const date::year_month_day date{day};
        const unsigned weekday = date::weekday{day}.c_encoding();
        const bool byDay = _day.has(static_cast<unsigned>(date.day()));
        const bool byWeekday = _weekday.has(weekday);
        const bool either = !_day.star && !_weekday.star;
        if (!_month.has(static_cast<unsigned>(date.month())) ||
            !(either ? byDay || byWeekday : byDay && byWeekday))
        {
            continue;
        }
        if (const auto instant = Day(*this, day, where).firstAfter(after))
        {
            return std::chrono::milliseconds(instant->time_since_epoch()).count();
        }
    }
    return std::nullopt;
}

} // namespace duijie::schedule
