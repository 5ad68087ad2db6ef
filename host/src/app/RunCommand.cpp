#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/Service.h"

#include "text/Catalogue.h"

namespace duijie::app
{

int runFlowsCommand(const config::Config& config, const Options& options)
{
    try
    {
        HostCore host(config, store::Access::Own, stopFlag(), {options.log, "information", !options.plain});
        Service service(host, stopFlag());
        if (service.flows() == 0)
        {
            printProblems({{"flows", text::say("app.run.no_flow")}});
            return EXIT_USAGE;
        }
        host.shared().log.write(
            {LOG_INFO, "host", text::say("app.run.begun", {std::to_string(service.flows())})});
        service.run();
        host.shared().log.write({LOG_INFO, "host", text::say("app.run.ended")});
        return EXIT_WELL;
    }
    catch (const store::StoreError& e)
    {
        printProblems({{"", e.what()}});
        return exitCodeOf(e);
    }
}

} // namespace duijie::app
