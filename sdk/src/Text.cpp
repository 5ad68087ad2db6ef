#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::sdk
{

namespace
{

char lowerAscii(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Edit distance that does not tell capitals from small letters: the usual slip is "PageSize" for "pageSize".
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
    {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            const std::size_t change = diagonal + (lowerAscii(a[i - 1]) == lowerAscii(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::size_t nearEnough(std::size_t length) noexcept
{
    return length <= 3 ? 1 : (length <= 6 ? 2 : 3);
}

} // namespace

std::string_view cutUtf8(std::string_view text, std::size_t bytes) noexcept
{
    if (text.size() <= bytes)
    {
        return text;
    }
    // A character has at most three continuation bytes: more of them means bytes that are no UTF-8 at all.
    std::size_t end = bytes;
    for (int i = 0; i < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; ++i)
    {
        --end;
    }
    if ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    {
        end = bytes;
    }
    return text.substr(0, end);
}

std::string excerpt(std::string_view text, std::size_t bytes)
{
    constexpr std::string_view Dots = "...";
    std::string line;
    if (text.size() <= bytes)
    {
        line = text;
    }
    else if (bytes < Dots.size())
    {
        line = cutUtf8(text, bytes);
    }
    else
    {
        line = cutUtf8(text, bytes - Dots.size());
        line += Dots;
    }
    for (char& c : line)
    {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
        {
            c = ' ';
        }
    }
    return line;
}

std::string nearestName(std::string_view word, const std::vector<std::string>& known)
{
    std::string nearest;
    std::size_t best = nearEnough(word.size()) + 1;
    for (const std::string& name : known)
    {
        const std::size_t d = distance(word, name);
        // A name of which nothing is left after the edits is not near, however short it is.
        if (d < best && d < std::max(word.size(), name.size()))
        {
            best = d;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace duijie::sdk
