#include "app/SecretsCommands.h"

#include "app/CommandSupport.h"
#include "app/ExitCode.h"
#include "app/HiddenInput.h"
#include "app/SystemTime.h"
#include "app/Table.h"

#include "config/SecretKey.h"
#include "config/SecretStore.h"
#include "config/SecretUses.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Times.h"

namespace duijie::app
{

namespace
{

constexpr int64_t DayMs = 24 * 3'600'000;

std::optional<config::SecretSettings> settingsOf(const Options& options)
{
    config::Problems problems;
    auto settings = config::readSecretSettings(options.config, problems);
    printProblems(problems);
    return settings;
}

int ended(bool well, const std::string& error, const std::string& sentence)
{
    if (!well)
    {
        printProblems({{"", error}});
        return EXIT_USAGE;
    }
    printLine(sentence);
    return EXIT_WELL;
}

/// A secret of the store, or one that settings name and the store does not have.
struct Row
{
    std::string name;
    std::optional<int64_t> setMs;
    std::vector<std::string> uses;
};

std::vector<Row> rowsOf(const std::vector<config::SecretInfo>& known, config::SecretUses uses)
{
    std::vector<Row> rows;
    for (const config::SecretInfo& info : known)
    {
        rows.push_back({info.name, info.setMs, std::move(uses[info.name])});
        uses.erase(info.name);
    }
    for (auto& [name, paths] : uses)
    {
        rows.push_back({name, std::nullopt, std::move(paths)});
    }
    return rows;
}

void printJson(const std::vector<Row>& rows, const config::SecretPlaces& places, int64_t nowMs)
{
    sdk::JsonWriter json;
    json.beginObject().key("store").string(places.storeFile).key("key").string(config::keyFileOf(places));
    json.key("secrets").beginArray();
    for (const Row& row : rows)
    {
        json.beginObject().key("name").string(row.name).key("present").boolean(row.setMs.has_value());
        if (row.setMs)
        {
            json.key("set_ms").number(*row.setMs).key("age_days").number((nowMs - *row.setMs) / DayMs);
        }
        json.key("used_by").beginArray();
        for (const std::string& path : row.uses)
        {
            json.string(path);
        }
        json.endArray().endObject();
    }
    json.endArray().endObject();
    printLine(json.text());
}

std::string usesOf(const Row& row)
{
    std::string out;
    for (const std::string& path : row.uses)
    {
        out += (out.empty() ? "" : ", ") + path;
    }
    return row.setMs ? (out.empty() ? text::say("app.secrets.unused") : out)
                     : text::say("app.secrets.missing", {out});
}

void printTable(const std::vector<Row>& rows, const config::SecretPlaces& places, int64_t nowMs)
{
    Table table({text::say("app.secrets.name"), text::say("app.secrets.set"), text::say("app.secrets.days"),
                 text::say("app.secrets.uses")});
    for (const Row& row : rows)
    {
        table.add({row.name, row.setMs ? sdk::formatDateTime(*row.setMs, 0) + " UTC" : "",
                   row.setMs ? std::to_string((nowMs - *row.setMs) / DayMs) : "", usesOf(row)});
    }
    printLine(table.empty() ? text::say("app.secrets.none", {places.storeFile}) : table.toString());
}

} // namespace

int setSecretCommand(const Options& options)
{
    const auto settings = settingsOf(options);
    if (!settings)
    {
        return EXIT_USAGE;
    }
    std::optional<std::string> value =
        readHidden(text::say("app.secrets.prompt", {options.secret}), config::MostSecretBytes);
    if (!value)
    {
        return ended(false, text::say("app.secrets.no_value", {options.secret}), "");
    }
    std::string error;
    const bool well =
        config::setSecret(settings->places, options.secret, *value, SystemTime().nowMs(), error);
    config::wipe(*value);
    return ended(well, error, text::say("app.secrets.done", {options.secret, settings->places.storeFile}));
}

int listSecretsCommand(const Options& options)
{
    const auto settings = settingsOf(options);
    std::string error;
    const auto known = settings ? config::listSecrets(settings->places, error) : std::nullopt;
    if (!known)
    {
        return settings ? ended(false, error, "") : EXIT_USAGE;
    }
    const std::vector<Row> rows = rowsOf(*known, settings->uses);
    const int64_t nowMs = SystemTime().nowMs();
    options.json ? printJson(rows, settings->places, nowMs) : printTable(rows, settings->places, nowMs);
    return EXIT_WELL;
}

int removeSecretCommand(const Options& options)
{
    const auto settings = settingsOf(options);
    if (!settings)
    {
        return EXIT_USAGE;
    }
    std::string error;
    const bool well = config::removeSecret(settings->places, options.secret, error);
    if (const auto uses = settings->uses.find(options.secret); well && uses != settings->uses.end())
    {
        printLine(text::say("app.secrets.still_used", {options.secret, uses->second.front()}));
    }
    return ended(well, error, text::say("app.secrets.removed", {options.secret, settings->places.storeFile}));
}

int rotateSecretsCommand(const Options& options)
{
    const auto settings = settingsOf(options);
    if (!settings)
    {
        return EXIT_USAGE;
    }
    std::string error;
    const bool well = config::rotateSecrets(settings->places, error);
    return ended(well, error,
                 text::say("app.secrets.rotated", {settings->places.storeFile, settings->places.keyFile}));
}

} // namespace duijie::app
