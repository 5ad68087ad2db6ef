// A value typed or piped in, which nobody looks at.
#pragma once

#include <optional>
#include <string>

namespace duijie::app
{

/// One line from the terminal, asked for with `prompt` on standard error and not shown; or, where standard
/// input is no terminal, everything up to its end without one line break at the end. Nothing when it is
/// broken off, or longer than `mostBytes`.
std::optional<std::string> readHidden(const std::string& prompt, std::size_t mostBytes);

} // namespace duijie::app
