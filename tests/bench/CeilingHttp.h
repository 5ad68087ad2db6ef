// One blocking keep-alive connection to the sandbox.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace duijie::bench
{

/// Answer to one request. The body is a view into the connection's buffer, valid until the next request.
struct Answer
{
    int status = 0;
    std::string_view body;
};

/// A socket to 127.0.0.1 that sends whole requests and reads whole answers. One thread at a time.
class Connection
{
public:
    /// Throws std::runtime_error when nobody listens.
    explicit Connection(uint16_t port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Sends `request` (head and body) and reads the answer, which must have a Content-Length. Throws when
    /// the connection breaks. `slack` bytes behind the body are the buffer's own, for a parser that reads
    /// over the end.
    Answer exchange(std::string_view request, std::size_t slack = 0);

private:
    void send(std::string_view bytes);
    void receive();

    int _socket = -1;
    std::string _buffer;
    std::size_t _filled = 0;
};

/// A request of the sandbox's own interface, without signature.
std::string plainRequest(std::string_view method, std::string_view target);

} // namespace duijie::bench
