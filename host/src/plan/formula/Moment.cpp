#include "plan/formula/Moment.h"

#include <chrono>
#include <cstdio>
#include <vector>

namespace duijie::plan::formula
{

namespace
{

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int64_t DaySeconds = 86'400;
constexpr int64_t Million = 1'000'000;
constexpr int LastYear = 9999;

constexpr int64_t floorDiv(int64_t value, int64_t by) noexcept
{
    return value / by - (value % by < 0 ? 1 : 0);
}

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

int fullYear(int twoDigits) noexcept
{
    return twoDigits + (twoDigits < 70 ? 2000 : 1900);
}

// Groups of digits and what parts them: "2024-01-05 08:30:00.5".
std::vector<std::string_view> digitGroups(std::string_view text)
{
    std::vector<std::string_view> groups;
    std::size_t at = 0;
    while (at < text.size() && isDigit(text[at]))
    {
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end]))
        {
            ++end;
        }
        groups.push_back(text.substr(at, end - at));
        at = end;
        // Anything but letters parts; 'T' parts date and time.
        while (at < text.size() && !isDigit(text[at]) &&
               ((groups.size() == 3 && text[at] == 'T') ||
                std::string_view(" -/.:,;").find(text[at]) != std::string_view::npos))
        {
            ++at;
        }
    }
    return groups;
}

int number(std::string_view digits) noexcept
{
    int out = 0;
    for (const char c : digits.substr(0, 9))
    {
        out = out * 10 + (c - '0');
    }
    return out;
}

int microsOf(std::string_view digits) noexcept
{
    int out = 0;
    for (std::size_t i = 0; i < 6; ++i)
    {
        out = out * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    }
    return out;
}

// "20240105" and "20240105083000", with a year of two digits too.
std::optional<Moment> readDigits(std::string_view digits)
{
    const bool time = digits.size() == 12 || digits.size() == 14;
    if (!time && digits.size() != 6 && digits.size() != 8)
    {
        return std::nullopt;
    }
    const std::size_t yearDigits = digits.size() % 4 == 0 && digits.size() != 12 ? 4
                                   : digits.size() == 14                         ? 4
                                                                                 : 2;
    WallParts parts;
    parts.year = number(digits.substr(0, yearDigits));
    parts.year = yearDigits == 2 ? fullYear(parts.year) : parts.year;
    digits.remove_prefix(yearDigits);
    parts.month = number(digits.substr(0, 2));
    parts.day = number(digits.substr(2, 2));
    if (time)
    {
        parts.hour = number(digits.substr(4, 2));
        parts.minute = number(digits.substr(6, 2));
        parts.second = number(digits.substr(8, 2));
    }
    return makeMoment(parts, !time);
}

} // namespace

std::optional<Moment> makeMoment(const WallParts& parts, bool dateOnly)
{
    const year_month_day date{year(parts.year), month(static_cast<unsigned>(parts.month)),
                              day(static_cast<unsigned>(parts.day))};
    const bool day =
        parts.year >= 0 && parts.year <= LastYear && parts.month > 0 && parts.day > 0 && date.ok();
    if (!day || parts.hour > 23 || parts.minute > 59 || parts.second > 59)
    {
        return std::nullopt;
    }
    Moment out;
    out.seconds = sys_days{date}.time_since_epoch().count() * DaySeconds + parts.hour * 3600 +
                  parts.minute * 60 + parts.second;
    out.micros = parts.micros;
    out.dateOnly = dateOnly;
    return out;
}

WallParts partsOf(const Moment& moment)
{
    const int64_t since = dayOf(moment);
    const year_month_day date{sys_days{days{since}}};
    const auto rest = static_cast<int>(moment.seconds - since * DaySeconds);
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            rest / 3600,
            rest / 60 % 60,
            rest % 60,
            moment.micros};
}

std::string Moment::toString() const
{
    const WallParts parts = partsOf(*this);
    char text[64];
    int length = std::snprintf(text, sizeof text, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
    if (!dateOnly)
    {
        length += std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length),
                                " %02d:%02d:%02d", parts.hour, parts.minute, parts.second);
    }
    if (!dateOnly && micros != 0)
    {
        length +=
            std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length), ".%06d", micros);
    }
    return std::string(text, static_cast<std::size_t>(length));
}

std::optional<Moment> readMoment(std::string_view text)
{
    while (text.starts_with(' '))
    {
        text.remove_prefix(1);
    }
    const std::vector<std::string_view> groups = digitGroups(text);
    if (groups.size() == 1)
    {
        return readDigits(groups.front());
    }
    if (groups.size() < 3 || groups[0].size() > 4 || groups[0].size() == 3)
    {
        return std::nullopt;
    }
    WallParts parts;
    int* const targets[] = {&parts.year, &parts.month, &parts.day, &parts.hour, &parts.minute, &parts.second};
    for (std::size_t i = 0; i < groups.size() && i < 6; ++i)
    {
        if (i > 0 && groups[i].size() > 2)
        {
            return std::nullopt;
        }
        *targets[i] = number(groups[i]);
    }
    parts.year = groups[0].size() <= 2 ? fullYear(parts.year) : parts.year;
    parts.micros = groups.size() > 6 ? microsOf(groups[6]) : 0;
    return makeMoment(parts, groups.size() == 3);
}

