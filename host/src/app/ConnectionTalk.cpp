#include "app/ConnectionTalk.h"

#include "app/CommandSupport.h"
#include "app/SystemTime.h"

#include "config/SecretStore.h"

#include "store/OpenStore.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

std::string meaningOf(const sdk::Setting& setting)
{
    return text::language() == text::Language::Chinese ? setting.zh : setting.en;
}

std::string questionOf(const sdk::Setting& setting)
{
    std::string choices;
    for (const std::string& choice : setting.choices)
    {
        choices += (choices.empty() ? " (" : ", ") + choice;
    }
    return setting.name + choices + (choices.empty() ? "" : ")") + (setting.fallback.empty() ? ":" : "");
}

// A number or a truth value as it is, anything else as a text: what does not fit is then told by the spec.
std::string jsonOf(const sdk::Setting& setting, const std::string& given)
{
    const bool truth = setting.kind == sdk::SettingKind::Boolean && (given == "true" || given == "false");
    const bool number = setting.kind == sdk::SettingKind::Integer && given.size() < 19 &&
                        given.find_first_not_of("0123456789") == std::string::npos &&
                        (given.size() == 1 || given.front() != '0');
    return truth || number ? given : quoted(given);
}

// Empty, or what is wrong with the value.
std::string wrongWith(const sdk::ConfigSpec& spec, const sdk::Setting& setting, const std::string& value)
{
    for (const sdk::SettingProblem& problem :
         spec.check("{" + quoted(setting.name) + ":" + value + "}", false))
    {
        if (problem.name == setting.name)
        {
            return problem.text;
        }
    }
    return {};
}

} // namespace

ConnectionTalk::ConnectionTalk(Interview& talk, const config::SecretPlaces& places,
                               const sdk::ConfigSpec& spec, NewConnection& connection)
    : _talk(talk), _places(places), _spec(spec), _connection(connection)
{
}

void ConnectionTalk::ask()
{
    for (const sdk::Setting& setting : _spec.settings())
    {
        if (decides(setting) || _spec.isNeeded(setting, settingsText(_connection)))
        {
            askFor(setting);
        }
    }
    printLine("\n" + text::say("app.init.others") + others());
    while (askMore())
    {
    }
}

// One of the settings that not everybody needs; false when there are no more.
bool ConnectionTalk::askMore()
{
    const auto& all = _spec.settings();
    const auto named = [&](const std::string& name)
    { return std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; }); };
    const std::string name = need(_talk.askOptional(
        text::say("app.init.more"), [&](const std::string& given)
        { return named(given) != all.end() ? "" : text::say("app.init.no_setting", {given}) + others(); }));
    if (!name.empty())
    {
        askFor(*named(name));
    }
    return !name.empty();
}

void ConnectionTalk::askFor(const sdk::Setting& setting)
{
    std::string value;
    if (setting.kind == sdk::SettingKind::Secret)
    {
        value = keepSecret(setting);
    }
    else
    {
        printLine("\n" + meaningOf(setting));
        const auto check = [&](const std::string& given)
        { return wrongWith(_spec, setting, jsonOf(setting, given)); };
        value = jsonOf(setting, need(_talk.ask(questionOf(setting), setting.fallback, check)));
    }
    std::erase_if(_connection.settings, [&](const auto& each) { return each.first == setting.name; });
    _connection.settings.emplace_back(setting.name, value);
}

// What is asked for is the secret itself, what the configuration gets is a reference to it.
std::string ConnectionTalk::keepSecret(const sdk::Setting& setting)
{
    printLine("\n" + text::say("app.init.secret", {setting.name}));
    const std::string name = _connection.name + "_" + setting.name;
    std::string error;
    if (!config::setSecret(_places, name, need(_talk.secret(setting.name + ":")), SystemTime().nowMs(),
                           error))
    {
        throw store::StoreError(store::StoreError::Kind::Unusable, error);
    }
    printLine(text::say("app.init.kept", {name, _places.storeFile}));
    return quoted("secret:" + name);
}

bool ConnectionTalk::isAnswered(const std::string& name) const
{
    return std::any_of(_connection.settings.begin(), _connection.settings.end(),
                       [&](const auto& each) { return each.first == name; });
}

// True when what else is needed hangs on this one: then it is asked for, whatever its default.
bool ConnectionTalk::decides(const sdk::Setting& setting) const
{
    return std::any_of(_spec.settings().begin(), _spec.settings().end(),
                       [&](const sdk::Setting& other) { return other.neededWith == setting.name; });
}

std::string ConnectionTalk::others() const
{
    std::string out;
    for (const sdk::Setting& setting : _spec.settings())
    {
        out += isAnswered(setting.name) ? "" : "\n  " + setting.name + ": " + meaningOf(setting);
    }
    return out;
}

} // namespace duijie::app
