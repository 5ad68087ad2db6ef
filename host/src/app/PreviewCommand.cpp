#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/PreviewText.h"

#include "text/Catalogue.h"

namespace duijie::app
{

namespace
{

// Of documents that would not be written, so many are passed over in search of those that would.
constexpr std::size_t LookAt = 500;

} // namespace

int previewCommand(const config::Config& config, const Options& options)
{
    FlowCommand command = openFlow(config, options, false);
    if (!command.session)
    {
        return command.exitCode;
    }
    if (command.flow->isDataset())
    {
        printProblems({{"", text::say("app.preview.dataset", {options.flow})}});
        return EXIT_USAGE;
    }
    const engine::Preview preview =
        engine::preview(command.session->flow(), command.session->shared(), command.span,
                        static_cast<std::size_t>(options.count), LookAt);
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

} // namespace duijie::app
