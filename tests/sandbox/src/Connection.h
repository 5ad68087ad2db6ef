#pragma once

#include "Message.h"

#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnection.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_set>

namespace duijie::sandbox
{

class Sandbox;

/** The sockets now open, so that a stop can end those that wait for a request. */
class OpenSockets
{
public:
    /** Counts a connection as soon as it is accepted, before any thread serves it. */
    void accepted();

    /** Counts one that is over, all its requests carried out. */
    void ended();

    /** How many are accepted and not over. */
    std::int64_t open() const;

    void add(const Poco::Net::StreamSocket& socket);
    void remove(const Poco::Net::StreamSocket& socket);

    /** Ends all of them and every one added from now on. */
    void shutdownAll();

private:
    mutable std::mutex _mutex;
    std::unordered_set<Poco::Net::SocketImpl*> _sockets;
    std::int64_t _open = 0;
    bool _closed = false;
};

/** One keep-alive connection: reads requests, lets the sandbox answer, and delivers, properly or spoiled. */
class Connection : public Poco::Net::TCPServerConnection
{
public:
    Connection(const Poco::Net::StreamSocket& socket, Sandbox& sandbox, OpenSockets& sockets);

    void run() override;

private:
    void serve();
    bool answer(const Request& request, bool keepAlive);
    bool deliver(const Response& response, bool keepAlive);
    void sendAll(std::string_view text);
    void drip(std::string_view text, std::uint32_t milliseconds);

    Sandbox& _sandbox;
    OpenSockets& _sockets;
};

} // namespace duijie::sandbox
