// The signature of Taobao's open platform, which 旺店通·企业奇门 is reached through.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::wdt
{

/// Request parameters by name. Sorted by bytes, which is the order the signature wants.
using Params = std::map<std::string, std::string>;

enum class SignMethod
{
    Md5,
    Hmac,
    HmacSha256
};

/// The method behind the word sent as `sign_method`: md5, hmac or hmac-sha256.
std::optional<SignMethod> signMethodOf(std::string_view word);

/// Text that is signed: name and value of every parameter in byte order, raw, without empty names, empty
/// values and `sign` itself. Vendor: open platform rules, signature.
std::string signingText(const Params& params);

/// Upper-case hexadecimal signature. md5 digests secret + text + secret; the hmac methods key with the
/// secret. Vendor: open platform rules, signature.
std::string topSign(const Params& params, const std::string& secret, SignMethod method);

} // namespace duijie::wdt
