// Keeping a secret in a place that others may read, such as the host's store.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duijie::sdk
{

/// `text` encrypted and authenticated (AES-256-GCM) under a key made from `secret`, as base64. Two calls give
/// different results. Throws std::runtime_error when the random source or the cipher fails.
std::string seal(std::string_view secret, std::string_view text);

/// What seal was given; nothing when `sealed` was made under another secret, was changed, or is not of this
/// form.
std::optional<std::string> unseal(std::string_view secret, std::string_view sealed);

} // namespace duijie::sdk
