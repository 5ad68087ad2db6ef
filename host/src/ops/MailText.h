// Header values of a mail that are not plain ASCII.
#pragma once

#include <string>
#include <string_view>

namespace duijie::ops
{

/// `text` as a header's value: encoded words of UTF-8, each within one line and none cut inside a character.
/// Control characters become blanks, so nothing in it can begin another header.
std::string headerText(std::string_view text);

} // namespace duijie::ops
