#include "app/InitCommand.h"

#include "app/CommandSupport.h"
#include "app/ExitCode.h"
#include "app/Interview.h"
#include "app/NewConfig.h"
#include "app/PreviewText.h"
#include "app/SystemTime.h"
#include "app/WholeFile.h"

#include "config/SecretStore.h"
#include "config/TimeZone.h"

#include "store/Files.h"

#include "text/Catalogue.h"
#include "text/Paths.h"

#include <Poco/Path.h>

#include <algorithm>

namespace duijie::app
{

namespace
{

constexpr const char* Zone = "Asia/Shanghai";
constexpr std::size_t LookAt = 500;

// Thrown when the input ends before the last answer: then nothing more can be asked.
struct Nobody
{
};

template <typename T> T need(std::optional<T> answer)
{
    if (!answer)
    {
        throw Nobody();
    }
    return std::move(*answer);
}

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
        _config.storeUrl = storeUrl();
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
        const auto spec = _plugins->specOf(connection.plugin);
        for (const sdk::Setting& setting : spec ? spec->settings() : std::vector<sdk::Setting>())
        {
            if (setting.required)
            {
                connection.settings.emplace_back(setting.name, valueOf(connection, setting));
            }
        }
        if (spec)
        {
            printLine(text::say("app.init.others") + optionalOf(*spec));
        }
        while (spec && askMore(connection, *spec))
        {
        }
    }

    static std::string optionalOf(const sdk::ConfigSpec& spec)
    {
        std::string names;
        for (const sdk::Setting& setting : spec.settings())
        {
            names += setting.required ? "" : "\n  " + setting.name + ": " + meaningOf(setting);
        }
        return names;
    }

    static std::string meaningOf(const sdk::Setting& setting)
    {
        return text::language() == text::Language::Chinese ? setting.zh : setting.en;
    }

    std::string valueOf(const NewConnection& connection, const sdk::Setting& setting)
    {
        const std::string question = setting.name + " (" + meaningOf(setting) + "):";
        if (setting.kind != sdk::SettingKind::Secret)
        {
            const std::string value = need(_talk.ask(question));
            const bool bare =
                setting.kind == sdk::SettingKind::Integer || setting.kind == sdk::SettingKind::Boolean;
            return bare ? value : quoted(value);
        }
        const std::string name = connection.name + "_" + setting.name;
        std::string error;
        if (!config::setSecret(_places, name, need(_talk.secret(question)), SystemTime().nowMs(), error))
        {
            throw store::StoreError(store::StoreError::Kind::Unusable, error);
        }
        printLine(text::say("app.init.kept", {name, _places.storeFile}));
        return quoted("secret:" + name);
    }

    // Settings that not everybody needs, by name; false when there are no more.
    bool askMore(NewConnection& connection, const sdk::ConfigSpec& spec)
    {
        const sdk::Setting* chosen = nullptr;
        const std::string name = need(_talk.askOptional(
            text::say("app.init.more"),
            [&](const std::string& given)
            {
                const auto& all = spec.settings();
                const auto found = std::find_if(all.begin(), all.end(),
                                                [&](const sdk::Setting& each) { return each.name == given; });
                chosen = found == all.end() ? nullptr : &*found;
                return chosen ? std::string() : text::say("app.init.no_setting", {given}) + optionalOf(spec);
            }));
        if (name.empty())
        {
            return false;
        }
        const std::string value = valueOf(connection, *chosen);
        std::erase_if(connection.settings, [&](const auto& each) { return each.first == name; });
        connection.settings.emplace_back(name, value);
        return true;
    }

    void askStart()
    {
        const config::TimeZone zone(Zone);
        const std::string today = zone.format(SystemTime().nowMs()).substr(0, 10);
        const std::string date =
            need(_talk.ask("\n" + text::say("app.init.start"), today,
                           [&](const std::string& given) -> std::string
                           {
                               const bool well =
                                   given.size() == 10 && zone.parse(given + " 00:00:00").has_value();
                               return well ? "" : text::say("app.init.no_date", {given});
                           }));
        _config.start = date + " 00:00:00";
    }

    // The package makes the first; elsewhere the store is beside the configuration.
    static std::string storeUrl()
    {
        std::error_code code;
        const bool packaged = std::filesystem::is_directory("/var/lib/duijie", code);
        return packaged ? "sqlite:/var/lib/duijie/duijie.db" : "sqlite:data/duijie.db";
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
