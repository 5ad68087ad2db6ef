// Secrets by reference: the configuration says where a value is, never what it is.
#pragma once

#include "config/SecretPlaces.h"

#include <optional>
#include <string>
#include <string_view>

namespace duijie::config
{

/// The one way from a reference to a value: "secret:NAME" (of the encrypted store), "env:NAME", "file:PATH"
/// (one trailing line break is dropped; a file that others may read is refused), and "plain:VALUE" where
/// `places` allows it. Nothing and a sentence otherwise; the sentence never holds the value.
std::optional<std::string> resolveSecret(std::string_view reference, const SecretPlaces& places,
                                         std::string& error);

/// Whether `text` has the form of a reference; "plain:" only with `plainAllowed`.
bool isReference(std::string_view text, bool plainAllowed) noexcept;

} // namespace duijie::config
