// Sentences of connectors, which the host keeps as they are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

/// English first and Chinese behind it, in brackets: "check sid (请检查 sid)".
inline bool inBothLanguages(std::string_view sentence)
{
    const std::size_t bracket = sentence.rfind('(');
    if (bracket == std::string_view::npos)
    {
        return false;
    }
    const auto letters =
        std::count_if(sentence.begin(), sentence.begin() + static_cast<std::ptrdiff_t>(bracket),
                      [](unsigned char c) { return c >= 'a' && c <= 'z'; });
    const auto beyond = std::count_if(sentence.begin() + static_cast<std::ptrdiff_t>(bracket), sentence.end(),
                                      [](unsigned char c) { return c >= 0x80; });
    return letters > 10 && beyond > 10;
}
