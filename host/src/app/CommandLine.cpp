#include "app/CommandLine.h"

#include "app/ActingUser.h"
#include "app/CommandLineText.h"
#include "app/CommandSupport.h"
#include "app/Completion.h"
#include "app/ExitCode.h"
#include "app/InitCommand.h"
#include "app/Manual.h"
#include "app/PlanCommands.h"
#include "app/SchemaCommand.h"
#include "app/SecretsCommands.h"

#include "text/Catalogue.h"

#include <CLI/CLI.hpp>

namespace duijie::app
{

namespace
{

// What stands for a value in help and manual; completion looks at these names too.
constexpr const char* File = "FILE";
constexpr const char* Folder = "FOLDER";
constexpr const char* Flow = "FLOW";
constexpr const char* State = "STATE";
constexpr const char* Class = "CLASS";
constexpr const char* Time = "TIME";
constexpr const char* Key = "KEY";
constexpr const char* Number = "NUMBER";
constexpr const char* Text = "TEXT";

constexpr int MostRows = 1'000'000;

void setLanguage(const std::string& name)
{
    if (!name.empty())
    {
        text::setLanguage(name == "zh" ? text::Language::Chinese : text::Language::English);
    }
}

int withConfig(const Options& options, int (*command)(const config::Config&, const Options&))
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

} // namespace

CommandLine::CommandLine() : _app(text::say("app.help.title"), "duijie")
{
    _app.allow_windows_style_options(false); // "/logs/a.json" is a file, also on Windows
    addGlobals();
    addFlowCommands();
    addLookingCommands();
    addHandCommands();
    addStoreCommands();
    addHostCommands();
    addSecretCommands();
    addPlanCommands();
}

int CommandLine::run(int argc, char** argv)
{
    try
    {
        _app.parse(argc, argv);
    }
    catch (const CLI::Success& e)
    {
        return _app.exit(e); // help or version, printed
    }
    catch (const CLI::ParseError& e)
    {
        printProblems({{"", explain(e, _app)}});
        return EXIT_USAGE;
    }
    if (_options.config.empty())
    {
        _options.config = usualConfig();
    }
    if (const std::string wrong = becomeOwnerOf(_options.config); !wrong.empty())
    {
        printProblems({{"", wrong}});
        return EXIT_USAGE;
    }
    return _chosen(_options);
}

CLI::App* CommandLine::add(CLI::App& parent, const std::string& name, const std::string& help,
                           Command command)
{
    CLI::App* sub = parent.add_subcommand(name, text::say(help));
    sub->group(text::say("app.cli.commands"));
    sub->set_help_flag("-h,--help", text::say("app.help.help"))->group(text::say("app.cli.options"));
    sub->callback([this, command = std::move(command)] { _chosen = command; });
    return sub;
}

// Every command has its sentence, and its examples, under its name in the catalogue.
CLI::App* CommandLine::add(const std::string& name, ConfiguredCommand command)
{
    CLI::App* sub = add(_app, name, "app.help." + name,
                        [command](const Options& options) { return withConfig(options, command); });
    sub->footer(text::say("app.example." + name));
    return sub;
}

void CommandLine::addGlobals()
{
    translateHeadings(_app);
    _app.add_option("-c,--config", _options.config, text::say("app.help.config"))->type_name(File);
    _app.add_option("--lang", _options.language, text::say("app.help.lang"))
        ->check(CLI::IsMember({"zh", "en"}))
        ->take_last();
    _app.add_option("--log", _options.log, text::say("app.help.log"))
        ->check(CLI::IsMember({"error", "warning", "information", "debug"}));
    _app.add_flag("--no-color", _options.plain, text::say("app.help.no_color"));
    _app.set_version_flag("--version", DUIJIE_VERSION, text::say("app.help.version"));
    _app.require_subcommand(1);
    _app.fallthrough();
}

void CommandLine::addFlowCommands()
{
    CLI::App* sync = add("sync", syncCommand);
    flow(sync);
    span(sync);
    json(sync);
    add("run", runFlowsCommand);
    json(add("flows", flowsCommand));
    CLI::App* schedule = add("schedule", scheduleCommand);
    flow(schedule);
    json(schedule);
    CLI::App* trigger = add("trigger", triggerCommand);
    flow(trigger);
    CLI::Option* of = trigger->add_flag("--audit", _options.audit, text::say("app.help.trigger_audit"));
    trigger->add_flag("--remedy", _options.remedy, text::say("app.help.trigger_remedy"))->excludes(of);
    json(trigger);
    json(add("reload", reloadCommand));
    CLI::App* pause = add("pause", pauseCommand);
    flow(pause);
    pause->add_option("--why", _options.why, text::say("app.help.pause_why"))->type_name(Text);
    json(pause);
    CLI::App* resume = add("resume", resumeCommand);
    flow(resume);
    json(resume);
    CLI::App* preview = add("preview", previewCommand);
    flow(preview);
    span(preview);
    preview->add_option("--limit,--count", _options.count, text::say("app.help.preview_count"))
        ->check(CLI::Range(1, 100))
        ->type_name(Number);
    preview->add_flag("--stored", _options.stored, text::say("app.help.preview_stored"))
        ->excludes("--from")
        ->excludes("--to");
    json(preview);
    CLI::App* audit = add("audit", auditCommand);
    flow(audit);
    span(audit);
    audit->add_option("--report", _options.report, text::say("app.help.report"))->type_name(Folder);
    json(audit);
}

void CommandLine::addLookingCommands()
{
    CLI::App* records = add("records", recordsCommand);
    flow(records);
    records->add_option("--state", _options.state, text::say("app.help.state"))->type_name(State);
    records->add_option("--limit", _options.limit, text::say("app.help.limit"))
        ->check(CLI::Range(1, MostRows))
        ->type_name(Number);
    json(records);
    CLI::App* show = add("show", showCommand);
    flow(show);
    show->add_option("key", _options.key, text::say("app.help.key"))->required()->type_name(Key);
    json(show);
    CLI::App* explain = add("explain", explainCommand);
    flow(explain);
    explain->add_option("key", _options.key, text::say("app.help.key"))->required()->type_name(Key);
    explain->add_option("--field", _options.field, text::say("app.help.field"))->type_name("PATH");
    json(explain);
    CLI::App* calls = add("calls", callsCommand);
    calls->add_option("--flow", _options.flow, text::say("app.help.calls_flow"))->type_name(Flow);
    calls->add_option("--class", _options.outcome, text::say("app.help.class"))->type_name(Class);
    calls->add_option("--since", _options.since, text::say("app.help.since"))->type_name(Time);
    calls->add_option("--record", _options.key, text::say("app.help.calls_record"))->type_name(Key);
    calls->add_option("--limit", _options.limit, text::say("app.help.calls_limit"))
        ->check(CLI::Range(1, MostRows))
        ->type_name(Number);
    json(calls);
}

void CommandLine::addHandCommands()
{
    CLI::App* retry = add("retry", retryCommand);
    flow(retry);
    keys(retry);
    retry->add_option("--state", _options.state, text::say("app.help.retry_state"))->type_name(State);
    json(retry);
    CLI::App* replay = add("replay", replayCommand);
    flow(replay);
    keys(replay)->required();
    json(replay);
    CLI::App* skip = add("skip", skipCommand);
    flow(skip);
    keys(skip)->required();
    skip->add_option("--why", _options.why, text::say("app.help.why"))->required()->type_name(Text);
    json(skip);
}

void CommandLine::addStoreCommands()
{
    const auto file = [&](CLI::App* command)
    {
        command->add_option("file", _options.file, text::say("app.help.file"))->required()->type_name(File);
        json(command);
    };
    file(add("backup", backupCommand));
    file(add("restore", restoreCommand));
}

void CommandLine::addHostCommands()
{
    add(_app, "init", "app.help.init", [](const Options& options) { return initCommand(options); })
        ->footer(text::say("app.example.init"));
    json(add("plugins", pluginsCommand));
    CLI::App* validate = add("validate", validateCommand);
    validate->add_flag("--connect", _options.connect, text::say("app.help.connect"));
    json(validate);
    add(_app, "schema", "app.help.schema", [](const Options&) { return schemaCommand(); })
        ->footer(text::say("app.example.schema"));
    CLI::App* alert = _app.add_subcommand("alert", text::say("app.help.alert"));
    alert->group(text::say("app.cli.commands"));
    alert->set_help_flag("-h,--help", text::say("app.help.help"))->group(text::say("app.cli.options"));
    alert->require_subcommand(1);
    alert->footer(text::say("app.example.alert"));
    CLI::App* test = add(*alert, "test", "app.help.alert_test",
                         [](const Options& options) { return withConfig(options, alertTestCommand); });
    test->add_option("--channel", _options.channel, text::say("app.help.alert_channel"))->type_name(Text);
    test->footer(text::say("app.example.alert"));
    json(test);
    json(add("doctor", doctorCommand));
    CLI::App* completion = add(_app, "completion", "app.help.completion",
                               [](const Options& options) { return completionCommand(options); });
    completion->add_option("shell", _options.shell, text::say("app.help.shell"))
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish", "powershell"}));
    completion->footer(text::say("app.example.completion"));
    add(_app, "manual", "app.help.manual", [this](const Options&) { return manualCommand(_app); });
    // What the shells' scripts ask; not for people.
    CLI::App* complete = add(_app, "complete", "app.help.complete",
                             [this](const Options& options) { return completeCommand(_app, options); });
    complete->add_option("words", _options.keys)->type_name(Text);
    complete->group("");
}

void CommandLine::addSecretCommands()
{
    CLI::App* secrets = _app.add_subcommand("secrets", text::say("app.help.secrets"));
    secrets->group(text::say("app.cli.commands"));
    secrets->footer(text::say("app.example.secrets"));
    secrets->require_subcommand(1);
    translateHeadings(*secrets);
    const auto name = [&](CLI::App* command)
    {
        command->add_option("name", _options.secret, text::say("app.help.secret"))
            ->required()
            ->type_name("NAME");
    };
    name(add(*secrets, "set", "app.help.secrets_set", setSecretCommand));
    json(add(*secrets, "list", "app.help.secrets_list", listSecretsCommand));
    name(add(*secrets, "remove", "app.help.secrets_remove", removeSecretCommand));
    add(*secrets, "rotate", "app.help.secrets_rotate", rotateSecretsCommand);
}

void CommandLine::addPlanCommands()
{
    CLI::App* plan = _app.add_subcommand("plan", text::say("app.help.plan"));
    plan->group(text::say("app.cli.commands"));
    plan->footer(text::say("app.example.plan"));
    plan->require_subcommand(1);
    translateHeadings(*plan);
    CLI::App* check = add(*plan, "check", "app.help.plan_check", planCheckCommand);
    check->add_option("documents", _options.files, text::say("app.help.documents"))
        ->required()
        ->type_name(File);
    check->add_option("--side", _options.side, text::say("app.help.side"))
        ->check(CLI::IsMember({"source", "target"}));
    check->add_option("--record", _options.record, text::say("app.help.sample"))->type_name(File);
    json(check);
    CLI::App* map = add(*plan, "map", "app.help.plan_map", planMapCommand);
    map->add_option("document", _options.file, text::say("app.help.document"))->required()->type_name(File);
    map->add_option("--record", _options.record, text::say("app.help.record"))->type_name(File);
    const CLI::Option* rows =
        map->add_option("--rows", _options.rows, text::say("app.help.rows"))->expected(0, 1)->type_name(File);
    map->parse_complete_callback([this, rows] { _options.storedRows = rows->count() > 0; });
    map->add_option("--dataset", _options.datasets, text::say("app.help.dataset"))->type_name("ID=FILE");
    map->add_option("--now", _options.now, text::say("app.help.now"))->type_name(Time);
    map->add_option("--last-sync", _options.lastSync, text::say("app.help.last_sync"))->type_name(Time);
    map->add_option("--zone", _options.zone, text::say("app.help.zone"))->type_name("ZONE");
    json(map);
    CLI::App* test = add(*plan, "test", "app.help.plan_test", planTestCommand);
    test->add_option("folder", _options.file, text::say("app.help.cases"))->required()->type_name(Folder);
    test->add_flag("--accept", _options.accept, text::say("app.help.accept"));
    json(test);
}

void CommandLine::flow(CLI::App* command)
{
    command->add_option("flow", _options.flow, text::say("app.help.flow"))->required()->type_name(Flow);
}

void CommandLine::span(CLI::App* command)
{
    command->add_option("--from", _options.from, text::say("app.help.from"))->type_name(Time);
    command->add_option("--to", _options.to, text::say("app.help.to"))->type_name(Time);
}

void CommandLine::json(CLI::App* command)
{
    command->add_flag("--json", _options.json, text::say("app.help.json"));
}

CLI::Option* CommandLine::keys(CLI::App* command)
{
    return command->add_option("keys", _options.keys, text::say("app.help.keys"))->type_name(Key);
}

} // namespace duijie::app
