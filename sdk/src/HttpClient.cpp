#include "duijie/sdk/HttpClient.h"

#include "HttpReader.h"
#include "HttpReason.h"
#include "HttpSession.h"
#include "Say.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"
#include "duijie/sdk/Tls.h"

#include <Poco/URI.h>

#include <mutex>

namespace duijie::sdk
{

namespace
{

constexpr std::size_t MaxIdle = 128;         // connections kept for later
constexpr std::size_t OneWriteBelow = 65536; // a body up to here travels with the head
constexpr std::size_t KeepBufferBelow = 1u << 20;
constexpr std::size_t ExcerptBytes = 2000;
constexpr std::size_t GoodExcerptBytes = 256; // of a call that went well: enough to recognise it

uint32_t sinceMs(HttpTime start)
{
    const auto passed = std::chrono::steady_clock::now() - start;
    return static_cast<uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(passed).count());
}

int64_t unixNowMs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

bool hasControl(std::string_view text) noexcept
{
    for (const char c : text)
    {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
        {
            return true;
        }
    }
    return false;
}

// What makes the request unfit to be sent; empty when it is fine. A line break in a header would smuggle
// another one.
std::string unfit(const HttpRequest& request)
{
    if (request.method.empty() || hasControl(request.method) || request.method.find(' ') != std::string::npos)
    {
        return say("sdk.http.method");
    }
    if (request.target.empty() || request.target.front() != '/' || hasControl(request.target) ||
        request.target.find(' ') != std::string::npos)
    {
        return say("sdk.http.target");
    }
    for (const auto& [name, value] : request.headers)
    {
        if (name.empty() || hasControl(name) || hasControl(value))
        {
            return say("sdk.http.request_header", {excerpt(name, 60)});
        }
    }
    return hasControl(request.contentType) ? say("sdk.http.content_type") : "";
}

void appendField(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

void writeHead(std::string& out, const HttpRequest& request, const std::string& host)
{
    out.clear();
    out.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n");
    appendField(out, "Host", host);
    for (const auto& [name, value] : request.headers)
    {
        appendField(out, name, value);
    }
    if (!request.contentType.empty())
    {
        appendField(out, "Content-Type", request.contentType);
    }
    if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD"))
    {
        appendField(out, "Content-Length", std::to_string(request.body.size()));
    }
    out.append("Accept-Encoding: identity\r\nConnection: keep-alive\r\n\r\n");
}

// Excerpts end up in tables and messages, where only UTF-8 is allowed.
std::string printable(std::string_view body, std::size_t most)
{
    std::string text(cutUtf8(body, most));
    if (!isUtf8(text))
    {
        for (char& c : text)
        {
            c = static_cast<unsigned char>(c) < 0x80 ? c : '?';
        }
    }
    return text;
}

} // namespace

struct HttpClient::Impl
{
    Impl(const std::string& baseUrl, const HttpLimits& wanted);

    std::unique_ptr<HttpSession> takeIdle();
    void putIdle(std::unique_ptr<HttpSession> session);
    void exchange(HttpSession& session, const HttpRequest& request, const HttpGuard& guard, HttpReply& reply);
    void converse(const HttpRequest& request, const HttpGuard& guard, HttpReply& reply,
                  std::unique_ptr<HttpSession>& session);
    void run(const HttpRequest& request, CallContext& context, HttpReply& reply);
    void fail(HttpReply& reply, const HttpSession* session, const std::string& why) const;

