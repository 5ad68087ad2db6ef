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

// "+08:00" or "+0800"; nothing when it is neither.
std::optional<int> readOffset(std::string_view text) noexcept
{
    const bool colon = text.size() == 6 && text[3] == ':';
    const std::string_view minutes = text.substr(std::min<std::size_t>(colon ? 4 : 3, text.size()));
    if ((!colon && text.size() != 5) || !allDigits(text.substr(1, 2)) || !allDigits(minutes))
    {
        return std::nullopt;
    }
    const int offset =
        (text[1] - '0') * 600 + (text[2] - '0') * 60 + (minutes[0] - '0') * 10 + minutes[1] - '0';
    return text.front() == '-' ? -offset : offset;
}

// What may follow "yyyy-MM-dd HH:mm:ss": a fraction, then Z or an offset, which takes the place of `offset`.
bool readTail(std::string_view tail, int& offset) noexcept
{
    const std::size_t sign = tail.find_first_of("+-Z");
    const std::string_view zone = tail.substr(std::min(sign, tail.size()));
    tail = tail.substr(0, sign);
    if (!zone.empty())
    {
        const std::optional<int> own = zone == "Z" ? std::optional(0) : readOffset(zone);
        offset = own.value_or(offset);
        if (!own)
        {
            return false;
        }
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
    if (text.size() > FullSize && !readTail(text.substr(FullSize), offsetMinutes))
    {
        return std::nullopt;
    }
    std::copy_n(text.begin(), std::min(text.size(), FullSize), buffer.begin());
    if (buffer[DateSize] == 'T')
    {
        buffer[DateSize] = ' ';
    }
    return sdk::parseDateTime(std::string_view(buffer.data(), FullSize), offsetMinutes);
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
