// The file of the secret store: names to be seen, values sealed.
#pragma once

#include "config/SecretKey.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::config
{

/// A value that only the key opens: XChaCha20-Poly1305 over the value, with name and time as associated data,
/// so that values cannot be exchanged for one another or dated anew.
struct SealedSecret
{
    int64_t setMs = 0;
    std::string sealed; ///< nonce and ciphertext, base64
};

struct SecretFile
{
    std::string keyId; ///< of the key that sealed them all; empty: nothing is there yet
    std::map<std::string, SealedSecret> secrets;

    /// Nothing when `text` is not what toText wrote.
    static std::optional<SecretFile> fromText(std::string_view text);
    std::string toText() const;
};

SealedSecret seal(const SecretKey& key, std::string_view name, std::string_view value, int64_t nowMs);

/// Nothing for another key, another name, or changed bytes.
std::optional<std::string> unseal(const SecretKey& key, std::string_view name, const SealedSecret& secret);

} // namespace duijie::config
