// DATE_FORMAT and STR_TO_DATE.
#include "plan/formula/Moment.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace duijie::plan::formula
{

namespace
{

constexpr std::array<std::string_view, 12> Months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> Weekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
constexpr std::size_t ShortName = 3;

void appendNumber(std::string& out, int value, int width)
{
    char text[16];
    const int length = std::snprintf(text, sizeof text, "%0*d", width, value);
    out.append(text, static_cast<std::size_t>(length));
}

int dayOfYear(const Moment& moment)
{
    const Moment first = *makeMoment({partsOf(moment).year}, true);
    return static_cast<int>(dayOf(moment) - dayOf(first)) + 1;
}

struct Week
{
    int year;
    int week;
};

// Weeks begin on Monday and the first has four days of the year, or begin on Sunday and the first has one.
// `whole`: days before the first week belong to the last year's, as %V, %v, %X and %x say it.
Week weekOf(const Moment& moment, bool monday, bool whole)
{
    WallParts parts = partsOf(moment);
    const int64_t day = dayOf(moment);
    const auto begin = [&](int year)
    {
        const Moment first = *makeMoment({year}, true);
        const int before = monday ? weekdayOf(first) : (weekdayOf(first) + 1) % 7; // days of its week gone by
        const bool belongs = monday ? before < 4 : before == 0;
        return dayOf(first) - before + (belongs ? 0 : 7);
    };
    if (day < begin(parts.year))
    {
        if (!whole || parts.year == 0)
        {
            return {parts.year, 0};
        }
        --parts.year;
    }
    else if (whole && monday && parts.year < 9999 && day >= begin(parts.year + 1))
    {
        ++parts.year;
    }
    return {parts.year, static_cast<int>((day - begin(parts.year)) / 7) + 1};
}

std::string_view ordinal(int day) noexcept
{
    if (day >= 11 && day <= 13)
    {
        return "th";
    }
    return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
}

// A specifier that stands for others.
std::string_view longForm(char specifier) noexcept
{
    return specifier == 'T' ? "%H:%i:%S" : specifier == 'r' ? "%I:%i:%S %p" : std::string_view();
}

void appendDay(std::string& out, char specifier, const Moment& moment, const WallParts& parts)
{
    switch (specifier)
    {
    case 'Y':
        return appendNumber(out, parts.year, 4);
    case 'y':
        return appendNumber(out, parts.year % 100, 2);
    case 'm':
    case 'c':
        return appendNumber(out, parts.month, specifier == 'm' ? 2 : 1);
    case 'd':
    case 'e':
        return appendNumber(out, parts.day, specifier == 'd' ? 2 : 1);
    case 'D':
        appendNumber(out, parts.day, 1);
        out += ordinal(parts.day);
        return;
    case 'M':
    case 'b':
        out += Months[static_cast<std::size_t>(parts.month - 1)].substr(0, specifier == 'b' ? ShortName : 99);
        return;
    case 'W':
    case 'a':
        out += Weekdays[static_cast<std::size_t>(weekdayOf(moment))].substr(0, specifier == 'a' ? ShortName
                                                                                                : 99);
        return;
    case 'w':
        return appendNumber(out, (weekdayOf(moment) + 1) % 7, 1);
    case 'j':
        return appendNumber(out, dayOfYear(moment), 3);
    case 'U':
    case 'u':
        return appendNumber(out, weekOf(moment, specifier == 'u', false).week, 2);
    case 'V':
    case 'v':
        return appendNumber(out, weekOf(moment, specifier == 'v', true).week, 2);
    case 'X':
    case 'x':
        return appendNumber(out, weekOf(moment, specifier == 'x', true).year, 4);
    default:
        out += specifier; // MySQL leaves what it does not know
    }
}

void appendPart(std::string& out, char specifier, const Moment& moment, const WallParts& parts)
{
    const int half = parts.hour % 12 == 0 ? 12 : parts.hour % 12;
    switch (specifier)
    {
    case 'H':
    case 'k':
        return appendNumber(out, parts.hour, specifier == 'H' ? 2 : 1);
    case 'h':
    case 'I':
    case 'l':
        return appendNumber(out, half, specifier == 'l' ? 1 : 2);
    case 'i':
        return appendNumber(out, parts.minute, 2);
    case 's':
    case 'S':
        return appendNumber(out, parts.second, 2);
    case 'f':
        return appendNumber(out, parts.micros, 6);
    case 'p':
        out += parts.hour < 12 ? "AM" : "PM";
        return;
    default:
        appendDay(out, specifier, moment, parts);
    }
}

// Reads what the specifiers of a format stand for.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : _text(text) { _parts.month = 0; }

    bool scan(std::string_view format)
    {
        for (std::size_t i = 0; i < format.size(); ++i)
        {
            skipBlanks();
            if (_text.empty())
            {
                return true; // the rest of the format is zeros
            }
            if (format[i] == ' ')
            {
                continue;
            }
            const bool specifier = format[i] == '%' && i + 1 < format.size();
            if (specifier ? !part(format[++i]) : !literal(format[i]))
            {
                return false;
            }
        }
        return true;
    }

    std::optional<Moment> moment() const
    {
        WallParts parts = _parts;
        if (_half)
        {
            if (parts.hour < 1 || parts.hour > 12)
            {
                return std::nullopt;
            }
            parts.hour = parts.hour % 12 + (_afternoon ? 12 : 0);
        }
        return _day ? makeMoment(parts, !_time) : std::nullopt;
    }

private:
    void skipBlanks()
    {
        while (_text.starts_with(' '))
        {
            _text.remove_prefix(1);
        }
    }

    bool literal(char c)
    {
        const bool same = _text.front() == c;
        _text.remove_prefix(same ? 1 : 0);
        return same;
    }

    bool digits(int& out, std::size_t most)
    {
        std::size_t count = 0;
        out = 0;
        while (count < most && count < _text.size() && _text[count] >= '0' && _text[count] <= '9')
        {
            out = out * 10 + (_text[count++] - '0');
        }
        _text.remove_prefix(count);
        return count > 0;
    }

    template <std::size_t Count>
    bool name(const std::array<std::string_view, Count>& names, std::size_t length, int& out)
    {
        for (std::size_t i = 0; i < Count; ++i)
        {
            const std::string_view wanted = names[i].substr(0, length);
            const bool same = _text.size() >= wanted.size() &&
                              std::equal(wanted.begin(), wanted.end(), _text.begin(),
                                         [](char a, char b) { return (a | 0x20) == (b | 0x20); });
            if (same)
            {
                _text.remove_prefix(wanted.size());
                out = static_cast<int>(i);
                return true;
            }
        }
        return false;
    }

    bool year(std::size_t most)
    {
        const std::size_t before = _text.size();
        if (!digits(_parts.year, most))
        {
            return false;
        }
        if (before - _text.size() <= 2)
        {
            _parts.year += _parts.year < 70 ? 2000 : 1900;
        }
        return true;
    }

    bool monthName(std::size_t length)
    {
        const bool found = name(Months, length, _parts.month);
        ++_parts.month;
        return found;
    }

    bool part(char specifier)
    {
        int ignored = 0;
        switch (specifier)
        {
        case 'Y':
            return year(4);
        case 'y':
            return year(2);
        case 'm':
        case 'c':
            return digits(_parts.month, 2);
        case 'M':
            return monthName(99);
        case 'b':
            return monthName(ShortName);
        case 'd':
        case 'e':
            _day = true;
            return digits(_parts.day, 2);
        case 'W':
            return name(Weekdays, 99, ignored);
        case 'a':
            return name(Weekdays, ShortName, ignored);
        default:
            return time(specifier);
        }
    }

    bool time(char specifier)
    {
        _time = true;
        switch (specifier)
        {
        case 'h':
        case 'I':
        case 'l':
            _half = true;
            return digits(_parts.hour, 2);
        case 'H':
        case 'k':
            return digits(_parts.hour, 2);
        case 'i':
            return digits(_parts.minute, 2);
        case 's':
        case 'S':
            return digits(_parts.second, 2);
        case 'f':
            return micros();
        case 'p':
            return halfDay();
        case 'T':
        case 'r':
            return scan(longForm(specifier));
        default:
            _time = false;
            return literal(specifier);
        }
    }

    bool micros()
    {
        const std::size_t before = _text.size();
        if (!digits(_parts.micros, 6))
        {
            return false;
        }
        for (std::size_t count = before - _text.size(); count < 6; ++count)
        {
            _parts.micros *= 10;
        }
        return true;
    }

    bool halfDay()
    {
        if (_text.size() < 2 || (_text[1] | 0x20) != 'm')
        {
            return false;
        }
        const char first = static_cast<char>(_text[0] | 0x20);
        _afternoon = first == 'p';
        _text.remove_prefix(2);
        return first == 'a' || first == 'p';
    }

    std::string_view _text;
    WallParts _parts;
    bool _day = false;
    bool _time = false;
    bool _half = false;
    bool _afternoon = false;
};

} // namespace

std::string formatMoment(const Moment& moment, std::string_view format)
{
    const WallParts parts = partsOf(moment);
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i)
    {
        if (format[i] != '%' || i + 1 == format.size())
        {
            out += format[i];
            continue;
        }
        const char specifier = format[++i];
        const std::string_view others = longForm(specifier);
        if (others.empty())
        {
            appendPart(out, specifier, moment, parts);
        }
        else
        {
            out += formatMoment(moment, others);
        }
    }
    return out;
}

std::optional<Moment> parseMoment(std::string_view text, std::string_view format)
{
    Scanner scanner(text);
    return scanner.scan(format) ? scanner.moment() : std::nullopt;
}

} // namespace duijie::plan::formula
