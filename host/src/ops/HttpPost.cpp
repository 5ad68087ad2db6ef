#include "ops/HttpPost.h"

#include <Poco/Exception.h>

#include <algorithm>

namespace duijie::ops
{

namespace
{

// Somebody waits for a stop of the host at most so long.
sdk::HttpLimits limits()
{
    sdk::HttpLimits out;
    out.connectMs = 3000;
    out.sendMs = 3000;
    out.receiveMs = 6000;
    out.totalMs = 8000;
    out.maxBody = 64 << 10;
    return out;
}

// Scheme, host and port; and the rest, which is sent as it is.
std::pair<std::string, std::string> partsOf(const std::string& url)
{
    const std::size_t colon = url.find("://");
    const std::size_t rest = colon == std::string::npos ? colon : url.find_first_of("/?", colon + 3);
    if (rest == std::string::npos)
    {
        return {url, "/"};
    }
    return {url.substr(0, rest), (url[rest] == '?' ? "/" : "") + url.substr(rest)};
}

// A token is long. Short pieces are words such as "send", "hook", "api": they stand in other addresses too.
constexpr std::size_t ShortestToken = 16;

void concealPieces(const std::string& target, engine::Redactor& redactor)
{
    if (target.size() > ShortestToken)
    {
        redactor.conceal(target);
    }
    for (std::size_t at = 0; at < target.size();)
    {
        const std::size_t end = std::min(target.find_first_of("/?&=", at), target.size());
        if (end - at >= ShortestToken)
        {
            redactor.conceal(std::string_view(target).substr(at, end - at));
        }
        at = end + 1;
    }
}

} // namespace

HttpPost::HttpPost(const std::string& url, engine::Redactor& redactor) : HttpPost(partsOf(url), redactor) {}

HttpPost::HttpPost(std::pair<std::string, std::string> parts, engine::Redactor& redactor)
try : _redactor(redactor), _target(std::move(parts.second)), _client(parts.first, limits())
{
    concealPieces(_target, redactor);
}
catch (const Poco::Exception&)
{
    throw Poco::SyntaxException("no http or https address"); // its own message shows the address
}

sdk::HttpReply HttpPost::send(std::string_view body, const std::string& query,
                              std::vector<std::pair<std::string, std::string>> headers, CallContext& context)
{
    sdk::HttpRequest request;
    request.method = "POST";
    request.target = _target;
    if (!query.empty())
    {
        request.target += (_target.find('?') == std::string::npos ? "?" : "&") + query;
    }
    request.headers = std::move(headers);
    request.body = body;
    request.contentType = "application/json; charset=utf-8";
    sdk::HttpReply reply = _client.send(request, context);
    reply.error = _redactor.redact(reply.error);
    reply.body = _redactor.redact(reply.body);
    return reply;
}

} // namespace duijie::ops
