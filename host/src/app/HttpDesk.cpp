#include "app/HttpDesk.h"

#include "text/Catalogue.h"

#include <Poco/Path.h>

namespace duijie::app
{

namespace
{

std::string addressOf(const config::HttpConfig& http)
{
    const bool six = http.host.find(':') != std::string::npos;
    return (six ? "[" + http.host + "]" : http.host) + ":" + std::to_string(http.port);
}

} // namespace

HttpDesk::HttpDesk(HostCore& host, const ops::FlowBoard& board)
    : _host(host), _board(board), _config(host.config()->http)
{
    std::string error;
    _door = open(_config, error);
    if (!error.empty())
    {
        _host.shared().log.write({LOG_ERROR, "http", text::say("seeing.http.without", {error})});
    }
    tell(_config);
}

std::unique_ptr<ops::HttpDoor> HttpDesk::open(const config::HttpConfig& http, std::string& error)
{
    error.clear();
    if (http.host.empty())
    {
        return nullptr;
    }
    return ops::HttpDoor::open(http,
                               {_host.shared().time, _host.store(), _host.quota(), _host.calls(), _board,
                                Poco::Path(store::pathOfStore(_host.config()->storeUrl)).parent().toString(),
                                DUIJIE_VERSION},
                               _host.shared().log, error);
}

void HttpDesk::tell(const config::HttpConfig& http)
{
    if (!_door)
    {
        return;
    }
    engine::LogOutput& log = _host.shared().log;
    log.write({LOG_INFO, "http", text::say("seeing.http.open", {addressOf(http)})});
    if (!ops::isLoopback(http))
    {
        log.write({LOG_WARNING, "http", text::say("seeing.http.reachable", {addressOf(http)})});
    }
}

void HttpDesk::prepare(const config::Config& next, config::Problems& problems)
{
    _nextConfig = next.http;
    if (_door && _nextConfig == _config)
    {
        return;
    }
    std::string error;
    _nextDoor = open(_nextConfig, error);
    if (!error.empty() && _door && _nextConfig.port == _config.port)
    {
        // Of two addresses that overlap only one can be listened on.
        _door.reset();
        _nextDoor = open(_nextConfig, error);
    }
    if (!error.empty() && _nextConfig != _config) // else the log has it since the start
    {
        problems.push_back({"http.listen", error});
    }
}

void HttpDesk::take()
{
    if (_door && _nextConfig == _config)
    {
        return;
    }
    _door = std::move(_nextDoor);
    _config = _nextConfig;
    tell(_config);
}

void HttpDesk::forget()
{
    _nextDoor.reset();
    if (!_door)
    {
        std::string error;
        _door = open(_config, error);
    }
}

} // namespace duijie::app
