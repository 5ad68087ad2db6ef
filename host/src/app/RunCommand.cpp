#include "app/AlertDesk.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/HostApplication.h"
#include "app/Service.h"

#include "ops/HttpDoor.h"

#include "text/Catalogue.h"

#include <Poco/Path.h>

#include <memory>

namespace duijie::app
{

namespace
{

// Null: nobody asked for it, or it cannot be; the log says so, and the work goes on.
std::unique_ptr<ops::HttpDoor> openDoor(HostCore& host, const Service& service)
{
    const auto config = host.config();
    if (config->http.host.empty())
    {
        return nullptr;
    }
    engine::LogOutput& log = host.shared().log;
    const std::string address =
        (config->http.host.find(':') == std::string::npos ? config->http.host
                                                          : "[" + config->http.host + "]") +
        ":" + std::to_string(config->http.port);
    std::string error;
    auto door = ops::HttpDoor::open(
        config->http,
        {host.shared().time, host.store(), host.quota(), host.calls(), service.board(),
         Poco::Path(store::pathOfStore(config->storeUrl)).parent().toString(), DUIJIE_VERSION},
        log, error);
    if (!door)
    {
        log.write({LOG_ERROR, "http", error});
        return nullptr;
    }
    log.write({LOG_INFO, "http", text::say("seeing.http.open", {address})});
    if (!ops::isLoopback(config->http))
    {
        log.write({LOG_WARNING, "http", text::say("seeing.http.reachable", {address})});
    }
    return door;
}

int runFlows(const config::Config& config, const Options& options)
{
    try
    {
        HostCore host(config, store::Access::Own, stopFlag(), {options.log, "information", !options.plain});
        AlertDesk desk(config, host.shared()); // outlives the flows' threads, which tell it
        Service service(host, stopFlag());
        if (service.flows() == 0)
        {
            printProblems({{"flows", text::say("app.run.no_flow")}});
            return EXIT_USAGE;
        }
        host.shared().log.write(
            {LOG_INFO, "host", text::say("app.run.begun", {std::to_string(service.flows())})});
        desk.start();
        const std::unique_ptr<ops::HttpDoor> door = openDoor(host, service);
        ServiceManager manager;
        service.run(manager);
        host.shared().log.write({LOG_INFO, "host", text::say("app.run.ended")});
        return EXIT_WELL;
    }
    catch (const store::StoreError& e)
    {
        printProblems({{"", e.what()}});
        return exitCodeOf(e);
    }
}

} // namespace

int runFlowsCommand(const config::Config& config, const Options& options)
{
    return runUntilStopped(stopFlag(), [&] { return runFlows(config, options); });
}

} // namespace duijie::app
