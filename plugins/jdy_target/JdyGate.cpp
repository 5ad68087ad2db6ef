#include "JdyGate.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Times.h"

namespace duijie::jdy
{

JdyGate::JdyGate(const sdk::Services& services, const JdyAccount& account, const sdk::HttpLimits& limits)
    : _services(services), _account(account), _http(account.baseUrl, limits)
{
}

sdk::HttpReply JdyGate::send(CallContext& context, const JdyCall& call, std::string_view token,
                             std::string_view domain)
{
    const std::string path = _http.prefix() + std::string(call.path);
    const std::string nonce = sdk::randomNumber();
    const std::string timestamp = std::to_string(_services.nowMs());
    const std::string text = signingText(call.method, path, call.query, nonce, timestamp);

    sdk::HttpRequest request;
    request.method = call.method;
    request.target = path;
    if (!call.query.empty())
    {
        request.target += '?';
        request.target += queryText(call.query);
    }
    request.headers.reserve(8);
    request.headers.emplace_back("X-Api-ClientID", _account.clientId);
    request.headers.emplace_back("X-Api-Auth-Version", "2.0");
    request.headers.emplace_back("X-Api-TimeStamp", timestamp);
    request.headers.emplace_back("X-Api-Nonce", nonce);
    request.headers.emplace_back("X-Api-SignHeaders", "X-Api-TimeStamp,X-Api-Nonce");
    request.headers.emplace_back("X-Api-Signature", requestSignature(_account.clientSecret, text));
    if (!token.empty())
    {
        request.headers.emplace_back("app-token", token);
    }
    if (!domain.empty())
    {
        request.headers.emplace_back("X-GW-Router-Addr", domain);
    }
    request.body = call.body;
    request.contentType = "application/json";
    sdk::HttpReply reply = _http.send(request, context);
    if (const auto vendor = sdk::parseHttpDate(reply.date))
    {
        _offsetMs = *vendor - (reply.startedMs + reply.durationMs);
    }
    return reply;
}

} // namespace duijie::jdy
