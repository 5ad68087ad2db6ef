// Digests, message authentication codes and encodings, over OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace duijie::sdk
{

/// Lower-case hexadecimal digests of `data`.
std::string md5Hex(std::string_view data);
std::string sha256Hex(std::string_view data);

/// The bytes of the SHA-256 of `data`.
std::array<uint8_t, 32> sha256(std::string_view data);

/// Lower-case hexadecimal HMAC of `data` under `key`.
std::string hmacMd5Hex(std::string_view key, std::string_view data);
std::string hmacSha256Hex(std::string_view key, std::string_view data);

/// The bytes of the HMAC-SHA256 of `data` under `key`.
std::string hmacSha256(std::string_view key, std::string_view data);

/// Base64 with padding, no line breaks.
std::string base64(std::string_view data);

/// Percent-encoding by RFC 3986: everything but A-Z a-z 0-9 - . _ ~ as %XX, upper-case; a blank is %20.
std::string percentEncode(std::string_view text);

/// ASCII upper case.
std::string upperAscii(std::string text);

/// Unpredictable bytes as a decimal number without leading zero, for nonces.
std::string randomNumber();

/// Version of the library behind all of this and behind TLS.
std::string cryptoVersion();

} // namespace duijie::sdk
