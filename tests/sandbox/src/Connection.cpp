#include "Connection.h"

#include "HttpReader.h"
#include "Sandbox.h"

#include <array>
#include <exception>

namespace duijie::sandbox
{

namespace
{

std::string_view reason(int status)
{
    switch (status)
    {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 429:
        return "Too Many Requests";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 519:
        return "API Not Found";
    default:
        return "Internal Server Error";
    }
}

std::string head(const Response& response, bool keepAlive)
{
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " ";
    text += reason(response.status);
    text += "\r\nContent-Type: " + response.contentType + "\r\nContent-Length: ";
    text += std::to_string(response.body.size());
    text += keepAlive ? "\r\nConnection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
    return text;
}

// What waits in it returns; the thread that owns the socket closes it.
void shutDown(Poco::Net::SocketImpl& socket)
{
    try
    {
        socket.shutdown();
    }
    catch (const Poco::Exception&)
    {
        // The peer was faster.
    }
}

} // namespace

void OpenSockets::accepted()
{
    const std::lock_guard lock(_mutex);
    ++_open;
}

void OpenSockets::ended()
{
    const std::lock_guard lock(_mutex);
    --_open;
}

std::int64_t OpenSockets::open() const
{
    const std::lock_guard lock(_mutex);
    return _open;
}

void OpenSockets::add(const Poco::Net::StreamSocket& socket)
{
    const std::lock_guard lock(_mutex);
    _sockets.insert(socket.impl());
    if (_closed)
        shutDown(*socket.impl());
}

void OpenSockets::remove(const Poco::Net::StreamSocket& socket)
{
    const std::lock_guard lock(_mutex);
    _sockets.erase(socket.impl());
}

void OpenSockets::shutdownAll()
{
    const std::lock_guard lock(_mutex);
    _closed = true;
    for (Poco::Net::SocketImpl* socket : _sockets)
        shutDown(*socket);
}

Connection::Connection(const Poco::Net::StreamSocket& socket, Sandbox& sandbox, OpenSockets& sockets)
    : TCPServerConnection(socket), _sandbox(sandbox), _sockets(sockets)
{
}

void Connection::run()
{
    socket().setNoDelay(true);
    _sockets.add(socket());
    try
    {
        serve();
    }
    catch (const std::exception&)
    {
        // The peer went away in the middle; there is nobody left to answer.
    }
    _sockets.remove(socket());
    socket().close();
    _sockets.ended();
}

void Connection::serve()
{
    HttpReader reader;
    std::array<char, 16384> buffer;
    while (true)
    {
        const int received = socket().receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
        if (received <= 0)
            return;
        reader.append(buffer.data(), static_cast<std::size_t>(received));
        Request request;
        HttpReader::State state;
        while ((state = reader.next(request)) == HttpReader::State::Ready)
        {
            if (!answer(request, reader.keepAlive()))
                return;
        }
        if (state == HttpReader::State::Bad)
        {
            Response refused;
            refused.status = 400;
            deliver(refused, false);
            return;
        }
        if (reader.takeContinue())
            sendAll("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

bool Connection::answer(const Request& request, bool keepAlive)
{
    Response response;
    try
    {
        response = _sandbox.handle(request);
    }
    catch (const std::exception& error)
    {
        response.status = 500;
        response.contentType = "text/plain;charset=utf-8";
        response.body = std::string("the sandbox failed: ") + error.what();
    }
    return deliver(response, keepAlive);
}

bool Connection::deliver(const Response& response, bool keepAlive)
{
    switch (response.delivery)
    {
    case Delivery::Normal:
        sendAll(head(response, keepAlive) + response.body);
        return keepAlive;
    case Delivery::Cut:
        break;
    case Delivery::Silent:
        _sandbox.sleep(response.milliseconds);
        break;
    case Delivery::Truncated:
        sendAll(head(response, true) + response.body.substr(0, response.bytes));
        break;
    case Delivery::Drip:
        drip(head(response, false) + response.body, response.milliseconds);
        break;
    }
    if (response.reset)
        socket().setLinger(true, 0);
    return false;
}

void Connection::sendAll(std::string_view text)
{
    while (!text.empty())
        text.remove_prefix(
            static_cast<std::size_t>(socket().sendBytes(text.data(), static_cast<int>(text.size()))));
}

void Connection::drip(std::string_view text, std::uint32_t milliseconds)
{
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        sendAll(text.substr(i, 1));
        _sandbox.sleep(milliseconds);
    }
}

} // namespace duijie::sandbox
