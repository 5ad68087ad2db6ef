#include "duijie/sdk/ConfigSpec.h"

#include "Say.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace duijie::sdk
{

namespace
{

constexpr std::string_view KindNames[] = {"text", "integer", "boolean", "url", "secret"};

std::optional<SettingKind> kindOfName(std::string_view name)
{
    const auto* const found = std::find(std::begin(KindNames), std::end(KindNames), name);
    if (found == std::end(KindNames))
    {
        return std::nullopt;
    }
    return static_cast<SettingKind>(found - std::begin(KindNames));
}

std::optional<int64_t> integerOf(std::string_view text)
{
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
    {
        return std::nullopt;
    }
    return value;
}

// True when the JSON type of `value` is the one `kind` is written in.
bool fits(JsonValue value, SettingKind kind)
{
    switch (kind)
    {
    case SettingKind::Integer:
        return value.isNumber() && integerOf(value.text()).has_value();
    case SettingKind::Boolean:
        return value.exists() && value.type() == JsonType::Bool;
    default:
        return value.isString();
    }
}

bool isWebAddress(std::string_view text)
{
    try
    {
        const Poco::URI url{std::string(text)};
        return (url.getScheme() == "http" || url.getScheme() == "https") && !url.getHost().empty() &&
               url.getUserInfo().empty() && url.getRawQuery().empty() && url.getFragment().empty() &&
               text.find(' ') == std::string_view::npos;
    }
    catch (const Poco::Exception&)
    {
        return false;
    }
}

bool isSecretReference(std::string_view text, bool plainSecrets)
{
    const auto begins = [&](std::string_view prefix)
    { return text.size() > prefix.size() && text.substr(0, prefix.size()) == prefix; };
    return begins("secret:") || begins("env:") || begins("file:") ||
           (plainSecrets && text.substr(0, 6) == "plain:");
}

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words)
    {
        out += out.empty() ? std::string() : say("sdk.between");
        out += word;
    }
    return out;
}

SettingProblem unknownKey(std::string_view name, const std::vector<std::string>& known)
{
    const std::string key = excerpt(name, 60);
    const std::string nearby = nearestName(name, known);
    return {std::string(name), nearby.empty() ? say("sdk.settings.unknown", {key, joined(known)})
                                              : say("sdk.settings.unknown_near", {key, nearby})};
}

SettingProblem missing(const Setting& setting)
{
    return {setting.name, say("sdk.settings.missing",
                              {setting.name, language() == Language::Chinese ? setting.zh : setting.en})};
}

SettingProblem mistyped(const Setting& setting, JsonValue value)
{
    const std::string_view expected = setting.kind == SettingKind::Integer   ? "sdk.settings.type.integer"
                                      : setting.kind == SettingKind::Boolean ? "sdk.settings.type.boolean"
                                                                             : "sdk.settings.type.text";
    const bool hidden = setting.kind == SettingKind::Secret;
    const std::string found = hidden ? std::string(jsonTypeName(value.type())) : excerpt(value.raw(), 40);
    return {setting.name, say("sdk.settings.type", {setting.name, say(expected), found})};
}

SettingProblem outOfBounds(const Setting& setting, std::string_view value)
{
    const std::string least = std::to_string(setting.least);
    return {setting.name,
            setting.most == INT64_MAX
                ? say("sdk.settings.at_least", {setting.name, value, least})
                : say("sdk.settings.between", {setting.name, value, least, std::to_string(setting.most)})};
}

SettingProblem notAmongChoices(const Setting& setting, std::string_view value)
{
    return {setting.name,
            say("sdk.settings.choice", {setting.name, excerpt(value, 40), joined(setting.choices)})};
}

SettingProblem noWebAddress(const Setting& setting, std::string_view value)
{
    return {setting.name, say("sdk.settings.url", {setting.name, excerpt(value, 80)})};
}

// The value is not repeated: it may be the secret itself, written in the wrong place.
SettingProblem noReference(const Setting& setting)
{
    return {setting.name, say("sdk.settings.reference", {setting.name})};
}

std::optional<SettingProblem> problemOf(const Setting& setting, JsonValue value, bool needed,
                                        bool plainSecrets)
{
    if (!fits(value, setting.kind))
    {
        return mistyped(setting, value);
    }
    const std::string_view text = value.text();
    if (setting.kind == SettingKind::Integer)
    {
        const int64_t number = *integerOf(text);
        if (number < setting.least || number > setting.most)
        {
            return outOfBounds(setting, text);
        }
    }
    if (text.empty())
    {
        return needed ? std::optional(missing(setting)) : std::nullopt;
    }
    if (setting.kind == SettingKind::Url && !isWebAddress(text))
    {
        return noWebAddress(setting, text);
    }
    if (setting.kind == SettingKind::Secret && !isSecretReference(text, plainSecrets))
    {
        return noReference(setting);
    }
    if (!setting.choices.empty() &&
        std::find(setting.choices.begin(), setting.choices.end(), text) == setting.choices.end())
    {
        return notAmongChoices(setting, text);
    }
    return std::nullopt;
}

