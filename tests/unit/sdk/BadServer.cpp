#include "BadServer.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>

#include <algorithm>
#include <cstdlib>

namespace sdktest
{

namespace
{

#ifdef MSG_NOSIGNAL
constexpr int SendFlags = MSG_NOSIGNAL;
#else
constexpr int SendFlags = 0;
#endif

Poco::Net::ServerSocket listenOnLoopback()
{
    return Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0));
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
    int count = 0;
    try
    {
        count = _socket.receiveBytes(buffer, sizeof buffer);
    }
    catch (const Poco::Exception&)
    {
        return false;
    }
    _input.append(buffer, static_cast<std::size_t>(std::max(count, 0)));
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

bool Connection::write(std::string_view bytes)
{
    try
    {
        while (!bytes.empty())
        {
            const int count = _socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()), SendFlags);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    catch (const Poco::Exception&)
    {
        return false;
    }
}

BadServer::BadServer(Behaviour behaviour) : _behaviour(std::move(behaviour)), _listener(listenOnLoopback())
{
    _acceptor = std::thread([this] { accept(); });
}

BadServer::~BadServer()
{
    _end = true;
    _acceptor.join();
    {
        const std::lock_guard<std::mutex> lock(_mutex);
        for (Poco::Net::StreamSocket& socket : _sockets)
        {
            try
            {
                socket.shutdown();
            }
            catch (const Poco::Exception&)
            {
                // The client has gone.
            }
        }
    }
    for (std::thread& thread : _served)
    {
        thread.join();
    }
}

void BadServer::accept()
{
    while (!_end)
    {
        if (!_listener.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ))
        {
            continue;
        }
        const Poco::Net::StreamSocket socket = _listener.acceptConnection();
        ++_connections;
        {
            const std::lock_guard<std::mutex> lock(_mutex);
            _sockets.push_back(socket);
        }
        _served.emplace_back([this, socket] { serve(socket); });
    }
}

void BadServer::serve(Poco::Net::StreamSocket socket)
{
    {
        Connection connection(socket, _requests);
        _behaviour(connection);
    }
    const std::lock_guard<std::mutex> lock(_mutex);
    _sockets.remove(socket);
    socket.close();
}

std::string BadServer::url() const
{
    return "http://127.0.0.1:" + std::to_string(_listener.address().port());
}

uint16_t BadServer::closedPort()
{
    return listenOnLoopback().address().port();
}

} // namespace sdktest
