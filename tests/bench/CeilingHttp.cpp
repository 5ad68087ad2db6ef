#include "CeilingHttp.h"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace duijie::bench
{

namespace
{

constexpr std::size_t FirstBuffer = 16 * 1024;
constexpr std::string_view LengthName = "\r\nContent-Length: ";

[[noreturn]] void fail(const char* what)
{
    throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

std::size_t lengthOf(std::string_view head)
{
    const std::size_t at = head.find(LengthName);
    std::size_t length = 0;
    if (at == std::string_view::npos)
    {
        throw std::runtime_error("an answer has no Content-Length");
    }
    std::from_chars(head.data() + at + LengthName.size(), head.data() + head.size(), length);
    return length;
}

} // namespace

Connection::Connection(uint16_t port) : _buffer(FirstBuffer, '\0')
{
    _socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        ::close(_socket);
        fail("connect");
    }
}

Connection::~Connection()
{
    ::close(_socket);
}

void Connection::send(std::string_view bytes)
{
    while (!bytes.empty())
    {
        const ssize_t sent = ::send(_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
        {
            fail("send");
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Connection::receive()
{
    if (_filled == _buffer.size())
    {
        _buffer.resize(_buffer.size() * 2);
    }
    const ssize_t got = ::recv(_socket, _buffer.data() + _filled, _buffer.size() - _filled, 0);
    if (got == 0)
    {
        throw std::runtime_error("the sandbox closed the connection");
    }
    if (got < 0)
    {
        fail("recv");
    }
    _filled += static_cast<std::size_t>(got);
}

Answer Connection::exchange(std::string_view request, std::size_t slack)
{
    send(request);
    _filled = 0;
    std::size_t end = std::string_view::npos;
    while (end == std::string_view::npos)
    {
        receive();
        end = std::string_view(_buffer.data(), _filled).find("\r\n\r\n");
    }
    const std::string_view head(_buffer.data(), end);
    Answer answer;
    if (head.size() >= 12)
    {
        std::from_chars(head.data() + 9, head.data() + 12, answer.status);
    }
    const std::size_t body = end + 4;
    const std::size_t length = lengthOf(head);
    if (_buffer.size() < body + length + slack)
    {
        _buffer.resize(body + length + slack);
    }
    while (_filled < body + length)
    {
        receive();
    }
    answer.body = {_buffer.data() + body, length};
    return answer;
}

std::string plainRequest(std::string_view method, std::string_view target)
{
    return std::string(method) + " " + std::string(target) +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n";
}

} // namespace duijie::bench
