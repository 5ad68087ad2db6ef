#include "duijie/sdk/Times.h"

namespace duijie::sdk
{

namespace
{

constexpr int64_t DayMs = 86400000;

bool isLeap(int year) noexcept
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int daysInMonth(int year, int month) noexcept
{
    static constexpr int Days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : Days[month - 1];
}

bool isDate(int year, int month, int day) noexcept
{
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

// Days from 1970-01-01 in the Gregorian calendar; the year is counted from March, so that the leap day is its
// last.
int64_t daysFromDate(int year, int month, int day) noexcept
{
    const int64_t y = month <= 2 ? year - 1 : year;
    const int64_t era = (y >= 0 ? y : y - 399) / 400;
    const int64_t yearOfEra = y - era * 400;
    const int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

struct Date
{
    int64_t year;
    int month;
    int day;
};

Date dateFromDays(int64_t days) noexcept
{
    days += 719468;
    const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const int64_t dayOfEra = days - era * 146097;
    const int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const int day = static_cast<int>(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    const int month = static_cast<int>(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
    return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

// The number in exactly `count` digits at `position`; -1 when there is anything else.
int digits(std::string_view text, std::size_t position, std::size_t count) noexcept
{
    int value = 0;
    for (std::size_t i = position; i < position + count; ++i)
    {
        if (i >= text.size() || text[i] < '0' || text[i] > '9')
        {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

void appendDigits(std::string& out, int64_t value, int count)
{
    const std::string number = std::to_string(value);
    for (auto i = static_cast<int>(number.size()); i < count; ++i)
    {
        out.push_back('0');
    }
    out += number;
}

struct LocalTime
{
    Date date;
    int64_t msOfDay;
};

LocalTime localTime(int64_t unixMs, int offsetMinutes) noexcept
{
    const int64_t local = unixMs + static_cast<int64_t>(offsetMinutes) * 60000;
    const int64_t days = (local >= 0 ? local : local - (DayMs - 1)) / DayMs;
    return {dateFromDays(days), local - days * DayMs};
}

std::string dateText(const Date& date)
{
    std::string text;
    appendDigits(text, date.year, 4);
    text.push_back('-');
    appendDigits(text, date.month, 2);
    text.push_back('-');
    appendDigits(text, date.day, 2);
    return text;
}

// Milliseconds of "HH:mm:ss" at `position`; -1 when it is not a time. `lastSecond` is 59, or 60 for leap
// seconds.
int64_t timeOfDay(std::string_view text, std::size_t position, int lastSecond) noexcept
{
    if (text.size() < position + 8 || text[position + 2] != ':' || text[position + 5] != ':')
    {
        return -1;
    }
    const int hour = digits(text, position, 2);
    const int minute = digits(text, position + 3, 2);
    const int second = digits(text, position + 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > lastSecond)
    {
        return -1;
    }
    return ((static_cast<int64_t>(hour) * 60 + minute) * 60 + second) * 1000;
}

int monthOfName(std::string_view name) noexcept
{
    static constexpr std::string_view Names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::size_t at = Names.find(name);
    return at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

bool isDayName(std::string_view name) noexcept
{
    static constexpr std::string_view Names = "MonTueWedThuFriSatSun";
    const std::size_t at = Names.find(name);
    return at != std::string_view::npos && at % 3 == 0;
}

} // namespace

bool beginsWithDate(std::string_view text) noexcept
{
    if (text.size() < 10 || text[4] != '-' || text[7] != '-')
    {
        return false;
    }
    if (text.size() > 10 && text[10] != ' ' && text[10] != 'T')
    {
        return false;
    }
    return isDate(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

std::optional<int64_t> parseDateTime(std::string_view text, int offsetMinutes) noexcept
{
    if (text.size() != 19 || text[10] != ' ' || !beginsWithDate(text))
    {
        return std::nullopt;
    }
    const int64_t ofDay = timeOfDay(text, 11, 59);
    if (ofDay < 0)
    {
        return std::nullopt;
    }
    const int64_t days = daysFromDate(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    return days * DayMs + ofDay - static_cast<int64_t>(offsetMinutes) * 60000;
}

std::string formatDateTime(int64_t unixMs, int offsetMinutes)
{
    const LocalTime local = localTime(unixMs, offsetMinutes);
    const int64_t seconds = local.msOfDay / 1000;
    std::string text = dateText(local.date);
    text.push_back(' ');
    appendDigits(text, seconds / 3600, 2);
    text.push_back(':');
    appendDigits(text, seconds / 60 % 60, 2);
    text.push_back(':');
    appendDigits(text, seconds % 60, 2);
    return text;
}

std::string formatDate(int64_t unixMs, int offsetMinutes)
{
    return dateText(localTime(unixMs, offsetMinutes).date);
}

std::optional<int64_t> parseHttpDate(std::string_view text) noexcept
{
    // "Tue, 15 Nov 1994 08:12:31 GMT": the only form a server may send today.
    if (text.size() != 29 || !isDayName(text.substr(0, 3)) || text.substr(3, 2) != ", " || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || text.substr(25) != " GMT")
    {
        return std::nullopt;
    }
    const int month = monthOfName(text.substr(8, 3));
    const int day = digits(text, 5, 2);
    const int year = digits(text, 12, 4);
    const int64_t ofDay = timeOfDay(text, 17, 60);
    if (!isDate(year, month, day) || ofDay < 0)
    {
        return std::nullopt;
    }
    return daysFromDate(year, month, day) * DayMs + ofDay;
}

} // namespace duijie::sdk
