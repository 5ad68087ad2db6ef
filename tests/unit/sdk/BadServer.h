// A server on loopback that behaves exactly as badly as a test tells it to.
#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace sdktest
{

/// One accepted connection, inside the behaviour. Closed when the behaviour returns.
class Connection
{
public:
    Connection(Poco::Net::StreamSocket socket, std::atomic<int>& requests)
        : _socket(std::move(socket)), _requests(requests)
    {
    }

    /// Reads one request, head and body. False: the client has closed.
    bool readRequest();

    /// False: the client is gone.
    bool write(std::string_view bytes);

    /// Body and head of the last request.
    const std::string& head() const noexcept { return _head; }
    const std::string& body() const noexcept { return _body; }

private:
    bool more();

    Poco::Net::StreamSocket _socket;
    std::atomic<int>& _requests;
    std::string _input;
    std::string _head;
    std::string _body;
};

class BadServer
{
public:
    using Behaviour = std::function<void(Connection&)>;

    /// Serves every connection with `behaviour`, each in a thread of its own.
    explicit BadServer(Behaviour behaviour);
    ~BadServer();

    std::string url() const;
    int requests() const noexcept { return _requests; }
    int connections() const noexcept { return _connections; }

    /// A port on which nobody listens.
    static uint16_t closedPort();

private:
    void accept();
    void serve(Poco::Net::StreamSocket socket);

    Behaviour _behaviour;
    Poco::Net::ServerSocket _listener;
    std::atomic<bool> _end{false};
    std::atomic<int> _requests{0};
    std::atomic<int> _connections{0};
    std::mutex _mutex;
    std::list<Poco::Net::StreamSocket> _sockets; // guarded by _mutex
    std::list<std::thread> _served;              // touched by _acceptor, and after it has ended
    std::thread _acceptor;
};

} // namespace sdktest
