#include "app/AlertDesk.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/HostApplication.h"
#include "app/Service.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

int runFlows(const config::Config& config, const Options& options)
{
    try
    {
        HostCore host(config, store::Access::Own, stopFlag(),
                      options.log.empty() ? "information" : options.log);
        Service service(host, stopFlag());
        if (service.flows() == 0)
        {
            printProblems({{"flows", text::say("app.run.no_flow")}});
            return EXIT_USAGE;
        }
        AlertDesk desk(config, host.shared());
        desk.start();
        host.shared().log.write(LOG_INFO, "host",
                                text::say("app.run.begun", {std::to_string(service.flows())}));
        ServiceManager manager;
        service.run(manager);
        host.shared().log.write(LOG_INFO, "host", text::say("app.run.ended"));
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