bool readSetting(JsonValue item, Setting& setting)
{
    const std::optional<SettingKind> kind = kindOfName(item.find("kind").text());
    setting.name = item.find("name").text();
    if (!kind || setting.name.empty())
    {
        return false;
    }
    setting.kind = *kind;
    setting.required = item.find("required").text() == "true";
    setting.fallback = item.find("default").text();
    setting.least = integerOf(item.find("least").text()).value_or(0);
    setting.most = integerOf(item.find("most").text()).value_or(INT64_MAX);
    setting.en = item.find("en").text();
    setting.zh = item.find("zh").text();
    setting.neededWith = item.find("needed_with").find("name").text();
    setting.neededValue = item.find("needed_with").find("value").text();
    for (const JsonValue choice : item.find("choices"))
    {
        setting.choices.emplace_back(choice.text());
    }
    return true;
}

void writeSetting(JsonWriter& json, const Setting& setting)
{
    json.beginObject();
    json.key("name").string(setting.name);
    json.key("kind").string(KindNames[static_cast<std::size_t>(setting.kind)]);
    json.key("required").boolean(setting.required);
    if (!setting.fallback.empty())
    {
        json.key("default").string(setting.fallback);
    }
    if (!setting.choices.empty())
    {
        json.key("choices").beginArray();
        for (const std::string& choice : setting.choices)
        {
            json.string(choice);
        }
        json.endArray();
    }
    if (setting.kind == SettingKind::Integer)
    {
        json.key("least").number(setting.least);
        json.key("most").number(setting.most);
    }
    json.key("en").string(setting.en);
    json.key("zh").string(setting.zh);
    if (!setting.neededWith.empty())
    {
        json.key("needed_with").beginObject();
        json.key("name").string(setting.neededWith).key("value").string(setting.neededValue);
        json.endObject();
    }
    json.endObject();
}

} // namespace

ConfigSpec& ConfigSpec::add(Setting setting)
{
    _settings.push_back(std::move(setting));
    return *this;
}

std::vector<std::string> ConfigSpec::names() const
{
    std::vector<std::string> names;
    names.reserve(_settings.size());
    for (const Setting& setting : _settings)
    {
        names.push_back(setting.name);
    }
    return names;
}

bool ConfigSpec::isNeeded(const Setting& setting, std::string_view settings) const
{
    return setting.required || (!setting.neededWith.empty() &&
                                Settings(*this, settings).text(setting.neededWith) == setting.neededValue);
}

std::string ConfigSpec::toJson() const
{
    JsonWriter json;
    json.beginArray();
    for (const Setting& setting : _settings)
    {
        writeSetting(json, setting);
    }
    json.endArray();
    return json.take();
}

bool ConfigSpec::fromJson(std::string_view json, ConfigSpec& out)
{
    JsonDocument document;
    if (!document.parse(json) || !document.root().isArray())
    {
        return false;
    }
    ConfigSpec spec;
    for (const JsonValue item : document.root())
    {
        Setting setting;
        if (!item.isObject() || !readSetting(item, setting))
        {
            return false;
        }
        spec.add(std::move(setting));
    }
    out = std::move(spec);
    return true;
}

std::vector<SettingProblem> ConfigSpec::check(std::string_view settings, bool plainSecrets) const
{
    JsonDocument document;
    if (!document.parse(settings) || !document.root().isObject())
    {
        return {{"", say("sdk.settings.no_object", {document.error()})}};
    }
    std::vector<SettingProblem> problems;
    const std::vector<std::string> known = names();
    for (const JsonValue member : document.root())
    {
        if (std::find(known.begin(), known.end(), member.name()) == known.end())
        {
            problems.push_back(unknownKey(member.name(), known));
        }
    }
    for (const Setting& setting : _settings)
    {
        const JsonValue value = document.root().find(setting.name);
        const bool needed = isNeeded(setting, settings);
        std::optional<SettingProblem> problem;
        if (value.exists() && !value.isNull())
        {
            problem = problemOf(setting, value, needed, plainSecrets);
        }
        else if (needed)
        {
            problem = missing(setting);
        }
        if (problem)
        {
            problems.push_back(*std::move(problem));
        }
    }
    return problems;
}

Settings::Settings(const ConfigSpec& spec, std::string_view json)
{
    JsonDocument document;
    const bool readable = document.parse(json);
    for (const Setting& setting : spec.settings())
    {
        const JsonValue value = readable ? document.root().find(setting.name) : JsonValue();
        const bool usable = fits(value, setting.kind) && !value.text().empty();
        _values[setting.name] = usable ? std::string(value.text()) : setting.fallback;
    }
}

const std::string& Settings::text(const std::string& name) const
{
    static const std::string Nothing;
    const auto found = _values.find(name);
    return found == _values.end() ? Nothing : found->second;
}

int64_t Settings::integer(const std::string& name) const
{
    return integerOf(text(name)).value_or(0);
}

bool Settings::boolean(const std::string& name) const
{
    return text(name) == "true";
}

} // namespace duijie::sdk
