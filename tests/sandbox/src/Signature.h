#pragma once

#include "Parameters.h"

#include <string>
#include <string_view>

namespace duijie::sandbox
{

/**
 * The sign a Taobao gateway call must carry (vendor: TOP signing rules): all parameters but `sign`, empty
 * ones dropped, ordered by name, joined raw; md5 puts the secret on both ends, hmac and hmac-sha256 use it as
 * key; upper-case hex. Empty for a sign method the vendor does not know.
 */
std::string topSignature(const Parameters& parameters, std::string_view signMethod, std::string_view secret);

/**
 * The sign of a call to WDT's direct interface (vendor: direct signing rules): all parameters but `sign`,
 * ordered by name, each as length-name:length-value with lengths in characters, joined by semicolons, the
 * secret appended, MD5, lower-case hex.
 */
std::string wdtDirectSignature(const Parameters& parameters, std::string_view secret);

/**
 * The text a Kingdee call signs (vendor: API signature rules): method, encoded path, the query ordered and
 * encoded twice, the nonce line and the timestamp line, each ended by LF. `rawQuery` is the query as sent.
 */
std::string jdyStringToSign(std::string_view method, std::string_view path, std::string_view rawQuery,
                            std::string_view nonce, std::string_view timestamp);

} // namespace duijie::sandbox
