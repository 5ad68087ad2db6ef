// The page for monitoring, from the configuration.
#pragma once

#include "app/Fitting.h"
#include "app/HostCore.h"

#include "ops/FlowBoard.h"
#include "ops/HttpDoor.h"

#include <memory>
#include <string>

namespace duijie::app
{

class HttpDesk final : public Fitting
{
public:
    /// Opens what the configuration of now asks for. One that cannot be listened on is told of in the log:
    /// the work goes on without. `host` and `board` outlive it.
    HttpDesk(HostCore& host, const ops::FlowBoard& board);

    void prepare(const config::Config& next, config::Problems& problems) override;
    void take() override;
    void forget() override;

private:
    std::unique_ptr<ops::HttpDoor> open(const config::HttpConfig& http, std::string& error);
    void tell(const config::HttpConfig& http);

    HostCore& _host;
    const ops::FlowBoard& _board;
    config::HttpConfig _config;
    std::unique_ptr<ops::HttpDoor> _door; // null: nobody asked for it, or it cannot be
    config::HttpConfig _nextConfig;
    std::unique_ptr<ops::HttpDoor> _nextDoor;
};

} // namespace duijie::app
