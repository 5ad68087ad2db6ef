#include "duijie/sdk/ConfigSpec.h"

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

std::string joined(const std::vector<std::string>& words, std::string_view between)
{
    std::string out;
    for (const std::string& word : words)
    {
        out += out.empty() ? std::string_view() : between;
        out += word;
    }
    return out;
}

SettingProblem unknownKey(std::string_view name, const std::vector<std::string>& known)
{
    const std::string key = excerpt(name, 60);
    const std::string nearby = nearestName(name, known);
    if (!nearby.empty())
    {
        return {std::string(name), "unknown setting \"" + key + "\"; did you mean \"" + nearby + "\"?",
                "没有名为“" + key + "”的设置项，是否想写“" + nearby + "”？"};
    }
    return {std::string(name), "unknown setting \"" + key + "\"; known are " + joined(known, ", ") + ".",
            "没有名为“" + key + "”的设置项；可用的有 " + joined(known, "、") + "。"};
}

SettingProblem missing(const Setting& setting)
{
    return {setting.name, "\"" + setting.name + "\" is missing: " + setting.en,
            "缺少设置项“" + setting.name + "”：" + setting.zh};
}

SettingProblem mistyped(const Setting& setting, JsonValue value)
{
    static constexpr std::string_view English[] = {"a text", "a whole number", "true or false", "a text",
                                                   "a text"};
    static constexpr std::string_view Chinese[] = {"文本", "整数", "true 或 false", "文本", "文本"};
    const auto kind = static_cast<std::size_t>(setting.kind);
    const bool hidden = setting.kind == SettingKind::Secret;
    const std::string found = hidden ? std::string(jsonTypeName(value.type())) : excerpt(value.raw(), 40);
    return {setting.name,
            "\"" + setting.name + "\" must be " + std::string(English[kind]) + ", but is " + found + ".",
            "设置项“" + setting.name + "”应为" + std::string(Chinese[kind]) + "，现在是 " + found + "。"};
}

SettingProblem outOfBounds(const Setting& setting, std::string_view value)
{
    const std::string least = std::to_string(setting.least);
    const std::string most = std::to_string(setting.most);
    const bool open = setting.most == INT64_MAX;
    return {setting.name,
            "\"" + setting.name + "\" is " + std::string(value) + "; it must be " +
                (open ? "at least " + least : "between " + least + " and " + most) + ".",
            "设置项“" + setting.name + "”为 " + std::string(value) + "，应" +
                (open ? "不小于 " + least : "在 " + least + " 到 " + most + " 之间") + "。"};
}

SettingProblem notAmongChoices(const Setting& setting, std::string_view value)
{
    const std::string found = excerpt(value, 40);
    return {setting.name,
            "\"" + setting.name + "\" is \"" + found + "\"; it must be one of " +
                joined(setting.choices, ", ") + ".",
            "设置项“" + setting.name + "”为“" + found + "”，只能是 " + joined(setting.choices, "、") +
                " 之一。"};
}

SettingProblem noWebAddress(const Setting& setting, std::string_view value)
{
    const std::string found = excerpt(value, 80);
    return {
        setting.name,
        "\"" + setting.name + "\" is \"" + found +
            "\"; it must be a web address such as https://api.example.com, without user, query or fragment.",
        "设置项“" + setting.name + "”为“" + found +
            "”，应为网址，例如 https://api.example.com，不能带用户名、查询串或片段。"};
}

// The value is not repeated: it may be the secret itself, written in the wrong place.
SettingProblem noReference(const Setting& setting)
{
    return {setting.name,
            "\"" + setting.name +
                "\" must refer to a secret as secret:NAME, env:NAME or file:PATH, never hold it.",
            "设置项“" + setting.name +
                "”只能引用密钥，写成 secret:名称、env:变量名 或 file:文件路径，不能直接写密钥内容。"};
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
        return {{"", "the settings are not a JSON object: " + document.error(),
                 "设置内容不是 JSON 对象：" + document.error()}};
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
