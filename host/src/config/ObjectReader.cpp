#include "config/ObjectReader.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Stringifier.h>

#include <algorithm>
#include <sstream>

namespace duijie::config
{

namespace
{

// False also for a number that is too long for any bound.
bool isBetween(const Poco::Dynamic::Var& value, int64_t least, int64_t most)
{
    try
    {
        const auto number = value.convert<int64_t>();
        return number >= least && number <= most;
    }
    catch (const Poco::RangeException&)
    {
        return false;
    }
}

} // namespace

ObjectReader::ObjectReader(Poco::JSON::Object::Ptr object, std::string path, Problems& problems)
    : _object(std::move(object)), _path(std::move(path)), _problems(problems)
{
    if (!_object)
    {
        _object = new Poco::JSON::Object;
    }
}

std::string ObjectReader::pathOf(const std::string& key) const
{
    return _path.empty() ? key : key.empty() ? _path : _path + "." + key;
}

void ObjectReader::problem(const std::string& key, const std::string& message)
{
    _problems.push_back({pathOf(key), message});
}

bool ObjectReader::present(const std::string& key, bool required)
{
    _known.insert(key);
    if (_object->has(key) && !_object->isNull(key))
    {
        return true;
    }
    if (required)
    {
        problem(key, text::say("config.missing"));
    }
    return false;
}

void ObjectReader::wrongType(const std::string& key, const std::string& expected, const std::string& hint)
{
    std::ostringstream found;
    Poco::JSON::Stringifier::stringify(_object->get(key), found);
    problem(key, text::say("config.type", {expected, sdk::excerpt(found.str(), 60)}) + hint);
}

std::string ObjectReader::text(const std::string& key, const std::string& fallback, bool required)
{
    if (!present(key, required))
    {
        return fallback;
    }
    if (!_object->get(key).isString())
    {
        wrongType(key, text::say("config.type.text"));
        return fallback;
    }
    const std::string value = _object->getValue<std::string>(key);
    if (value.find('\0') != std::string::npos) // what comes after it would be lost on the way to the system
    {
        problem(key, text::say("config.nul"));
        return fallback;
    }
    if (required && value.empty())
    {
        problem(key, text::say("config.missing"));
    }
    return value;
}

bool ObjectReader::boolean(const std::string& key, bool fallback)
{
    if (!present(key, false))
    {
        return fallback;
    }
    if (!_object->get(key).isBoolean())
    {
        wrongType(key, text::say("config.type.boolean"), bareHint(key));
        return fallback;
    }
    return _object->getValue<bool>(key);
}

int64_t ObjectReader::integer(const std::string& key, int64_t fallback, int64_t least, int64_t most)
{
    if (!present(key, false))
    {
        return fallback;
    }
    const Poco::Dynamic::Var value = _object->get(key);
    const std::string expected =
        text::say("config.type.integer", {std::to_string(least), std::to_string(most)});
    if (!value.isInteger() || value.isBoolean() || !isBetween(value, least, most))
    {
        wrongType(key, expected, bareHint(key));
        return fallback;
    }
    return value.convert<int64_t>();
}

// For a text that would be right without its quotes.
std::string ObjectReader::bareHint(const std::string& key) const
{
    const Poco::Dynamic::Var value = _object->get(key);
    const std::string text = value.isString() ? value.extract<std::string>() : std::string();
    const bool number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    return number || text == "true" || text == "false" ? text::say("config.type.bare") : std::string();
}

std::string ObjectReader::choice(const std::string& key, const std::string& fallback,
                                 const std::vector<std::string>& choices)
{
    const std::string value = text(key, fallback, false);
    if (value != fallback && std::find(choices.begin(), choices.end(), value) == choices.end())
    {
        std::string list;
        for (const std::string& each : choices)
        {
            list += (list.empty() ? "\"" : ", \"") + each + "\"";
        }
        problem(key, text::say("config.choice", {value, list, suggest(value, choices)}));
    }
    return value;
}

std::vector<std::string> ObjectReader::texts(const std::string& key, bool required)
{
    std::vector<std::string> out;
    if (!present(key, required))
    {
        return out;
    }
    const Poco::JSON::Array::Ptr array = _object->getArray(key);
    if (!array)
    {
        wrongType(key, text::say("config.type.texts"));
        return out;
    }
    for (const Poco::Dynamic::Var& item : *array)
    {
        if (!item.isString())
        {
            wrongType(key, text::say("config.type.texts"));
            return {};
        }
        out.push_back(item.convert<std::string>());
        if (out.back().find('\0') != std::string::npos)
        {
            problem(key, text::say("config.nul"));
            return {};
        }
    }
    if (std::count(out.begin(), out.end(), "") != 0 || (required && out.empty()))
    {
        problem(key, text::say("config.missing"));
    }
    return out;
}

ObjectReader ObjectReader::object(const std::string& key, bool required)
{
    Poco::JSON::Object::Ptr inner;
    if (present(key, required))
    {
        if (_object->isObject(key))
        {
            inner = _object->getObject(key);
        }
        else
        {
            wrongType(key, text::say("config.type.object"));
        }
    }
    return {inner, pathOf(key), _problems};
}

bool ObjectReader::given(const std::string& key) const
{
    const Poco::Dynamic::Var value = _object->get(key);
    return !value.isEmpty() && !(value.isString() && value.extract<std::string>().empty());
}

bool ObjectReader::holdsObject(const std::string& key) const
{
    return _object->isObject(key);
}

std::vector<std::string> ObjectReader::takeNames()
{
    std::vector<std::string> names = _object->getNames();
    _known.insert(names.begin(), names.end());
    return names;
}

std::string ObjectReader::rest()
{
    Poco::JSON::Object left(Poco::JSON_PRESERVE_KEY_ORDER);
    for (const std::string& name : _object->getNames())
    {
        if (_known.insert(name).second)
        {
            left.set(name, _object->get(name));
        }
    }
    std::ostringstream out;
    left.stringify(out);
    return out.str();
}

std::string ObjectReader::suggest(const std::string& word, const std::vector<std::string>& known,
                                  const char* otherwise)
{
    const std::string nearby = sdk::nearestName(word, known);
    if (!nearby.empty() || known.empty() || otherwise == nullptr)
    {
        return nearby.empty() ? std::string() : text::say("config.suggest", {nearby});
    }
    std::string list;
    for (const std::string& name : known)
    {
        list += (list.empty() ? "" : ", ") + name;
    }
    return text::say(otherwise, {list});
}

void ObjectReader::finish()
{
    const std::vector<std::string> known(_known.begin(), _known.end());
    for (const std::string& name : _object->getNames())
    {
        if (_known.count(name) == 0)
        {
            const std::string nearest = suggest(name, known, "config.known");
            problem(name, text::say("config.unknown_key", {name, nearest}));
        }
    }
}

} // namespace duijie::config
