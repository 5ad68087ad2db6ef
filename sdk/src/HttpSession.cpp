#include "HttpSession.h"

#include "Say.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <algorithm>

#ifndef _WIN32
#include <cerrno>
#include <poll.h>
#endif

namespace duijie::sdk
{

namespace
{

constexpr std::size_t PieceSize = 65536; // sent between two looks at the deadline
constexpr int ReadSize = 65536;

int millisecondsUntil(HttpTime time, int most)
{
    const auto left = time - std::chrono::steady_clock::now();
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<int64_t>(ms, 0, most));
}

Poco::Timespan span(uint32_t ms)
{
    return Poco::Timespan(static_cast<Poco::Timespan::TimeDiff>(ms) * 1000);
}

// Socket::poll of Poco 1.11 makes and closes an epoll set for every question: four system calls instead of
// one.
bool pollReadable(Poco::Net::StreamSocket& socket, int ms)
{
#ifdef _WIN32
    return socket.poll(span(static_cast<uint32_t>(ms)), Poco::Net::Socket::SELECT_READ);
#else
    pollfd item{socket.impl()->sockfd(), POLLIN, 0};
    const int ready = ::poll(&item, 1, ms);
    return ready > 0 || (ready < 0 && errno != EINTR); // an error shows itself when reading
#endif
}

// With a connect time-out Poco 1.11 leaves the handshake, and with it the check of the certificate's name, to
// the first write. By then nobody could tell a refused certificate from a request that got lost.
void shakeHands(const Poco::Net::StreamSocket& socket, const std::string& host)
{
    Poco::Net::SecureStreamSocket secure(socket);
    if (secure.completeHandshake() != 1)
    {
        throw HttpFailure(say("sdk.http.handshake"));
    }
    secure.verifyPeerCertificate(host);
}

// Over HTTPClientSession or HTTPSClientSession: what they do well, and nothing else of them.
template <typename Base> class SessionOver final : public Base, public HttpSession
{
public:
    template <typename... Arguments>
    SessionOver(const HttpLimits& limits, const Arguments&... arguments) : Base(arguments...)
    {
        // In Poco 1.11 a TLS read or handshake waits two or three times as long as it is told.
        const uint32_t divisor = this->secure() ? 3 : 1;
        this->setTimeout(span(limits.connectMs / divisor), span(limits.sendMs / divisor),
                         span(limits.receiveMs / divisor));
        this->setKeepAlive(true);
    }

    void open() override
    {
        this->reconnect();
        this->socket().setNoDelay(true);
        if (this->secure())
        {
            shakeHands(this->socket(), this->getHost());
        }
        this->socket().setReceiveTimeout(span(SliceMs));
    }

protected:
    // HTTPClientSession::write connects anew and sends again when a kept connection breaks. The other side
    // may have carried the request out already, so this goes past it.
    int write(const char* buffer, std::streamsize length) override
    {
        return Poco::Net::HTTPSession::write(buffer, length);
    }

    int writeSome(const char* data, int size) override { return write(data, size); }

    // A plain socket waits in the read itself: one system call instead of two for each answer.
    int readWithin(char* data, int size, int ms) override
    {
        if (this->secure())
        {
            return readableWithin(ms) ? readRecord(data, size) : Nothing;
        }
        if (ms < SliceMs)
        {
            return readableWithin(ms) ? Base::read(data, size) : Nothing;
        }
        try
        {
            return Base::read(data, size);
        }
        catch (const Poco::TimeoutException&)
        {
            return Nothing;
        }
    }

    // That bytes have come does not mean that a whole record has: a read that blocks would wait for the rest
    // of it, deaf to a stop. Poco asks the socket below whether it blocks, which is never told that it does
    // not, and waits for the rest as long as that one may: for one slice at most.
    int readRecord(char* data, int size)
    {
        int count = Nothing;
        this->socket().setBlocking(false);
        try
        {
            count = std::max(Base::read(data, size), Nothing);
        }
        catch (const Poco::TimeoutException&)
        {
            // The rest is still on its way.
        }
        this->socket().setBlocking(true);
        return count;
    }

    bool readableWithin(int ms) override
    {
        const bool pending = this->secure() && this->socket().available() > 0;
        return pending || pollReadable(this->socket(), ms);
    }
};

} // namespace

HttpGuard::HttpGuard(CallContext& context, const HttpLimits& limits)
    : _context(context), _limits(limits),
      _deadline(std::chrono::steady_clock::now() + std::chrono::milliseconds(limits.totalMs))
{
}

void HttpGuard::check() const
{
    if (_context.cancelled() != 0)
    {
        throw HttpFailure(say("sdk.http.stopped"));
    }
    if (std::chrono::steady_clock::now() >= _deadline)
    {
        throw HttpFailure(say("sdk.http.total", {std::to_string(_limits.totalMs)}));
    }
}

void HttpSession::send(std::string_view bytes, const HttpGuard& guard)
{
    while (!bytes.empty())
    {
        guard.check();
        const std::size_t size = std::min(bytes.size(), PieceSize);
        _touched = true; // before the write: a write that fails may have sent a part
        const int sent = writeSome(bytes.data(), static_cast<int>(size));
        if (sent <= 0)
        {
            throw HttpFailure(say("sdk.http.no_more"));
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool HttpSession::receive(std::string& into, const HttpGuard& guard)
{
    const auto silentUntil =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(guard.limits().receiveMs);
    const HttpTime until = std::min(silentUntil, guard.deadline());
    char piece[ReadSize]; // growing the text first would fill all of it with zeros for an answer of 200 bytes
    int count = Nothing;
    while ((count = readWithin(piece, ReadSize, millisecondsUntil(until, SliceMs))) == Nothing)
    {
        guard.check();
        if (std::chrono::steady_clock::now() >= silentUntil)
        {
            throw HttpFailure(say("sdk.http.silent", {std::to_string(guard.limits().receiveMs)}));
        }
    }
    guard.check();
    into.append(piece, static_cast<std::size_t>(std::max(count, 0)));
    return count > 0;
}

bool HttpSession::isStale()
{
    return readableWithin(0);
}

std::unique_ptr<HttpSession> makeHttpSession(const std::string& host, uint16_t port,
                                             Poco::Net::Context::Ptr context, const HttpLimits& limits)
{
    if (context.isNull())
    {
        return std::make_unique<SessionOver<Poco::Net::HTTPClientSession>>(limits, host, port);
    }
    return std::make_unique<SessionOver<Poco::Net::HTTPSClientSession>>(limits, host, port, context);
}

} // namespace duijie::sdk
