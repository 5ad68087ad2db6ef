// The command line of the host.
#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"

#include "text/Catalogue.h"

#include <CLI/CLI.hpp>
#include <Poco/Exception.h>

#include <csignal>
#include <cstdio>
#include <functional>

namespace duijie::app
{

namespace
{

using Command = int (*)(const config::Config&, const Options&);

void setLanguage(const std::string& name)
{
    if (!name.empty())
    {
        text::setLanguage(name == "zh" ? text::Language::Chinese : text::Language::English);
    }
}

CLI::App* addCommand(CLI::App& app, const char* name, const char* help, Command command, Command& chosen)
{
    CLI::App* sub = app.add_subcommand(name, text::say(help));
    sub->callback([&chosen, command] { chosen = command; });
    return sub;
}

void addCommands(CLI::App& app, Options& options, Command& chosen)
{
    const auto flow = [&](CLI::App* sub)
    { sub->add_option("flow", options.flow, text::say("app.help.flow"))->required(); };
    const auto span = [&](CLI::App* sub)
    {
        sub->add_option("--from", options.from, text::say("app.help.from"));
        sub->add_option("--to", options.to, text::say("app.help.to"));
    };
    const auto json = [&](CLI::App* sub)
    { sub->add_flag("--json", options.json, text::say("app.help.json")); };

    CLI::App* sync = addCommand(app, "sync", "app.help.sync", syncCommand, chosen);
    flow(sync);
    span(sync);
    json(sync);
    addCommand(app, "run", "app.help.run", runFlowsCommand, chosen);
    json(addCommand(app, "flows", "app.help.flows", flowsCommand, chosen));
    CLI::App* schedule = addCommand(app, "schedule", "app.help.schedule", scheduleCommand, chosen);
    flow(schedule);
    json(schedule);
    CLI::App* audit = addCommand(app, "audit", "app.help.audit", auditCommand, chosen);
    flow(audit);
    span(audit);
    audit->add_option("--report", options.report, text::say("app.help.report"));
    json(audit);
    CLI::App* records = addCommand(app, "records", "app.help.records", recordsCommand, chosen);
    flow(records);
    records->add_option("--state", options.state, text::say("app.help.state"));
    records->add_option("--limit", options.limit, text::say("app.help.limit"))
        ->check(CLI::Range(1, 1'000'000));
    json(records);
    CLI::App* show = addCommand(app, "show", "app.help.show", showCommand, chosen);
    flow(show);
    show->add_option("key", options.key, text::say("app.help.key"))->required();
    json(show);
    CLI::App* calls = addCommand(app, "calls", "app.help.calls", callsCommand, chosen);
    calls->add_option("--flow", options.flow, text::say("app.help.calls_flow"));
    calls->add_option("--class", options.outcome, text::say("app.help.class"));
    calls->add_option("--since", options.since, text::say("app.help.since"));
    calls->add_option("--record", options.key, text::say("app.help.calls_record"));
    calls->add_option("--limit", options.limit, text::say("app.help.calls_limit"))
        ->check(CLI::Range(1, 1'000'000));
    json(calls);
    const auto keys = [&](CLI::App* sub)
    { return sub->add_option("keys", options.keys, text::say("app.help.keys")); };
    CLI::App* retry = addCommand(app, "retry", "app.help.retry", retryCommand, chosen);
    flow(retry);
    keys(retry);
    retry->add_option("--state", options.state, text::say("app.help.retry_state"));
    CLI::App* replay = addCommand(app, "replay", "app.help.replay", replayCommand, chosen);
    flow(replay);
    keys(replay)->required();
    CLI::App* skip = addCommand(app, "skip", "app.help.skip", skipCommand, chosen);
    flow(skip);
    keys(skip)->required();
    skip->add_option("--why", options.why, text::say("app.help.why"))->required();
    const auto file = [&](CLI::App* sub)
    { sub->add_option("file", options.file, text::say("app.help.file"))->required(); };
    CLI::App* backup = addCommand(app, "backup", "app.help.backup", backupCommand, chosen);
    file(backup);
    json(backup);
    CLI::App* restore = addCommand(app, "restore", "app.help.restore", restoreCommand, chosen);
    file(restore);
    json(restore);
    json(addCommand(app, "plugins", "app.help.plugins", pluginsCommand, chosen));
    json(addCommand(app, "validate", "app.help.validate", validateCommand, chosen));
}

int runCommand(const Options& options, Command command)
{
    config::Problems problems;
    const auto config = config::readConfig(options.config, problems);
    if (!config)
    {
        printProblems(problems);
        return EXIT_USAGE;
    }
    if (options.language.empty())
    {
        setLanguage(config->language);
    }
    return command(*config, options);
}

int mainBody(int argc, char** argv)
{
    text::setLanguage(text::languageOfEnvironment());
    for (int i = 1; i + 1 < argc; ++i)
    {
        if (std::string_view(argv[i]) == "--lang")
        {
            setLanguage(argv[i + 1]); // before the help texts are made
        }
    }
    CLI::App app(text::say("app.help.title"), "duijie");
    Options options;
    Command chosen = nullptr;
    app.add_option("-c,--config", options.config, text::say("app.help.config"));
    app.add_option("--lang", options.language, text::say("app.help.lang"))
        ->check(CLI::IsMember({"zh", "en"}))
        ->take_last();
    app.add_option("--log", options.log, text::say("app.help.log"))
        ->check(CLI::IsMember({"error", "warning", "information", "debug"}));
    app.set_version_flag("--version", DUIJIE_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    addCommands(app, options, chosen);
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& e)
    {
        return app.exit(e) == 0 ? EXIT_WELL : EXIT_USAGE;
    }
    return runCommand(options, chosen);
}

} // namespace

} // namespace duijie::app

int main(int argc, char** argv)
{
#ifdef SIGPIPE
    // TLS writes to a connection the vendor has closed; that is an error to handle, not a reason to die.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    try
    {
        return duijie::app::mainBody(argc, argv);
    }
    catch (const duijie::store::StoreError& e)
    {
        std::fprintf(stderr, "duijie: %s\n", e.what());
        return duijie::app::EXIT_STORE;
    }
    catch (const Poco::Exception& e)
    {
        std::fprintf(stderr, "duijie: %s\n", e.displayText().c_str());
    }
    catch (const std::exception& e)
    {
        std::fprintf(stderr, "duijie: %s\n", e.what());
    }
    return duijie::app::EXIT_ATTENTION;
}