std::optional<Unit> unitOf(std::string_view name) noexcept
{
    static constexpr std::string_view Names[] = {"microsecond", "second", "minute",  "hour", "day",
                                                 "week",        "month",  "quarter", "year"};
    for (std::size_t i = 0; i < std::size(Names); ++i)
    {
        bool same = name.size() == Names[i].size();
        for (std::size_t c = 0; same && c < name.size(); ++c)
        {
            same = (name[c] | 0x20) == Names[i][c];
        }
        if (same)
        {
            return static_cast<Unit>(i);
        }
    }
    return std::nullopt;
}

int64_t dayOf(const Moment& moment) noexcept
{
    return floorDiv(moment.seconds, DaySeconds);
}

int weekdayOf(const Moment& moment) noexcept
{
    const int64_t day = dayOf(moment) + 3; // 1970-01-01 was a Thursday
    return static_cast<int>(day - floorDiv(day, 7) * 7);
}

namespace
{

std::optional<Moment> inRange(Moment moment)
{
    static const int64_t First = sys_days{year(0) / 1 / 1}.time_since_epoch().count() * DaySeconds;
    static const int64_t End = sys_days{year(LastYear + 1) / 1 / 1}.time_since_epoch().count() * DaySeconds;
    return moment.seconds >= First && moment.seconds < End ? std::optional(moment) : std::nullopt;
}

std::optional<Moment> movedMonths(const Moment& moment, int64_t months)
{
    WallParts parts = partsOf(moment);
    const int64_t all = int64_t{parts.year} * 12 + parts.month - 1 + months;
    if (all < 0 || all / 12 > LastYear)
    {
        return std::nullopt;
    }
    parts.year = static_cast<int>(all / 12);
    parts.month = static_cast<int>(all % 12) + 1;
    const auto last =
        (year(parts.year) / month(static_cast<unsigned>(parts.month)) / std::chrono::last).day();
    parts.day = std::min(parts.day, static_cast<int>(static_cast<unsigned>(last)));
    return makeMoment(parts, moment.dateOnly);
}

constexpr int64_t secondsOf(Unit unit) noexcept
{
    switch (unit)
    {
    case Unit::Minute:
        return 60;
    case Unit::Hour:
        return 3600;
    case Unit::Day:
        return DaySeconds;
    case Unit::Week:
        return 7 * DaySeconds;
    default:
        return 1;
    }
}

} // namespace

std::optional<Moment> moved(const Moment& moment, Unit unit, int64_t count, int64_t micros)
{
    constexpr int64_t Most = int64_t{10'000} * 366 * DaySeconds; // of any unit but microseconds
    if (unit >= Unit::Month)
    {
        const int64_t each = unit == Unit::Month ? 1 : unit == Unit::Quarter ? 3 : 12;
        return count > -Most && count < Most ? movedMonths(moment, count * each) : std::nullopt;
    }
    if (unit != Unit::Microsecond && (count <= -Most || count >= Most))
    {
        return std::nullopt;
    }
    const int64_t seconds = unit == Unit::Microsecond ? 0 : count * secondsOf(unit);
    const int64_t small =
        moment.micros + micros + (unit == Unit::Microsecond ? count % (int64_t{1} << 60) : 0);
    Moment out = moment;
    out.seconds += seconds + floorDiv(small, Million);
    out.micros = static_cast<int>(small - floorDiv(small, Million) * Million);
    out.dateOnly = moment.dateOnly && unit >= Unit::Day;
    return inRange(out);
}

int64_t unitsBetween(const Moment& from, const Moment& to, Unit unit)
{
    if (to < from)
    {
        return -unitsBetween(to, from, unit);
    }
    int64_t micros = to.micros - from.micros;
    int64_t seconds = to.seconds - from.seconds;
    if (unit == Unit::Microsecond)
    {
        return seconds * Million + micros;
    }
    seconds -= micros < 0 ? 1 : 0;
    if (unit < Unit::Month)
    {
        return seconds / secondsOf(unit);
    }
    const WallParts a = partsOf(from);
    const WallParts b = partsOf(to);
    int64_t months = (int64_t{b.year} - a.year) * 12 + b.month - a.month;
    const auto within = [](const WallParts& parts)
    {
        return ((int64_t{parts.day} * 24 + parts.hour) * 60 + parts.minute) * 60 * Million +
               int64_t{parts.second} * Million + parts.micros;
    };
    months -= within(b) < within(a) ? 1 : 0;
    return unit == Unit::Month ? months : unit == Unit::Quarter ? months / 3 : months / 12;
}

} // namespace duijie::plan::formula
