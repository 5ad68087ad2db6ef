#include "Server.h"

#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/Net/TCPServerParams.h>

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

constexpr int kBacklog = 512;
constexpr std::uint32_t kMinThreads = 8;

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory
{
public:
    ConnectionFactory(Sandbox& sandbox, OpenSockets& sockets) : _sandbox(sandbox), _sockets(sockets) {}

    Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override
    {
        return new Connection(socket, _sandbox, _sockets);
    }

private:
    Sandbox& _sandbox;
    OpenSockets& _sockets;
};

/** Sees every connection in the thread that accepts, so that none is open and not counted. */
class AcceptCounter : public Poco::Net::TCPServerConnectionFilter
{
public:
    explicit AcceptCounter(OpenSockets& sockets) : _sockets(sockets) {}

    bool accept(const Poco::Net::StreamSocket&) override
    {
        _sockets.accepted();
        return true;
    }

private:
    OpenSockets& _sockets;
};

Poco::Net::ServerSocket listenOn(std::uint16_t port)
{
    Poco::Net::ServerSocket socket;
    socket.bind(Poco::Net::SocketAddress("127.0.0.1", port), true);
    socket.listen(kBacklog);
    return socket;
}

int threadCount(const Options& options)
{
    return static_cast<int>(std::max(options.threads, kMinThreads + 1));
}

} // namespace

Server::Server(Sandbox& sandbox)
    : _sandbox(sandbox), _socket(listenOn(sandbox.options().port)),
      _threads(kMinThreads, threadCount(sandbox.options()), 60)
{
    Poco::Net::TCPServerParams::Ptr params = new Poco::Net::TCPServerParams;
    params->setMaxThreads(threadCount(sandbox.options()));
    params->setMaxQueued(kBacklog);
    _server = std::make_unique<Poco::Net::TCPServer>(new ConnectionFactory(sandbox, _sockets), _threads,
                                                     _socket, params);
    _server->setConnectionFilter(new AcceptCounter(_sockets));
    _sandbox.setPort(port());
    _sandbox.setOpenConnections([this] { return _sockets.open(); });
}

Server::~Server()
{
    stop();
}

std::uint16_t Server::port() const
{
    return _socket.address().port();
}

void Server::start()
{
    _server->start();
}

void Server::stop()
{
    if (_stopped)
        return;
    _stopped = true;
    _sandbox.stop();
    _server->stop();
    _sockets.shutdownAll();
    _threads.joinAll();
}

} // namespace duijie::sandbox
