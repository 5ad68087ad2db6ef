#include "RawServer.h"

#include <Poco/Exception.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

#include <algorithm>
#include <cctype>

namespace duijie::test
{

namespace
{

constexpr int PollMs = 50;

std::map<std::string, std::string> decodedPairs(const std::string& text)
{
    std::map<std::string, std::string> pairs;
    Poco::URI uri;
    uri.setRawQuery(text);
    for (const auto& [name, value] : uri.getQueryParameters())
    {
        pairs[name] = value;
    }
    return pairs;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

void readHead(const std::string& head, RawRequest& request)
{
    const std::size_t lineEnd = head.find("\r\n");
    const std::string line = head.substr(0, lineEnd);
    const std::size_t first = line.find(' ');
    const std::string target = line.substr(first + 1, line.rfind(' ') - first - 1);
    const std::size_t mark = target.find('?');
    request.method = line.substr(0, first);
    request.path = target.substr(0, mark);
    request.query = mark == std::string::npos ? std::map<std::string, std::string>()
                                              : decodedPairs(target.substr(mark + 1));
    std::size_t at = lineEnd + 2;
    while (at < head.size())
    {
        const std::size_t end = std::min(head.find("\r\n", at), head.size());
        const std::string field = head.substr(at, end - at);
        const std::size_t colon = field.find(": ");
        if (colon != std::string::npos)
        {
            request.headers[lower(field.substr(0, colon))] = field.substr(colon + 2);
        }
        at = end + 2;
    }
}

} // namespace

RawAnswer RawAnswer::page(const std::string& type, const std::string& body, int status)
{
    return {"HTTP/1.1 " + std::to_string(status) + " Any\r\nContent-Type: " + type +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
            false, false};
}

RawAnswer RawAnswer::json(const std::string& body, int status, const std::string& headers)
{
    return {"HTTP/1.1 " + std::to_string(status) + " Any\r\n" + headers +
                "Content-Type: application/json;charset=utf-8\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body,
            false, false};
}

RawServer::RawServer(Handler handler)
    : _handler(std::move(handler)), _listener(Poco::Net::SocketAddress("127.0.0.1", 0), 128)
{
    _acceptor = std::thread([this] { accept(); });
}

RawServer::~RawServer()
{
    _stop = true;
    _acceptor.join();
    for (std::thread& worker : _workers)
    {
        worker.join();
    }
}

std::string RawServer::url() const
{
    return "http://" + _listener.address().toString();
}

std::vector<RawRequest> RawServer::requests() const
{
    const std::lock_guard lock(_mutex);
    return _requests;
}

std::size_t RawServer::count(const std::string& pathEnd) const
{
    const std::lock_guard lock(_mutex);
    return static_cast<std::size_t>(std::count_if(_requests.begin(), _requests.end(),
                                                  [&](const RawRequest& request)
                                                  { return request.path.ends_with(pathEnd); }));
}

void RawServer::accept()
{
    while (!_stop)
    {
        if (!_listener.poll(Poco::Timespan(0, PollMs * 1000), Poco::Net::Socket::SELECT_READ))
        {
            continue;
        }
        Poco::Net::StreamSocket socket = _listener.acceptConnection();
        _workers.emplace_back(
            [this, socket]
            {
                try
                {
                    serve(socket);
                }
                catch (const Poco::Exception&)
                {
                    // the client went away: nothing a test asks about
                }
            });
    }
}

bool RawServer::readRequest(Poco::Net::StreamSocket& socket, std::string& pending, RawRequest& request)
{
    std::size_t headEnd = std::string::npos;
    std::size_t length = 0;
    while (true)
    {
        headEnd = pending.find("\r\n\r\n");
        if (headEnd != std::string::npos)
        {
            request = RawRequest();
            readHead(pending.substr(0, headEnd + 2), request);
            const auto size = request.headers.find("content-length");
            length = size == request.headers.end() ? 0 : std::stoul(size->second);
            if (pending.size() >= headEnd + 4 + length)
            {
                break;
            }
        }
        if (_stop)
        {
            return false;
        }
        if (!socket.poll(Poco::Timespan(0, PollMs * 1000), Poco::Net::Socket::SELECT_READ))
        {
            continue;
        }
        char buffer[65536];
        const int read = socket.receiveBytes(buffer, sizeof(buffer));
        if (read <= 0)
        {
            return false;
        }
        pending.append(buffer, static_cast<std::size_t>(read));
    }
    request.body = pending.substr(headEnd + 4, length);
    pending.erase(0, headEnd + 4 + length);
    if (request.headers["content-type"].starts_with("application/x-www-form-urlencoded"))
    {
        request.form = decodedPairs(request.body);
    }
    return true;
}

void RawServer::serve(Poco::Net::StreamSocket socket)
{
    std::string pending;
    RawRequest request;
    while (readRequest(socket, pending, request))
    {
        {
            const std::lock_guard lock(_mutex);
            request.number = _requests.size() + 1;
            _requests.push_back(request);
        }
        const RawAnswer answer = _handler(request);
        std::size_t sent = 0;
        while (sent < answer.bytes.size())
        {
            sent += static_cast<std::size_t>(
                socket.sendBytes(answer.bytes.data() + sent, static_cast<int>(answer.bytes.size() - sent)));
        }
        if (answer.reset)
        {
            socket.setLinger(true, 0);
        }
        if (answer.reset || answer.close)
        {
            socket.close();
            return;
        }
    }
}

} // namespace duijie::test
