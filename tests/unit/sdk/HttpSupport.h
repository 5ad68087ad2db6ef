// What the tests of the HTTP client share.
#pragma once

#include "BadServer.h"

#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Text.h"

#include <atomic>
#include <string>
#include <string_view>

namespace sdktest
{

/// Can be told to stop; keeps the last call it was told of.
class Context final : public duijie::CallContext
{
public:
    uint32_t cancelled() noexcept override { return stop ? 1 : 0; }
    void fail(duijie::StringView) noexcept override {}
    duijie::Status intend(duijie::StringView, duijie::StringView) noexcept override
    {
        return {duijie::STATUS_OK, 0};
    }
    void called(const duijie::CallInfo& call) noexcept override
    {
        info = call;
        excerpt = duijie::sdk::toStd(call.excerpt);
        request = duijie::sdk::toStd(call.request);
    }

    std::atomic<bool> stop{false};
    duijie::CallInfo info{};
    std::string excerpt;
    std::string request;
};

/// "200 OK" with its length, and more header lines, each ended by CR LF.
inline std::string answer(std::string_view body, std::string_view fields = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(fields) + "\r\n" + std::string(body);
}

inline duijie::sdk::HttpRequest post(std::string_view body)
{
    duijie::sdk::HttpRequest request;
    request.method = "POST";
    request.target = "/api?x=1";
    request.body = body;
    request.contentType = "application/json";
    return request;
}

inline bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace sdktest
