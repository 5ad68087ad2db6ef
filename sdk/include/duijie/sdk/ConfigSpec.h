// What settings a connector takes: data, so that the host can check a configuration, name a wrong key, print
// the documentation and compare with a golden file without running anything.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::sdk
{

enum class SettingKind
{
    Text,
    Integer,
    Boolean,
    Url,
    Secret ///< a reference such as secret:NAME or env:NAME, never the value
};

/// One setting.
struct Setting
{
    std::string name;
    SettingKind kind = SettingKind::Text;
    bool required = false;
    std::string fallback;             ///< default, as text; empty: none
    std::vector<std::string> choices; ///< when not empty, the only values allowed
    int64_t least = 0;                ///< Integer: bounds, both included
    int64_t most = INT64_MAX;
    std::string en; ///< one sentence for people, English
    std::string zh; ///< the same in Chinese
    /// Another setting and the value of it, default included, with which this one is required too; empty:
    /// none.
    std::string neededWith{};
    std::string neededValue{};
};

/// One thing wrong with a settings object.
struct SettingProblem
{
    std::string name; ///< the key it is about
    std::string text; ///< the sentence, in the language of this program
};

class ConfigSpec
{
public:
    ConfigSpec& add(Setting setting);

    const std::vector<Setting>& settings() const noexcept { return _settings; }
    std::vector<std::string> names() const;

    /// True when `setting` must have a value beside the settings given so far (a JSON object).
    bool isNeeded(const Setting& setting, std::string_view settings) const;

    /// JSON array text, the "settings" member of Connector::describe.
    std::string toJson() const;

    /// Reads what toJson wrote. False when `json` is not of that form.
    static bool fromJson(std::string_view json, ConfigSpec& out);

    /// Everything wrong with `settings` (a JSON object): unknown keys with the nearest known name, missing,
    /// mistyped, out of bounds, not among the choices. With `plainSecrets` a Secret may be "plain:VALUE" (a
    /// sandbox only).
    std::vector<SettingProblem> check(std::string_view settings, bool plainSecrets) const;

private:
    std::vector<Setting> _settings;
};

/// The values of a settings object with the spec's defaults filled in.
class Settings
{
public:
    /// `json` has been checked against `spec`. Values of the wrong type read as their default.
    Settings(const ConfigSpec& spec, std::string_view json);
    Settings() = default;

    const std::string& text(const std::string& name) const;
    int64_t integer(const std::string& name) const;
    bool boolean(const std::string& name) const;

private:
    std::map<std::string, std::string, std::less<>> _values;
};

} // namespace duijie::sdk
