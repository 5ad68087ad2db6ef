#include "TopSign.h"

#include "duijie/sdk/Digest.h"

namespace duijie::wdt
{

std::optional<SignMethod> signMethodOf(std::string_view word)
{
    if (word == "md5")
    {
        return SignMethod::Md5;
    }
    if (word == "hmac")
    {
        return SignMethod::Hmac;
    }
    return word == "hmac-sha256" ? std::optional(SignMethod::HmacSha256) : std::nullopt;
}

std::string signingText(const Params& params)
{
    std::string text;
    text.reserve(512);
    for (const auto& [name, value] : params)
    {
        if (name.empty() || value.empty() || name == "sign")
        {
            continue;
        }
        text += name;
        text += value;
    }
    return text;
}

std::string topSign(const Params& params, const std::string& secret, SignMethod method)
{
    const std::string text = signingText(params);
    switch (method)
    {
    case SignMethod::Hmac:
        return sdk::upperAscii(sdk::hmacMd5Hex(secret, text));
    case SignMethod::HmacSha256:
        return sdk::upperAscii(sdk::hmacSha256Hex(secret, text));
    case SignMethod::Md5:
        break;
    }
    return sdk::upperAscii(sdk::md5Hex(secret + text + secret));
}

} // namespace duijie::wdt
