#pragma once

#include "Connection.h"
#include "Sandbox.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>

#include <cstdint>
#include <memory>

namespace duijie::sandbox
{

/** The shell: listens on 127.0.0.1 and hands every request to the sandbox, one thread a connection. */
class Server
{
public:
    /** Binds the port of the options (0 = any free one); throws when it is taken. The sandbox must outlive
     * it. */
    explicit Server(Sandbox& sandbox);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /** The port it listens on. */
    std::uint16_t port() const;

    /** Starts answering; returns at once. */
    void start();

    /** Stops answering and closes all connections. */
    void stop();

private:
    Sandbox& _sandbox;
    OpenSockets _sockets;
    Poco::Net::ServerSocket _socket;
    Poco::ThreadPool _threads;
    std::unique_ptr<Poco::Net::TCPServer> _server;
    bool _stopped = false;
};

} // namespace duijie::sandbox
