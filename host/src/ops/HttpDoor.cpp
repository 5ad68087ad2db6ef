#include "ops/HttpDoor.h"

#include "ops/Health.h"

#include "text/Catalogue.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>

namespace duijie::ops
{

namespace
{

using Poco::Net::HTTPResponse;

constexpr int MostThreads = 4;
constexpr int MostWaiting = 16;
constexpr int PatienceSeconds = 5;

constexpr const char* PlainText = "text/plain; charset=utf-8";
constexpr const char* MetricsText = "text/plain; version=0.0.4; charset=utf-8";
constexpr const char* JsonText = "application/json; charset=utf-8";

struct Pages
{
    explicit Pages(Figures theFigures, engine::LogOutput& theLog)
        : figures(std::move(theFigures)), pulse(figures.store, figures.time), metrics(figures, pulse),
          log(theLog)
    {
    }

    Figures figures;
    StorePulse pulse;
    Metrics metrics;
    engine::LogOutput& log;
};

struct Reply
{
    HTTPResponse::HTTPStatus status = HTTPResponse::HTTP_OK;
    const char* type = PlainText;
    std::string body;
};

Reply replyOf(const HealthPage& page)
{
    return {page.good ? HTTPResponse::HTTP_OK : HTTPResponse::HTTP_SERVICE_UNAVAILABLE, JsonText,
            page.json + "\n"};
}

Reply replyTo(const std::string& method, const std::string& uri, Pages& pages)
{
    const std::string path = uri.substr(0, uri.find('?'));
    const bool known = path == "/metrics" || path == "/healthz" || path == "/readyz";
    if (!known)
    {
        return {HTTPResponse::HTTP_NOT_FOUND, PlainText, "not found\n"};
    }
    if (method != "GET")
    {
        return {HTTPResponse::HTTP_METHOD_NOT_ALLOWED, PlainText, "only GET\n"};
    }
    return path == "/metrics"   ? Reply{HTTPResponse::HTTP_OK, MetricsText, pages.metrics.page()}
           : path == "/healthz" ? replyOf(healthPage(pages.pulse))
                                : replyOf(readyPage(pages.figures, pages.pulse));
}

// Nothing of the request comes back in the answer.
class Handler final : public Poco::Net::HTTPRequestHandler
{
public:
    explicit Handler(Pages& pages) : _pages(pages) {}

    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        Reply reply;
        try
        {
            reply = replyTo(request.getMethod(), request.getURI(), _pages);
        }
        catch (const std::exception& e)
        {
            _pages.log.write({LOG_WARNING, "http", e.what()});
            reply = {HTTPResponse::HTTP_SERVICE_UNAVAILABLE, PlainText, "see the log of the host\n"};
        }
        response.setStatusAndReason(reply.status);
        response.setContentType(reply.type);
        response.setKeepAlive(false);
        response.set("Cache-Control", "no-store");
        response.set("X-Content-Type-Options", "nosniff");
        if (reply.status == HTTPResponse::HTTP_METHOD_NOT_ALLOWED)
        {
            response.set("Allow", "GET");
        }
        response.sendBuffer(reply.body.data(), reply.body.size());
    }

private:
    Pages& _pages;
};

class Factory final : public Poco::Net::HTTPRequestHandlerFactory
{
public:
    explicit Factory(std::unique_ptr<Pages> pages) : _pages(std::move(pages)) {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
    {
        return new Handler(*_pages); // Poco deletes it
    }

private:
    std::unique_ptr<Pages> _pages;
};

} // namespace

std::unique_ptr<HttpDoor> HttpDoor::open(const config::HttpConfig& config, Figures figures,
                                         engine::LogOutput& log, std::string& error)
{
    const Poco::Net::SocketAddress address(config.host, config.port);
    try
    {
        // Not Poco's short way: it would share the port with another program and say nothing.
        Poco::Net::ServerSocket socket;
        socket.bind(address, true, false);
        socket.listen(MostWaiting);
        Poco::AutoPtr<Poco::Net::HTTPServerParams> params(new Poco::Net::HTTPServerParams);
        params->setMaxThreads(MostThreads);
        params->setMaxQueued(MostWaiting);
        params->setTimeout(Poco::Timespan(PatienceSeconds, 0));
        params->setKeepAlive(false);
        std::unique_ptr<HttpDoor> door(new HttpDoor);
        door->_server = std::make_unique<Poco::Net::HTTPServer>(
            new Factory(std::make_unique<Pages>(std::move(figures), log)), socket, params);
        door->_server->start();
        return door;
    }
    catch (const Poco::Exception& e)
    {
        error = text::say("seeing.http.unusable", {address.toString(), e.displayText()});
        return nullptr;
    }
}

HttpDoor::~HttpDoor()
{
    if (_server)
    {
        _server->stopAll(true);
    }
}

bool isLoopback(const config::HttpConfig& config)
{
    return Poco::Net::IPAddress(config.host).isLoopback();
}

} // namespace duijie::ops
