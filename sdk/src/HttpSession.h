// One keep-alive connection. Poco makes it (look-up, connect, TLS with host name check); the messages on it
// are framed here. Rationale: Poco 1.11 sends a request a second time on its own when a kept connection
// breaks, and takes a body that ends too early for a complete one.
#pragma once

#include "duijie/sdk/HttpClient.h"

#include <Poco/Net/Context.h>

#include <chrono>
#include <stdexcept>

namespace duijie::sdk
{

using HttpTime = std::chrono::steady_clock::time_point;

/// Why a call stopped, as a sentence.
class HttpFailure : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Where a call ends whatever happens: the overall deadline, and the host's wish to stop.
class HttpGuard
{
public:
    HttpGuard(CallContext& context, const HttpLimits& limits);

    /// Throws HttpFailure when the deadline has passed or the host wants to stop.
    void check() const;

    const HttpLimits& limits() const noexcept { return _limits; }
    HttpTime deadline() const noexcept { return _deadline; }

private:
    CallContext& _context;
    const HttpLimits& _limits;
    HttpTime _deadline;
};

/// One connection to one endpoint; used by one thread at a time.
class HttpSession
{
public:
    virtual ~HttpSession() = default;

    /// Looks the name up, connects, shakes hands. Throws Poco::Exception.
    virtual void open() = 0;

    /// Sends all of `bytes`. Throws Poco::Exception, HttpFailure. touched() is true from its first write on.
    void send(std::string_view bytes, const HttpGuard& guard);

    /// Waits for bytes, in slices, and appends what is there to `input`. False: the other side has closed.
    bool receive(std::string& input, const HttpGuard& guard);

    /// True when the other side has sent or closed something although nothing was asked.
    bool isStale();

    /// True once a byte of the present request was handed to the socket.
    bool touched() const noexcept { return _touched; }

    /// Before the next request on this connection.
    void rearm() noexcept { _touched = false; }

    std::string request; ///< buffers that live as long as the connection
    std::string input;
    HttpTime idleSince;

protected:
    virtual int writeSome(const char* data, int size) = 0;
    /// Reads what comes within `ms`, or within SliceMs. Returns Nothing, or as read().
    virtual int readWithin(char* data, int size, int ms) = 0;
    virtual bool readableWithin(int ms) = 0;

    static constexpr int SliceMs = 250; ///< how soon a stop is noticed
    static constexpr int Nothing = -1;

    bool _touched = false;
};

/// `context` is null for plain HTTP.
std::unique_ptr<HttpSession> makeHttpSession(const std::string& host, uint16_t port,
                                             Poco::Net::Context::Ptr context, const HttpLimits& limits);

} // namespace duijie::sdk
