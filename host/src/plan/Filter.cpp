#include "plan/Filter.h"

#include "duijie/sdk/Times.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace duijie::plan
{

namespace
{

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

std::optional<int64_t> readUnix(std::string_view text) noexcept
{
    constexpr std::size_t SecondDigits = 10;
    constexpr std::size_t MillisecondDigits = 13;
    if (text.size() != SecondDigits && text.size() != MillisecondDigits)
    {
        return std::nullopt;
    }
    int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return text.size() == SecondDigits ? number * 1000 : number;
}

// What may follow "yyyy-MM-dd HH:mm:ss": a fraction, then Z.
bool readTail(std::string_view tail, bool& utc) noexcept
{
    utc = !tail.empty() && tail.back() == 'Z';
    if (utc)
    {
        tail.remove_suffix(1);
    }
    return tail.empty() || (tail.front() == '.' && allDigits(tail.substr(1)));
}

} // namespace

std::optional<Filter> filterOf(std::string_view name) noexcept
{
    constexpr std::array<std::pair<std::string_view, Filter>, 3> Known{
        {{"datetime", Filter::DateTime}, {"date", Filter::Date}, {"timestamp", Filter::Timestamp}}};
    for (const auto& [known, filter] : Known)
    {
        const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; };
        if (std::equal(name.begin(), name.end(), known.begin(), known.end(), same))
        {
            return filter;
        }
    }
    return std::nullopt;
}

std::optional<int64_t> readTime(std::string_view text, int offsetMinutes) noexcept
{
    constexpr std::size_t DateSize = 10;
    constexpr std::size_t MinuteSize = 16;
    constexpr std::size_t FullSize = 19;
    if (allDigits(text))
    {
        return readUnix(text);
    }
    std::array<char, FullSize + 1> buffer{"0000-00-00 00:00:00"};
    if (text.size() != DateSize && text.size() != MinuteSize && text.size() < FullSize)
    {
        return std::nullopt;
    }
    bool utc = false;
    if (text.size() > FullSize && !readTail(text.substr(FullSize), utc))
    {
        return std::nullopt;
    }
    std::copy_n(text.begin(), std::min(text.size(), FullSize), buffer.begin());
    if (buffer[DateSize] == 'T')
    {
        buffer[DateSize] = ' ';
    }
    return sdk::parseDateTime(std::string_view(buffer.data(), FullSize), utc ? 0 : offsetMinutes);
}

std::string filteredTime(Filter filter, int64_t unixMs, int offsetMinutes)
{
    switch (filter)
    {
    case Filter::DateTime:
        return sdk::formatDateTime(unixMs, offsetMinutes);
    case Filter::Date:
        return sdk::formatDate(unixMs, offsetMinutes);
    case Filter::None:
    case Filter::Timestamp:
        break;
    }
    return std::to_string(unixMs / 1000);
}

} // namespace duijie::plan
