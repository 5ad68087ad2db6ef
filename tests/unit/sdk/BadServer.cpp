#include "BadServer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace sdktest
{

namespace
{

int listenOnLoopback(uint16_t& port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (listener < 0 || ::bind(listener, plain, size) != 0 || ::listen(listener, 64) != 0 ||
        ::getsockname(listener, plain, &size) != 0)
    {
        throw std::runtime_error("cannot listen on loopback");
    }
    port = ntohs(address.sin_port);
    return listener;
}

std::size_t contentLength(const std::string& head)
{
    const std::size_t at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

} // namespace

bool Connection::more()
{
    char buffer[8192];
    const ssize_t count = ::recv(_socket, buffer, sizeof buffer, 0);
    if (count > 0)
    {
        _input.append(buffer, static_cast<std::size_t>(count));
    }
    return count > 0;
}

bool Connection::readRequest()
{
    std::size_t end = 0;
    while ((end = _input.find("\r\n\r\n")) == std::string::npos)
    {
        if (!more())
        {
            return false;
        }
    }
    _head = _input.substr(0, end + 4);
    _input.erase(0, end + 4);
    const std::size_t length = contentLength(_head);
    while (_input.size() < length)
    {
        if (!more())
        {
            return false;
        }
    }
    _body = _input.substr(0, length);
    _input.erase(0, length);
    ++_requests;
    return true;
}

bool Connection::write(std::string_view bytes) const
{
    while (!bytes.empty())
    {
        const ssize_t count = ::send(_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
        {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

BadServer::BadServer(Behaviour behaviour)
    : _behaviour(std::move(behaviour)), _listener(listenOnLoopback(_port))
{
    _acceptor = std::thread([this] { accept(); });
}

BadServer::~BadServer()
{
    ::shutdown(_listener, SHUT_RDWR);
    _acceptor.join();
    {
        const std::lock_guard<std::mutex> lock(_mutex);
        for (const int socket : _sockets)
        {
            ::shutdown(socket, SHUT_RDWR);
        }
    }
    for (std::thread& thread : _served)
    {
        thread.join();
    }
    ::close(_listener);
}

void BadServer::accept()
{
    for (;;)
    {
        const int socket = ::accept(_listener, nullptr, nullptr);
        if (socket < 0)
        {
            return;
        }
        ++_connections;
        {
            const std::lock_guard<std::mutex> lock(_mutex);
            _sockets.push_back(socket);
        }
        _served.emplace_back(
            [this, socket]
            {
                Connection connection(socket, _requests);
                _behaviour(connection);
                const std::lock_guard<std::mutex> lock(_mutex);
                _sockets.erase(std::find(_sockets.begin(), _sockets.end(), socket));
                ::close(socket);
            });
    }
}

std::string BadServer::url() const
{
    return "http://127.0.0.1:" + std::to_string(_port);
}

uint16_t BadServer::closedPort()
{
    uint16_t port = 0;
    ::close(listenOnLoopback(port));
    return port;
}

} // namespace sdktest