    HttpLimits limits;
    std::string host;
    uint16_t port = 0;
    std::string hostHeader;
    std::string prefix;
    Poco::Net::Context::Ptr context;
    std::mutex mutex;
    std::vector<std::unique_ptr<HttpSession>> idle; // guarded by mutex; the last one was used last
};

HttpClient::Impl::Impl(const std::string& baseUrl, const HttpLimits& wanted) : limits(wanted)
{
    const Poco::URI url(baseUrl);
    const bool secure = url.getScheme() == "https";
    if ((!secure && url.getScheme() != "http") || url.getHost().empty() || !url.getUserInfo().empty() ||
        !url.getRawQuery().empty() || !url.getFragment().empty())
    {
        throw Poco::SyntaxException(say("sdk.http.base_url"), baseUrl);
    }
    host = url.getHost();
    port = url.getPort();
    prefix = url.getPathEtc();
    while (!prefix.empty() && prefix.back() == '/')
    {
        prefix.pop_back();
    }
    hostHeader = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (port != (secure ? 443 : 80))
    {
        hostHeader += ":" + std::to_string(port);
    }
    if (secure)
    {
        context = strictTls();
    }
}

std::unique_ptr<HttpSession> HttpClient::Impl::takeIdle()
{
    const auto youngest = std::chrono::steady_clock::now() - std::chrono::milliseconds(limits.idleMs);
    const std::lock_guard<std::mutex> lock(mutex);
    while (!idle.empty())
    {
        std::unique_ptr<HttpSession> session = std::move(idle.back());
        idle.pop_back();
        if (session->idleSince <= youngest)
        {
            idle.clear(); // the others have been idle for longer still
            return nullptr;
        }
        if (!session->isStale())
        {
            session->rearm();
            return session;
        }
    }
    return nullptr;
}

void HttpClient::Impl::putIdle(std::unique_ptr<HttpSession> session)
{
    if (session->request.capacity() > KeepBufferBelow || session->input.capacity() > KeepBufferBelow)
    {
        session->request = std::string();
        session->input = std::string();
    }
    session->idleSince = std::chrono::steady_clock::now();
    const std::lock_guard<std::mutex> lock(mutex);
    if (idle.size() < MaxIdle)
    {
        idle.push_back(std::move(session));
    }
}

void HttpClient::Impl::exchange(HttpSession& session, const HttpRequest& request, const HttpGuard& guard,
                                HttpReply& reply)
{
    writeHead(session.request, request, hostHeader);
    reply.requestBytes = session.request.size() + request.body.size();
    if (request.body.size() < OneWriteBelow)
    {
        session.request.append(request.body);
        session.send(session.request, guard);
    }
    else
    {
        session.send(session.request, guard);
        session.send(request.body, guard);
    }
}

void HttpClient::Impl::converse(const HttpRequest& request, const HttpGuard& guard, HttpReply& reply,
                                std::unique_ptr<HttpSession>& session)
{
    guard.check();
    session = takeIdle();
    if (session == nullptr)
    {
        session = makeHttpSession(host, port, context, limits);
        session->open();
    }
    exchange(*session, request, guard, reply);
    HttpReader reader(*session, guard);
    reader.read(reply, request.method == "HEAD");
    reply.outcome = HttpOutcome::Answered;
    if (reader.mayKeep())
    {
        putIdle(std::move(session));
    }
}

void HttpClient::Impl::fail(HttpReply& reply, const HttpSession* session, const std::string& why) const
{
    const bool touched = session != nullptr && session->touched();
    reply.outcome = touched ? HttpOutcome::Lost : HttpOutcome::NotSent;
    reply.requestBytes = touched ? reply.requestBytes : 0;
    reply.error =
        say(touched ? "sdk.http.lost" : "sdk.http.not_sent", {host + ":" + std::to_string(port), why});
}

void HttpClient::Impl::run(const HttpRequest& request, CallContext& callContext, HttpReply& reply)
{
    const HttpGuard guard(callContext, limits);
    std::unique_ptr<HttpSession> session;
    try
    {
        if (const std::string why = unfit(request); !why.empty())
        {
            fail(reply, nullptr, why);
            return;
        }
        converse(request, guard, reply, session);
    }
    catch (const Poco::Exception& e)
    {
        fail(reply, session.get(), reasonOf(e));
    }
    catch (const std::exception& e)
    {
        fail(reply, session.get(), e.what());
    }
}

HttpClient::HttpClient(const std::string& baseUrl, HttpLimits limits)
    : _impl(std::make_unique<Impl>(baseUrl, limits))
{
}

HttpClient::~HttpClient() = default;

HttpReply HttpClient::send(const HttpRequest& request, CallContext& context)
{
    HttpReply reply;
    reply.startedMs = unixNowMs();
    const HttpTime start = std::chrono::steady_clock::now();
    _impl->run(request, context, reply);
    reply.durationMs = sinceMs(start);
    return reply;
}

const std::string& HttpClient::prefix() const noexcept
{
    return _impl->prefix;
}

void reportCall(CallContext& context, const HttpReply& reply, std::string_view operation,
                std::string_view method, std::string_view path, std::string_view bucket, uint32_t outcome,
                std::string_view message, std::string_view request)
{
    const std::size_t most = outcome == STATUS_OK ? GoodExcerptBytes : ExcerptBytes;
    const std::string beginning = reply.confidential ? std::string() : printable(reply.body, most);
    const std::string asked = printable(request, most);
    CallInfo call{};
    call.size = sizeof(CallInfo);
    call.http_status = reply.status;
    call.started_ms = reply.startedMs;
    call.duration_ms = reply.durationMs;
    call.outcome = outcome;
    call.operation = toView(operation);
    call.method = toView(method);
    call.path = toView(path);
    call.bucket = toView(bucket);
    call.request_bytes = reply.requestBytes;
    call.response_bytes = reply.body.size();
    call.excerpt = toView(beginning);
    call.message = toView(message);
    call.request = toView(asked);
    context.called(call);
}

} // namespace duijie::sdk
