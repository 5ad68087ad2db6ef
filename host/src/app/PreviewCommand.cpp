#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/PreviewText.h"
#include "app/StoredPreview.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

// Of documents that would not be written, so many are passed over in search of those that would.
constexpr std::size_t LookAt = 500;

int onlyReferences(const Options& options)
{
    printProblems({{"", text::say("app.preview.dataset", {options.flow})}});
    return EXIT_USAGE;
}

int show(const engine::Preview& preview, const Options& options)
{
    if (options.json)
    {
        sdk::JsonWriter json;
        putPreview(json, preview);
        printLine(json.text());
    }
    else
    {
        printLine(previewText(preview, options.flow));
    }
    return preview.error.empty() ? EXIT_WELL : EXIT_ATTENTION;
}

int ofTheStore(const config::Config& config, const Options& options)
{
    int exitCode = EXIT_USAGE;
    const auto session = openFlowToLook(config, options, exitCode);
    if (!session)
    {
        return exitCode;
    }
    if (session->flow().targetPlan == nullptr)
    {
        return onlyReferences(options);
    }
    return show(previewStored(*session, static_cast<std::size_t>(options.count)), options);
}

} // namespace

int previewCommand(const config::Config& config, const Options& options)
{
    if (options.stored)
    {
        return ofTheStore(config, options);
    }
    FlowCommand command = openFlow(config, options, false);
    if (!command.session)
    {
        return command.exitCode;
    }
    if (command.flow->isDataset())
    {
        return onlyReferences(options);
    }
    return show(engine::preview(command.session->flow(), command.session->shared(), command.span,
                                static_cast<std::size_t>(options.count), LookAt),
                options);
}

} // namespace duijie::app
