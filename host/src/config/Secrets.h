// Secrets by reference: the configuration says where a value is, never what it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duijie::config
{

/// Reads "env:NAME" and "file:PATH" (one trailing line break is dropped; a file that others may read is
/// refused), and with `plainAllowed` "plain:VALUE". `folder`: what a relative PATH is taken from. Nothing and
/// a sentence otherwise; the sentence never holds the value.
std::optional<std::string> resolveSecret(std::string_view reference, const std::string& folder,
                                         bool plainAllowed, std::string& error);

} // namespace duijie::config
