#include "ChinaTime.h"

#include "Text.h"

#include <chrono>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kZone = 8 * 3600;
constexpr std::int64_t kDay = 86400;

std::int64_t floorDay(std::int64_t local)
{
    return local >= 0 ? local / kDay : -((-local + kDay - 1) / kDay);
}

void appendDay(std::string& out, std::int64_t day)
{
    using namespace std::chrono;
    const year_month_day date{sys_days{days{day}}};
    appendPadded(out, static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
    out += '-';
    appendPadded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    appendPadded(out, static_cast<unsigned>(date.day()), 2);
}

} // namespace

std::int64_t nowMilliseconds()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void appendTime(std::string& out, std::int64_t seconds)
{
    const std::int64_t local = seconds + kZone;
    const std::int64_t day = floorDay(local);
    const auto rest = static_cast<std::uint64_t>(local - day * kDay);
    appendDay(out, day);
    out += ' ';
    appendPadded(out, rest / 3600, 2);
    out += ':';
    appendPadded(out, rest / 60 % 60, 2);
    out += ':';
    appendPadded(out, rest % 60, 2);
}

std::string formatTime(std::int64_t seconds)
{
    std::string out;
    appendTime(out, seconds);
    return out;
}

std::string formatDate(std::int64_t seconds)
{
    std::string out;
    appendDay(out, floorDay(seconds + kZone));
    return out;
}

std::optional<std::int64_t> parseDate(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = parseDigits(text.substr(0, 4));
    const auto month = parseDigits(text.substr(5, 2));
    const auto day = parseDigits(text.substr(8, 2));
    if (!year || !month || !day)
        return std::nullopt;
    const year_month_day date{std::chrono::year{static_cast<int>(*year)},
                              std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok())
        return std::nullopt;
    return sys_days{date}.time_since_epoch().count() * kDay - kZone;
}

std::optional<std::int64_t> parseTime(std::string_view text)
{
    if (text.size() != 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto midnight = parseDate(text.substr(0, 10));
    const auto hour = parseDigits(text.substr(11, 2));
    const auto minute = parseDigits(text.substr(14, 2));
    const auto second = parseDigits(text.substr(17, 2));
    if (!midnight || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return *midnight + *hour * 3600 + *minute * 60 + *second;
}

} // namespace duijie::sandbox
