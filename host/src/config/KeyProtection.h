// What protects a key in its file beyond the file's permissions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duijie::config
{

/// One line to be written into the key file. Nothing when the system refuses.
std::optional<std::string> protectKey(std::string_view key);

/// The reverse; nothing for a line of another machine or account, or a damaged one.
std::optional<std::string> unprotectKey(std::string_view line);

} // namespace duijie::config
