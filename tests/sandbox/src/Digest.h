#pragma once

#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** Raw 16 bytes of MD5. */
std::string md5(std::string_view text);

/** Raw 16 bytes of HMAC-MD5. */
std::string hmacMd5(std::string_view key, std::string_view text);

/** Raw 32 bytes of HMAC-SHA256. */
std::string hmacSha256(std::string_view key, std::string_view text);

/** base64(lower-case hex(HMAC-SHA256)): the form Kingdee uses for all its signatures. */
std::string hexBase64Hmac(std::string_view key, std::string_view text);

} // namespace duijie::sandbox
