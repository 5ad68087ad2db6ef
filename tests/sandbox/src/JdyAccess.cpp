#include "JdyAccess.h"

#include "Digest.h"
#include "JsonOut.h"
#include "JsonTree.h"
#include "Text.h"

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kTokenSeconds = 86400;
constexpr std::size_t kMaxKnown = 10000;

} // namespace

JdyAccess::JdyAccess(std::uint64_t seed, const Credentials& credentials)
    : _appKey(credentials.jdyAppKey),
      _tokenKey("token-key-" + credentials.jdyClientSecret + std::to_string(seed))
{
}

std::string JdyAccess::appSecret() const
{
    const std::string version = std::to_string(_secretVersion.load());
    const std::string secret = toHex(hmacSha256(_tokenKey, "secret" + version), false).substr(0, 32);
    note(secret);
    return secret;
}

std::string JdyAccess::appSignature() const
{
    const std::string signature = hexBase64Hmac(appSecret(), _appKey);
    note(signature);
    return signature;
}

std::string JdyAccess::issueToken(std::int64_t nowMs)
{
    std::string payload;
    JsonOut out(payload);
    out.beginObject().field("iss", "duijie-sandbox").field("appKey", _appKey).field("iat", nowMs / 1000);
    out.field("exp", nowMs / 1000 + kTokenSeconds).field("epoch", _tokenEpoch.load()).field("jti", _serial++);
    out.endObject();
    const std::string signedPart = toBase64Url(R"({"alg":"HS256","typ":"JWT"})") + "." + toBase64Url(payload);
    std::string token = signedPart + "." + toBase64Url(hmacSha256(_tokenKey, signedPart));
    note(token);
    return token;
}

void JdyAccess::note(const std::string& credential) const
{
    const std::lock_guard lock(_mutex);
    if (_handedOut.size() < kMaxKnown &&
        std::find(_handedOut.begin(), _handedOut.end(), credential) == _handedOut.end())
        _handedOut.push_back(credential);
}

std::vector<std::string> JdyAccess::handedOut() const
{
    const std::lock_guard lock(_mutex);
    return _handedOut;
}

bool JdyAccess::verify(std::string_view token, Known& known) const
{
    const std::size_t first = token.find('.');
    const std::size_t last = token.rfind('.');
    if (first == std::string_view::npos || first == last)
        return false;
    if (token.substr(last + 1) != toBase64Url(hmacSha256(_tokenKey, token.substr(0, last))))
        return false;
    const auto payload = fromBase64Url(token.substr(first + 1, last - first - 1));
    const auto tree = payload ? parseJson(*payload) : std::nullopt;
    if (!tree)
        return false;
    known.expires = tree->integer("exp", 0);
    known.epoch = static_cast<std::uint64_t>(tree->integer("epoch", 0));
    return true;
}

JdyAccess::TokenState JdyAccess::inspect(std::string_view token, std::int64_t nowMs)
{
    if (token.empty())
        return TokenState::Missing;
    Known known{};
    {
        const std::lock_guard lock(_mutex);
        std::string text(token);
        const auto at = _known.find(text);
        if (at != _known.end())
            known = at->second;
        else
        {
            if (!verify(token, known))
                return TokenState::Unknown;
            if (_known.size() > kMaxKnown)
                _known.clear();
            _known.emplace(std::move(text), known);
        }
    }
    return known.expires <= nowMs / 1000 || known.epoch != _tokenEpoch ? TokenState::Expired
                                                                       : TokenState::Good;
}

void JdyAccess::rotate()
{
    ++_secretVersion;
}

void JdyAccess::expireTokens()
{
    ++_tokenEpoch;
}

} // namespace duijie::sandbox
