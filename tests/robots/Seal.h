// Signatures as the vendors describe them, over OpenSSL alone.
#pragma once

#include <string>

namespace robots
{

/// Base64 of the HMAC-SHA256 of `data` under `key`.
std::string sealBase64(const std::string& key, const std::string& data);

/// The same in lower-case hexadecimal.
std::string sealHex(const std::string& key, const std::string& data);

} // namespace robots
