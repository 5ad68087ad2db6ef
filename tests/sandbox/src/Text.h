#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** Percent-encodes all but the RFC 3986 unreserved characters, upper-case hex, space as %20. */
std::string percentEncode(std::string_view text);

/** Decodes %XX; a plus becomes a space only when asked (form encoding). Broken escapes stay as they are. */
std::string percentDecode(std::string_view text, bool plusIsSpace);

/** Bytes as hexadecimal text. */
std::string toHex(std::string_view bytes, bool upperCase);

/** Bytes as base64 with padding. */
std::string toBase64(std::string_view bytes);

/** Bytes as base64url without padding, as a JWT has it. */
std::string toBase64Url(std::string_view bytes);

/** The bytes of a base64url text, or nothing when it is not one. */
std::optional<std::string> fromBase64Url(std::string_view text);

/** A whole text of decimal digits as a number; nothing when empty, signed, too long or not all digits. */
std::optional<std::int64_t> parseDigits(std::string_view text);

/** True when both are equal, ASCII letters compared without case. */
bool equalsIgnoreCase(std::string_view left, std::string_view right);

/** Appends a number, padded with zeros on the left to the width. */
void appendPadded(std::string& out, std::uint64_t value, int width);

/** Number of characters of a UTF-8 text. */
std::size_t characterCount(std::string_view text);

} // namespace duijie::sandbox
