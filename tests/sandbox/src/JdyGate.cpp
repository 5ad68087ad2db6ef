#include "JdyGate.h"

#include "Digest.h"
#include "JdyReply.h"
#include "Signature.h"
#include "Text.h"

#include <cstdlib>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kToleranceMs = 5 * 60 * 1000;
/** Vendor: a GET is at most 2048 characters long. */
constexpr std::size_t kMaxQuery = 2048;

Response badRequest(std::string_view text)
{
    return jdyRefusal(jdycode::kBadRequest, text, 400);
}

Response denied(int status, std::int64_t errcode, std::string_view text)
{
    return jdyRefusal(errcode, text, status);
}

/** A nonce is a positive whole number of any sensible length. */
bool isPositiveInteger(std::string_view text)
{
    return text.size() <= 32 && text.find_first_not_of("0123456789") == std::string_view::npos &&
           text.find_first_not_of('0') != std::string_view::npos;
}

/** Headers whose value is fixed; returns the name of the first that is wrong. */
std::string_view wrongFixedHeader(const Request& request)
{
    if (request.header("X-Api-Auth-Version") != "2.0")
        return "X-Api-Auth-Version";
    if (request.header("X-Api-SignHeaders") != "X-Api-TimeStamp,X-Api-Nonce")
        return "X-Api-SignHeaders";
    const std::string_view kind = request.header("Content-Type");
    if (request.method == "POST" && !request.body.empty() &&
        !equalsIgnoreCase(kind.substr(0, 16), "application/json"))
        return "Content-Type";
    return {};
}

} // namespace

JdyGate::JdyGate(const Credentials& credentials, JdyAccess& access, std::string domain)
    : _clientId(credentials.jdyClientId), _clientSecret(credentials.jdyClientSecret), _access(access),
      _domain(std::move(domain))
{
}

void JdyGate::setDomain(std::string domain)
{
    _domain = std::move(domain);
}

std::optional<Response> JdyGate::checkSignature(const Request& request, std::int64_t nowMs)
{
    if (request.query.size() + request.path.size() > kMaxQuery)
        return badRequest("URL is longer than 2048 characters");
    if (request.header("X-Api-ClientID") != _clientId)
        return badRequest("X-Api-ClientID is invalid");
    if (const std::string_view name = wrongFixedHeader(request); !name.empty())
        return badRequest(std::string(name) + " is invalid");
    const std::string_view nonce = request.header("X-Api-Nonce");
    const std::string_view timestamp = request.header("X-Api-TimeStamp");
    if (!isPositiveInteger(nonce))
        return badRequest("X-Api-Nonce is invalid");
    const auto stamp = timestamp.size() == 13 ? parseDigits(timestamp) : std::nullopt;
    if (!stamp || std::abs(*stamp - nowMs) > kToleranceMs)
        return badRequest("X-Api-TimeStamp is invalid");
    const std::string text = jdyStringToSign(request.method, request.path, request.query, nonce, timestamp);
    if (request.header("X-Api-Signature") != hexBase64Hmac(_clientSecret, text))
        return badRequest("X-Api-Signature is invalid");
    if (!_nonces.enter(nonce, *stamp))
        return badRequest("X-Api-Nonce has been used, replayed request");
    return std::nullopt;
}

std::optional<Response> JdyGate::checkBusiness(const Request& request, std::int64_t nowMs)
{
    if (request.header("X-GW-Router-Addr") != _domain)
        return denied(404, 404, "No Route");
    switch (_access.inspect(request.header("app-token"), nowMs))
    {
    case JdyAccess::TokenState::Good:
        return std::nullopt;
    case JdyAccess::TokenState::Expired:
        return denied(401, jdycode::kTokenExpired, "JWT token has expired");
    case JdyAccess::TokenState::Missing:
        return denied(401, 401, "app-token is missing");
    case JdyAccess::TokenState::Unknown:
        break;
    }
    return denied(401, 401, "app-token is invalid");
}

} // namespace duijie::sandbox
