// retry, replay, skip: what a person decides about single records. A host that runs does it itself, between
// two runs of the flow; else this process does.
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/HandMessages.h"
#include "app/HostRequest.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

using engine::HandWish;

std::string nameOf(store::RecordState state)
{
    return text::say("app.state." + std::string(store::stateName(state)));
}

// Nothing, with the problem printed, when the command line does not say which records are meant.
std::optional<HandOrder> orderOf(const Options& options, HandWish wish)
{
    HandOrder order{wish, options.flow, options.keys, std::nullopt, options.why};
    store::RecordState state{};
    if (!options.state.empty() && !store::stateFromName(options.state, state))
    {
        printProblems({{"--state", text::say("app.records.no_state", {options.state})}});
        return std::nullopt;
    }
    if (options.keys.empty() == options.state.empty())
    {
        printProblems({{"", text::say("app.hand.nothing")}});
        return std::nullopt;
    }
    if (!options.state.empty())
    {
        order.state = state;
    }
    return order;
}

int tell(const HandOrder& order, const HandReport& report, bool json)
{
    const int exitCode = report.refusals.empty() ? EXIT_WELL : EXIT_ATTENTION;
    if (json)
    {
        sdk::JsonWriter writer;
        putReport(writer, report);
        printLine(writer.text());
        return exitCode;
    }
    for (const HandReport::Change& change : report.changes)
    {
        printLine(text::say("app.hand.changed",
                            {change.number, change.key, nameOf(change.from), nameOf(change.to)}));
    }
    for (const std::string& refusal : report.refusals)
    {
        printProblems({{"", refusal}});
    }
    if (order.wish != HandWish::Skip && !report.changes.empty())
    {
        printLine(text::say("app.hand.next", {std::to_string(report.changes.size()), order.flow}));
    }
    return exitCode;
}

int askTheHost(const config::Config& config, const HandOrder& order, bool json)
{
    sdk::JsonWriter request;
    request.beginObject();
    putOrder(request, order);
    request.endObject();
    int exitCode = EXIT_WELL;
    const std::string answer = requestOf(config, request.text(), exitCode);
    sdk::JsonDocument document;
    if (exitCode != EXIT_WELL || !document.parse(answer))
    {
        return exitCode;
    }
    return tell(order, reportOf(document.root()), json);
}

int workByHand(const config::Config& config, const Options& options, HandWish wish)
{
    if (!flowUsable(config, options.flow, false))
    {
        return EXIT_USAGE;
    }
    const auto order = orderOf(options, wish);
    if (!order)
    {
        return EXIT_USAGE;
    }
    int exitCode = EXIT_WELL;
    const auto session = openSession(config, options, store::Access::Own, exitCode, WhenLocked::Silent);
    if (!session)
    {
        return exitCode == EXIT_LOCKED ? askTheHost(config, *order, options.json) : exitCode;
    }
    const std::string& zone = config.flows.at(options.flow).timezone;
    return tell(*order, workByHand(session->shared(), session->flow(), zone, *order), options.json);
}

} // namespace

int retryCommand(const config::Config& config, const Options& options)
{
    return workByHand(config, options, HandWish::Retry);
}

int replayCommand(const config::Config& config, const Options& options)
{
    return workByHand(config, options, HandWish::Replay);
}

int skipCommand(const config::Config& config, const Options& options)
{
    return workByHand(config, options, HandWish::Skip);
}

} // namespace duijie::app
