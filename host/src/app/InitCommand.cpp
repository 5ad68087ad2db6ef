#include "app/InitCommand.h"

#include "app/ActingUser.h"
#include "app/CommandSupport.h"
#include "app/ConnectionTalk.h"
#include "app/ExitCode.h"
#include "app/Interview.h"
#include "app/NewConfig.h"
#include "app/PreviewText.h"
#include "app/SystemTime.h"
#include "app/WholeFile.h"

#include "config/TimeZone.h"

#include "store/Files.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#include <Poco/Path.h>

#include <charconv>

namespace duijie::app
{

namespace
{

constexpr const char* Zone = "Asia/Shanghai";
constexpr std::size_t LookAt = 500;
constexpr std::size_t DateSize = 10;
constexpr uint64_t MostDaysAgo = 1000;

class Init
{
public:
    explicit Init(const Options& options)
        : _file(Poco::Path(options.config).makeAbsolute().toString()),
          _places(config::SecretPlaces::beside(Poco::Path(_file).parent().toString()))
    {
    }

    int run()
    {
        if (store::fileExists(_file))
        {
            printProblems({{"", text::say("app.init.exists", {_file})}});
            return EXIT_USAGE;
        }
        askLanguage();
        printLine(text::say("app.init.welcome", {_file}));
        askPlugins();
        askConnection(_config.source, "source", "app.init.source");
        askConnection(_config.target, "target", "app.init.target");
        askStart();
        _config.storeUrl = usualStore();
        _plugins.reset(); // the trial loads them itself
        return write() ? tryIt() : static_cast<int>(EXIT_USAGE);
    }

private:
    void askLanguage()
    {
        const bool chinese = text::language() == text::Language::Chinese;
        _config.language = need(_talk.ask("Language, 语言 (zh, en)", chinese ? "zh" : "en",
                                          [](const std::string& given) -> std::string
                                          { return given == "zh" || given == "en" ? "" : "zh, en"; }));
        text::setLanguage(_config.language == "zh" ? text::Language::Chinese : text::Language::English);
    }

    void askPlugins()
    {
        const auto load = [this](const std::string& folder)
        {
            config::Config scanned;
            scanned.pluginDirectories = {Poco::Path(folder).makeAbsolute().toString()};
            _plugins.reset(); // a library is loaded once at a time
            _plugins = std::make_unique<PluginSet>(scanned);
            const bool any = !_plugins->ofKind("flow").empty() && !_plugins->ofKind("source").empty() &&
                             !_plugins->ofKind("target").empty();
            return any ? std::string() : text::say("app.init.no_plugins", {folder});
        };
        std::string found;
        for (const char* folder : {"plugins", "../lib/duijie/plugins"})
        {
            const std::string path =
                Poco::Path(text::programFolder() + "/" + folder).makeAbsolute().toString();
            found = found.empty() && load(path).empty() ? path : found;
        }
        _config.pluginFolder =
            found.empty() ? need(_talk.ask(text::say("app.init.plugins"), "", load)) : found;
        const std::vector<std::string> flows = _plugins->ofKind("flow");
        _config.flowPlugin = flows[need(_talk.choose(text::say("app.init.which_flow"), flows))];
        _config.flow = _config.flowPlugin.substr(0, _config.flowPlugin.find('_'));
    }

    void askConnection(NewConnection& connection, const std::string& kind, const char* title)
    {
        const std::vector<std::string> plugins = _plugins->ofKind(kind);
        connection.plugin = plugins[need(_talk.choose(
            text::say(kind == "source" ? "app.init.which_source" : "app.init.which_target"), plugins))];
        connection.name = connection.plugin.substr(0, connection.plugin.find('_'));
        printLine("\n" + text::say(title, {connection.plugin}));
        if (const auto spec = _plugins->specOf(connection.plugin))
        {
            ConnectionTalk(_talk, _places, *spec, connection).ask();
        }
    }

    void askStart()
    {
        const config::TimeZone zone(Zone);
        const uint64_t now = SystemTime().nowMs();
        const std::string given =
            need(_talk.ask("\n" + text::say("app.init.start"), zone.format(now).substr(0, 10),
                           [&](const std::string& day)
                           { return dayOf(day, zone, now) ? "" : text::say("app.init.no_date", {day}); }));
        _config.start = *dayOf(given, zone, now) + " 00:00:00";
        printLine(text::say("app.init.from", {_config.start}));
    }

    // yyyy-MM-dd of what was typed: a date, or how many days ago.
    static std::optional<std::string> dayOf(const std::string& given, const config::TimeZone& zone,
                                            uint64_t now)
    {
        constexpr uint64_t DayMs = 86'400'000;
        uint64_t days = 0;
        const char* const end = given.data() + given.size();
        const auto read = std::from_chars(given.data(), end, days);
        if (read.ec == std::errc() && read.ptr == end && days < MostDaysAgo)
        {
            return zone.format(now - days * DayMs).substr(0, DateSize);
        }
        const bool well = given.size() == DateSize && zone.parse(given + " 00:00:00").has_value();
        return well ? std::optional(given) : std::nullopt;
    }

    bool write()
    {
        std::string error;
        const bool well = writeWhole(_file, configText(_config), error);
        if (!well)
        {
            printProblems({{"", error}});
        }
        return well;
    }

    // One real document, read and mapped; nothing is sent.
    int tryIt()
    {
        printLine("\n" + text::say("app.init.trying", {_file}));
        config::Problems problems;
        const auto config = config::readConfig(_file, problems);
        printProblems(problems);
        if (!config)
        {
            return notYet();
        }
        Options options;
        options.config = _file;
        options.flow = _config.flow;
        int exitCode = EXIT_WELL;
        const auto session = openSession(*config, options, store::Access::Own, exitCode);
        if (!session)
        {
            return notYet();
        }
        const engine::Preview preview = engine::preview(session->flow(), session->shared(), {}, 1, LookAt);
        printLine(previewText(preview, _config.flow));
        if (!preview.error.empty())
        {
            return notYet();
        }
        if (!need(_talk.yes(text::say("app.init.enable", {_config.flow}))))
        {
            return notYet();
        }
        _config.enabled = true;
        if (!write())
        {
            return EXIT_USAGE;
        }
        printLine(text::say("app.init.done", {_file, _config.flow}));
        return EXIT_WELL;
    }

    int notYet() const
    {
        printLine(text::say("app.init.not_yet", {_file, _config.flow}));
        return EXIT_ATTENTION;
    }

    const std::string _file;
    const config::SecretPlaces _places;
    Interview _talk;
    std::unique_ptr<PluginSet> _plugins;
    NewConfig _config;
};

} // namespace

int initCommand(const Options& options)
{
    try
    {
        return Init(options).run();
    }
    catch (const Nobody&)
    {
        printProblems({{"", text::say("app.init.nobody")}});
        return EXIT_USAGE;
    }
}

} // namespace duijie::app
