// Texts by characters instead of bytes, and compared as MySQL's general collation does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duijie::plan::formula
{

/// How many characters: bytes that begin one. Broken UTF-8 counts somehow, and never reads past the end.
std::size_t characters(std::string_view text) noexcept;

/// Where the character `count` ahead begins; the size where there are fewer.
std::size_t offsetOf(std::string_view text, std::size_t count) noexcept;

/// The letters of Latin, Greek, Cyrillic and the wide Latin of Chinese keyboards in lower, or in upper case.
std::string lowered(std::string_view text);
std::string raised(std::string_view text);

/// Order by code points, upper and lower case alike, blanks at the end left out.
int compareLetters(std::string_view left, std::string_view right);

inline bool sameLetters(std::string_view left, std::string_view right)
{
    return compareLetters(left, right) == 0;
}

/// LIKE: % any text, _ one character, \ before one of them takes it literally.
bool isLike(std::string_view text, std::string_view pattern);

} // namespace duijie::plan::formula
