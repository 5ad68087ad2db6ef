#include "app/AlertDesk.h"
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/HostApplication.h"
#include "app/HostStart.h"
#include "app/HttpDesk.h"
#include "app/LogFitting.h"
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
        const auto opened = startHost(config, stopFlag(), {options.log, "information", !options.plain});
        if (!opened)
        {
            return EXIT_WELL;
        }
        HostCore& host = *opened;
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
        HttpDesk page(host, service.board());
        LogFitting log(host.log(), config.log);
        ServiceManager manager;
        service.run(manager, {&log, &desk, &page});
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
