#include "plan/formula/Letters.h"

#include <algorithm>
#include <cstdint>

namespace duijie::plan::formula
{

namespace
{

bool begins(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

// Blocks whose upper case letters lie `distance` below their lower case ones.
struct Block
{
    uint32_t first;
    uint32_t last; // of the upper case
    uint32_t distance;
};

constexpr Block Blocks[] = {
    {'A', 'Z', 32},     {0xC0, 0xD6, 32},   {0xD8, 0xDE, 32},   {0x391, 0x3A1, 32},
    {0x3A3, 0x3A9, 32}, {0x410, 0x42F, 32}, {0x400, 0x40F, 80}, {0xFF21, 0xFF3A, 32},
};

// The code point at `at`, which moves behind it; a broken one comes as its byte.
uint32_t take(std::string_view text, std::size_t& at) noexcept
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    std::size_t end = at + 1;
    while (end <= at + more && end < text.size() && !begins(text[end]))
    {
        point = point << 6U | (static_cast<unsigned char>(text[end++]) & 0x3FU);
    }
    at = end;
    return point;
}

void append(std::string& out, uint32_t point)
{
    if (point < 0x80)
    {
        out += static_cast<char>(point);
    }
    else if (point < 0x800)
    {
        out += static_cast<char>(0xC0U | point >> 6U);
        out += static_cast<char>(0x80U | (point & 0x3FU));
    }
    else
    {
        out += static_cast<char>(0xE0U | point >> 12U);
        out += static_cast<char>(0x80U | (point >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (point & 0x3FU));
    }
}

uint32_t lower(uint32_t point) noexcept
{
    for (const Block& block : Blocks)
    {
        if (point >= block.first && point <= block.last)
        {
            return point + block.distance;
        }
    }
    return point;
}

uint32_t upper(uint32_t point) noexcept
{
    for (const Block& block : Blocks)
    {
        if (point >= block.first + block.distance && point <= block.last + block.distance)
        {
            return point - block.distance;
        }
    }
    return point;
}

std::string changed(std::string_view text, uint32_t (*change)(uint32_t) noexcept)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();)
    {
        const std::size_t from = at;
        const uint32_t point = take(text, at);
        const uint32_t other = change(point);
        if (other == point)
        {
            out += text.substr(from, at - from);
        }
        else
        {
            append(out, other);
        }
    }
    return out;
}

std::string_view withoutBlanks(std::string_view text) noexcept
{
    while (text.ends_with(' '))
    {
        text.remove_suffix(1);
    }
    return text;
}

// One character of the text against one of the pattern; both move behind it.
bool sameCharacter(std::string_view text, std::size_t& at, std::string_view pattern, std::size_t& place)
{
    if (pattern[place] == '\\' && place + 1 < pattern.size())
    {
        ++place;
    }
    return lower(take(text, at)) == lower(take(pattern, place));
}

} // namespace

std::size_t characters(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

std::size_t offsetOf(std::string_view text, std::size_t count) noexcept
{
    std::size_t at = 0;
    for (; at < text.size(); ++at)
    {
        if (begins(text[at]) && count-- == 0)
        {
            return at;
        }
    }
    return at;
}

std::string lowered(std::string_view text)
{
    return changed(text, lower);
}

std::string raised(std::string_view text)
{
    return changed(text, upper);
}

int compareLetters(std::string_view left, std::string_view right)
{
    left = withoutBlanks(left);
    right = withoutBlanks(right);
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < left.size() && b < right.size())
    {
        const uint32_t one = upper(take(left, a));
        const uint32_t other = upper(take(right, b));
        if (one != other)
        {
            return one < other ? -1 : 1;
        }
    }
    return a < left.size() ? 1 : b < right.size() ? -1 : 0;
}

bool isLike(std::string_view text, std::string_view pattern)
{
    std::size_t at = 0;
    std::size_t place = 0;
    std::size_t star = std::string_view::npos; // behind the last %, and what of the text it may still swallow
    std::size_t from = 0;
    while (at < text.size())
    {
        if (place < pattern.size() && pattern[place] == '%')
        {
            star = ++place;
            from = at;
            continue;
        }
        bool same = place < pattern.size();
        if (same && pattern[place] == '_')
        {
            take(text, at);
            ++place;
        }
        else if (same)
        {
            same = sameCharacter(text, at, pattern, place);
        }
        if (!same)
        {
            if (star == std::string_view::npos)
            {
                return false;
            }
            place = star;
            take(text, from);
            at = from;
        }
    }
    while (place < pattern.size() && pattern[place] == '%')
    {
        ++place;
    }
    return place == pattern.size();
}

} // namespace duijie::plan::formula
