// Which libraries the operator trusts, beyond where they lie.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plugin
{

/// A public Ed25519 key.
using SignerKey = std::array<uint8_t, 32>;

/// An empty one trusts every library that passes the rest of the gate; else a library must have one of the
/// digests, or a signature of one of the signers in the file beside it: NAME.so.sig, the 64 bytes of Ed25519
/// over the whole library, raw or in base64.
struct Trust
{
    std::vector<std::string> digests; ///< SHA-256, lower-case hex
    std::vector<SignerKey> signers;

    bool asksNothing() const noexcept { return digests.empty() && signers.empty(); }
};

/// The key in base64 of 32 bytes; false for anything else.
bool signerOf(std::string_view base64, SignerKey& key);

/// Empty when the library at `path` is trusted; else a sentence that tells its digest, what was looked for
/// and what to do. Does not throw, runs no code of the library.
std::string notTrusted(const std::string& path, const Trust& trust);

} // namespace duijie::plugin
