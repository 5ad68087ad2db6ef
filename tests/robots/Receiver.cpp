#include "robots/Receiver.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>
#include <Poco/URI.h>
#include <Poco/UTF8Encoding.h>

namespace robots
{

namespace
{

class Handler final : public Poco::Net::HTTPRequestHandler
{
public:
    explicit Handler(Receiver& receiver) : _receiver(receiver) {}

    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        Post post;
        post.method = request.getMethod();
        const Poco::URI uri(request.getURI());
        post.path = uri.getPath();
        for (const auto& [name, value] : uri.getQueryParameters())
        {
            post.query[name] = value;
        }
        for (const auto& [name, value] : request)
        {
            post.headers[Poco::toLower(name)] = value;
        }
        Poco::StreamCopier::copyToString(request.stream(), post.body);
        const Answer answer = _receiver.take(post);
        response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
        response.setContentType(answer.contentType);
        response.setKeepAlive(!answer.body.empty());
        response.setContentLength(static_cast<int>(answer.body.size()));
        response.send() << answer.body;
    }

private:
    Receiver& _receiver;
};

class Factory final : public Poco::Net::HTTPRequestHandlerFactory
{
public:
    explicit Factory(Receiver& receiver) : _receiver(receiver) {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
    {
        return new Handler(_receiver);
    }

private:
    Receiver& _receiver;
};

} // namespace

Receiver::Receiver(Clock clock) : _clock(std::move(clock))
{
    const Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(2);
    _server = std::make_unique<Poco::Net::HTTPServer>(new Factory(*this), socket, params);
    _server->start();
}

Receiver::~Receiver()
{
    close();
}

void Receiver::close()
{
    if (_server)
    {
        _server->stopAll(true);
        _server.reset();
    }
}

std::string Receiver::base() const
{
    return "http://127.0.0.1:" + std::to_string(_server->port());
}

std::vector<std::string> Receiver::messages() const
{
    const std::lock_guard lock(_mutex);
    return _messages;
}

void Receiver::breakWith(Answer answer)
{
    const std::lock_guard lock(_mutex);
    _broken = std::make_unique<Answer>(std::move(answer));
}

void Receiver::mend()
{
    const std::lock_guard lock(_mutex);
    _broken.reset();
}

Answer Receiver::take(const Post& post)
{
    ++_posts;
    {
        const std::lock_guard lock(_mutex);
        if (_broken)
        {
            return *_broken;
        }
    }
    return judge(post);
}

bool Receiver::withinRate(std::size_t most)
{
    const std::lock_guard lock(_mutex);
    while (!_times.empty() && _times.front() <= now() - 60'000)
    {
        _times.pop_front();
    }
    _times.push_back(now());
    return _times.size() <= most;
}

void Receiver::keep(const std::string& message)
{
    const std::lock_guard lock(_mutex);
    _messages.push_back(message);
}

Poco::JSON::Object::Ptr objectOf(const std::string& text)
{
    try
    {
        Poco::JSON::Parser parser;
        return parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    }
    catch (const Poco::Exception&)
    {
        return nullptr;
    }
}

std::string textOf(const Poco::JSON::Object::Ptr& object, const std::string& name)
{
    return object && object->has(name) && object->get(name).isString() ? object->getValue<std::string>(name)
                                                                       : std::string();
}

bool isUtf8(const std::string& text)
{
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    for (std::size_t at = 0; at < text.size();)
    {
        int length = 1;
        while (length < 4 && at + static_cast<std::size_t>(length) < text.size() &&
               (bytes[at + static_cast<std::size_t>(length)] & 0xC0) == 0x80)
        {
            ++length;
        }
        if (!Poco::UTF8Encoding::isLegal(bytes + at, length))
        {
            return false;
        }
        at += static_cast<std::size_t>(length);
    }
    return true;
}

} // namespace robots
