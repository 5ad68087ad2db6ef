// pause, resume, trigger, reload: what the running host is told.
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/FlowControl.h"
#include "app/HostRequest.h"
#include "app/ProblemJson.h"
#include "app/SystemTime.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

int tell(bool well, const std::string& sentence, bool json)
{
    if (json)
    {
        sdk::JsonWriter writer;
        writer.beginObject().key("well").boolean(well).key("text").string(sentence).endObject();
        printLine(writer.text());
    }
    else if (well)
    {
        printLine(sentence);
    }
    else
    {
        printProblems({{"", sentence}});
    }
    return well ? EXIT_WELL : EXIT_ATTENTION;
}

int askTheHost(const config::Config& config, const Options& options, const char* wish)
{
    sdk::JsonWriter request;
    request.beginObject().key("do").string(wish).key("flow").string(options.flow);
    request.key("why").string(options.why).endObject();
    int exitCode = EXIT_WELL;
    sdk::JsonDocument answer;
    if (!answer.parse(requestOf(config, request.text(), exitCode)))
    {
        return exitCode == EXIT_WELL ? EXIT_ATTENTION : exitCode;
    }
    const bool well = answer.root().find("well").raw() == "true";
    if (options.json)
    {
        printLine(answer.root().raw());
        return well ? EXIT_WELL : EXIT_ATTENTION;
    }
    printProblems(problemsIn(answer.root().find("problems")));
    return tell(well, std::string(answer.root().find("text").text()), false);
}

// Without a host that runs, the store remembers it for the next one.
int setPaused(const config::Config& config, const Options& options, bool paused)
{
    if (!flowUsable(config, options.flow, true))
    {
        return EXIT_USAGE;
    }
    try
    {
        const auto store = store::openStore(config.storeUrl, store::Access::Own, {});
        std::string error;
        const bool well =
            setPause(*store, options.flow,
                     paused ? std::optional(Pause{SystemTime().nowMs(), options.why}) : std::nullopt, error);
        return tell(well,
                    well ? text::say(paused ? "app.control.paused" : "app.control.resumed",
                                     {options.flow, options.why})
                         : text::say("engine.store.failed", {error}),
                    options.json);
    }
    catch (const store::StoreError& e)
    {
        if (e.kind() == store::StoreError::Kind::Locked)
        {
            return askTheHost(config, options, paused ? "pause" : "resume");
        }
        printProblems({{"", e.what()}});
        return exitCodeOf(e);
    }
}

} // namespace

int pauseCommand(const config::Config& config, const Options& options)
{
    return setPaused(config, options, true);
}

int resumeCommand(const config::Config& config, const Options& options)
{
    return setPaused(config, options, false);
}

int triggerCommand(const config::Config& config, const Options& options)
{
    return flowUsable(config, options.flow, true) ? askTheHost(config, options,
                                                               options.audit    ? "audit"
                                                               : options.remedy ? "remedy"
                                                                                : "trigger")
                                                  : EXIT_USAGE;
}

int reloadCommand(const config::Config& config, const Options& options)
{
    return askTheHost(config, options, "reload");
}

} // namespace duijie::app
