// The listener for /metrics, /healthz and /readyz.
#pragma once

#include "ops/Figures.h"
#include "ops/Metrics.h"

#include "config/Seeing.h"

#include <memory>
#include <string>

namespace Poco::Net
{
class HTTPServer;
}

namespace duijie::ops
{

/// Answers GET for three fixed paths and nothing else, on a few threads, until it is destroyed.
class HttpDoor
{
public:
    /// Null, with a sentence in `error`, when the address cannot be listened on.
    static std::unique_ptr<HttpDoor> open(const config::HttpConfig& config, Figures figures,
                                          engine::LogOutput& log, std::string& error);
    ~HttpDoor();
    HttpDoor(const HttpDoor&) = delete;
    HttpDoor& operator=(const HttpDoor&) = delete;

private:
    HttpDoor() = default;

    std::unique_ptr<Poco::Net::HTTPServer> _server;
};

/// True when only this machine reaches the address.
bool isLoopback(const config::HttpConfig& config);

} // namespace duijie::ops
