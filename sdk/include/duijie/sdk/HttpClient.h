// HTTP for connectors: keep-alive sessions of Poco::Net in a pool, and a plain answer to the one question
// that matters after a failure: may the other side have received the request?
#pragma once

#include "duijie/abi/host.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::sdk
{

/// Time-outs and sizes of one client. Milliseconds and bytes.
struct HttpLimits
{
    uint32_t connectMs = 5000;
    uint32_t sendMs = 10000;
    uint32_t receiveMs = 30000;   ///< longest silence inside one answer
    uint32_t totalMs = 60000;     ///< whole call; stops an answer that drips
    uint32_t idleMs = 1000;       ///< a connection idle for longer is not used again
    uint64_t maxBody = 32u << 20; ///< a larger answer is refused
};

struct HttpRequest
{
    std::string method = "GET";
    std::string target; ///< path and query, encoded, sent as it is
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view body;   ///< valid until send returns
    std::string contentType; ///< empty: no body header
};

enum class HttpOutcome
{
    Answered, ///< a complete answer arrived, whatever its status
    NotSent,  ///< surely no byte of the request left: name look-up, connect or TLS handshake failed
    Lost      ///< at least one byte left and no complete answer came: the request may have been carried out
};

struct HttpReply
{
    HttpOutcome outcome = HttpOutcome::NotSent;
    int status = 0;
    std::string body;
    std::string contentType;
    std::string date;          ///< Date header
    uint32_t retryAfterMs = 0; ///< Retry-After header (seconds form)
    std::string error;         ///< sentence when not Answered
    uint32_t durationMs = 0;
    int64_t startedMs = 0; ///< Unix milliseconds
    uint64_t requestBytes = 0;
    bool confidential = false; ///< set by the caller: holds credentials, no part of the body is kept or told
};

/// One endpoint (scheme, host, port). Thread-safe; each call uses a session of its own from the pool. Nothing
/// is ever re-sent silently, redirects are not followed, TLS is strict (certificate and host name).
class HttpClient
{
public:
    /// `baseUrl`: "https://api.example.com" or "http://127.0.0.1:8080"; a path in it is kept as prefix().
    /// Throws Poco::SyntaxException on anything else.
    explicit HttpClient(const std::string& baseUrl, HttpLimits limits = {});
    ~HttpClient();

    /// [any] Sends once. Never throws. Stops early (NotSent or Lost, as it is) when `context` is cancelled.
    HttpReply send(const HttpRequest& request, CallContext& context);

    /// Path part of the base URL without a slash at its end; empty for none.
    const std::string& prefix() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> _impl;
};

/// Tells the host's call log about `reply`. `path` without query. `outcome` is a StatusCode. `request`: what
/// was asked, without signatures; the beginning of it is kept, more of it when the call failed.
void reportCall(CallContext& context, const HttpReply& reply, std::string_view operation,
                std::string_view method, std::string_view path, std::string_view bucket, uint32_t outcome,
                std::string_view message, std::string_view request = {});

} // namespace duijie::sdk
