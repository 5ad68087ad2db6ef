#include "Signature.h"

#include "Digest.h"
#include "Text.h"

namespace duijie::sandbox
{

std::string topSignature(const Parameters& parameters, std::string_view signMethod, std::string_view secret)
{
    std::string base;
    for (const auto& [name, value] : parameters.sorted())
    {
        if (name.empty() || value.empty() || name == "sign")
            continue;
        base += name;
        base += value;
    }
    if (signMethod == "md5")
        return toHex(md5(std::string(secret) + base + std::string(secret)), true);
    if (signMethod == "hmac")
        return toHex(hmacMd5(secret, base), true);
    if (signMethod == "hmac-sha256")
        return toHex(hmacSha256(secret, base), true);
    return {};
}

std::string wdtDirectSignature(const Parameters& parameters, std::string_view secret)
{
    std::string text;
    for (const auto& [name, value] : parameters.sorted())
    {
        if (name == "sign")
            continue;
        if (!text.empty())
            text += ';';
        appendPadded(text, characterCount(name), 2);
        text += '-';
        text += name;
        text += ':';
        appendPadded(text, characterCount(value), 4);
        text += '-';
        text += value;
    }
    text += secret;
    return toHex(md5(text), false);
}

std::string jdyStringToSign(std::string_view method, std::string_view path, std::string_view rawQuery,
                            std::string_view nonce, std::string_view timestamp)
{
    std::string text(method);
    text += '\n';
    text += percentEncode(path);
    text += '\n';
    Parameters parameters;
    // The rule knows no plus for a space: a plus on the wire is a plus in the value.
    parameters.add(rawQuery, false);
    bool first = true;
    for (const auto& [name, value] : parameters.sorted())
    {
        if (!first)
            text += '&';
        first = false;
        text += percentEncode(percentEncode(name));
        text += '=';
        text += percentEncode(percentEncode(value));
    }
    text += "\nx-api-nonce:";
    text += nonce;
    text += "\nx-api-timestamp:";
    text += timestamp;
    text += '\n';
    return text;
}

} // namespace duijie::sandbox
