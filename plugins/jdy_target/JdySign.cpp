#include "JdySign.h"

#include "duijie/sdk/Digest.h"

namespace duijie::jdy
{

std::string appSignature(std::string_view appKey, std::string_view appSecret)
{
    return sdk::base64(sdk::hmacSha256Hex(appSecret, appKey));
}

std::string queryText(const Query& query)
{
    std::string text;
    for (const auto& [name, value] : query)
    {
        text += text.empty() ? "" : "&";
        text += sdk::percentEncode(name);
        text += '=';
        text += sdk::percentEncode(value);
    }
    return text;
}

std::string signingText(std::string_view method, std::string_view path, const Query& query,
                        std::string_view nonce, std::string_view timestamp)
{
    std::string text;
    text.reserve(256);
    text += method;
    text += '\n';
    text += sdk::percentEncode(path);
    text += '\n';
    const char* separator = "";
    for (const auto& [name, value] : query)
    {
        text += separator;
        text += sdk::percentEncode(sdk::percentEncode(name));
        text += '=';
        text += sdk::percentEncode(sdk::percentEncode(value));
        separator = "&";
    }
    text += "\nx-api-nonce:";
    text += nonce;
    text += "\nx-api-timestamp:";
    text += timestamp;
    text += '\n';
    return text;
}

std::string requestSignature(std::string_view clientSecret, std::string_view text)
{
    return sdk::base64(sdk::hmacSha256Hex(clientSecret, text));
}

} // namespace duijie::jdy
