#include "app/CommandSupport.h"

#include "app/ExitCode.h"

#include "config/ObjectReader.h"
#include "config/TimeZone.h"

#include "text/Catalogue.h"

#include <csignal>
#include <cstdio>

namespace duijie::app
{

namespace
{

engine::StopFlag g_stop{false};

extern "C" void onStopSignal(int)
{
    g_stop = true;
}

} // namespace

int exitCodeOf(const store::StoreError& error)
{
    return error.kind() == store::StoreError::Kind::Locked ? EXIT_LOCKED : EXIT_STORE;
}

engine::StopFlag& stopFlag()
{
    static const bool installed = []
    {
        std::signal(SIGINT, onStopSignal);
        std::signal(SIGTERM, onStopSignal);
        return true;
    }();
    (void)installed;
    return g_stop;
}

void printProblems(const config::Problems& problems)
{
    for (const config::Problem& problem : problems)
    {
        const std::string line = config::describe(problem) + "\n";
        std::fputs(line.c_str(), stderr);
    }
}

bool flowUsable(const config::Config& config, const std::string& flow, bool mustBeEnabled)
{
    const auto found = config.flows.find(flow);
    if (found == config.flows.end())
    {
        std::vector<std::string> known;
        for (const auto& [name, entry] : config.flows)
        {
            known.push_back(name);
        }
        printProblems(
            {{"", text::say("app.flow.absent", {flow, config::ObjectReader::suggest(flow, known)})}});
        return false;
    }
    if (mustBeEnabled && !found->second.enabled)
    {
        printProblems({{"flows." + flow + ".enabled", text::say("app.flow.disabled", {flow})}});
        return false;
    }
    return true;
}

std::optional<engine::PollSpan> spanOf(const config::FlowConfig& flow, const Options& options)
{
    const config::TimeZone zone(flow.timezone);
    engine::PollSpan span;
    const auto read = [&](const std::string& name, const std::string& given, std::optional<int64_t>& out)
    {
        if (given.empty())
        {
            return true;
        }
        out = zone.parse(given);
        if (!out)
        {
            printProblems({{name, text::say("config.flow.start", {given, flow.timezone})}});
        }
        return out.has_value();
    };
    if (!read("--from", options.from, span.fromMs) || !read("--to", options.to, span.toMs))
    {
        return std::nullopt;
    }
    if (span.fromMs && span.toMs && *span.fromMs > *span.toMs)
    {
        printProblems({{"--from", text::say("app.span.reversed", {options.from, options.to})}});
        return std::nullopt;
    }
    return span;
}

std::unique_ptr<HostSession> openSession(const config::Config& config, const Options& options,
                                         store::Access access, int& exitCode, WhenLocked whenLocked)
{
    exitCode = EXIT_USAGE;
    try
    {
        config::Problems problems;
        auto session =
            std::make_unique<HostSession>(config, options.flow, access, stopFlag(),
                                          ops::LogChoice{options.log, "warning", !options.plain}, problems);
        printProblems(config::located(config, problems));
        return problems.empty() ? std::move(session) : nullptr;
    }
    catch (const store::StoreError& e)
    {
        exitCode = exitCodeOf(e);
        if (exitCode != EXIT_LOCKED || whenLocked == WhenLocked::Told)
        {
            printProblems({{"", e.what()}});
        }
        return nullptr;
    }
}

std::unique_ptr<HostSession> openFlowToLook(const config::Config& config, const Options& options,
                                            int& exitCode)
{
    if (!flowUsable(config, options.flow, false))
    {
        exitCode = EXIT_USAGE;
        return nullptr;
    }
    return openSession(config, options, store::Access::Read, exitCode);
}

RecordCommand openRecord(const config::Config& config, const Options& options)
{
    RecordCommand out;
    auto session = openFlowToLook(config, options, out.exitCode);
    if (!session)
    {
        return out;
    }
    out.versions = session->store().find(options.flow, options.key);
    if (out.versions.empty())
    {
        printProblems({{"", text::say("app.show.absent", {options.flow, options.key})}});
        out.exitCode = EXIT_USAGE;
        return out;
    }
    out.session = std::move(session);
    return out;
}

void printRecord(const store::RecordRow& row, const config::TimeZone& zone)
{
    printLine(text::say("app.show.title", {row.number, row.key,
                                           text::say("app.state." + std::string(store::stateName(row.state))),
                                           zone.format(row.receivedMs)}));
    if (!row.reason.empty())
    {
        printLine(row.reason);
    }
    if (!row.targetId.empty())
    {
        printLine(text::say("app.show.bill", {row.targetNumber, row.targetId}));
    }
}

FlowCommand openFlow(const config::Config& config, const Options& options, bool mustBeEnabled)
{
    FlowCommand command;
    command.exitCode = EXIT_USAGE;
    if (!flowUsable(config, options.flow, mustBeEnabled))
    {
        return command;
    }
    command.flow = &config.flows.at(options.flow);
    if (const auto span = spanOf(*command.flow, options))
    {
        command.span = *span;
        command.session = openSession(config, options, store::Access::Own, command.exitCode);
    }
    return command;
}

std::unique_ptr<store::Store> openStoreToRead(const config::Config& config, int& exitCode)
{
    try
    {
        return store::openStore(config.storeUrl, store::Access::Read, {});
    }
    catch (const store::StoreError& e)
    {
        exitCode = exitCodeOf(e);
        printProblems({{"", e.what()}});
        return nullptr;
    }
}

void printLine(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

void putCounts(sdk::JsonWriter& json, const store::StateCounts& counts)
{
    for (int i = 0; i < store::RecordStateCount; ++i)
    {
        json.key(store::stateName(static_cast<store::RecordState>(i)))
            .number(counts[static_cast<std::size_t>(i)]);
    }
}

} // namespace duijie::app
