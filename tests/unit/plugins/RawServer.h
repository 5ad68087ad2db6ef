// A small HTTP server whose every byte, and every misbehaviour, is the test's own.
#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace duijie::test
{

struct RawRequest
{
    std::string method;
    std::string path;
    std::map<std::string, std::string> query;   ///< decoded
    std::map<std::string, std::string> form;    ///< decoded body, when it is a form
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
    std::size_t number = 0; ///< 1 for the first request of this server
};

/// What goes back: bytes, then the connection's end if wanted.
struct RawAnswer
{
    std::string bytes;
    bool close = false;
    bool reset = false; ///< end the connection with a reset

    static RawAnswer json(const std::string& body, int status = 200, const std::string& headers = {});
    static RawAnswer page(const std::string& type, const std::string& body, int status = 200);
};

class RawServer
{
public:
    using Handler = std::function<RawAnswer(const RawRequest&)>;

    explicit RawServer(Handler handler);
    ~RawServer();

    std::string url() const;
    std::vector<RawRequest> requests() const;
    /// Requests whose path ends like this.
    std::size_t count(const std::string& pathEnd) const;

private:
    void accept();
    void serve(Poco::Net::StreamSocket socket);
    bool readRequest(Poco::Net::StreamSocket& socket, std::string& pending, RawRequest& request);

    Handler _handler;
    Poco::Net::ServerSocket _listener;
    std::atomic<bool> _stop = false;
    mutable std::mutex _mutex;
    std::vector<RawRequest> _requests;
    std::vector<std::thread> _workers;
    std::thread _acceptor;
};

} // namespace duijie::test
