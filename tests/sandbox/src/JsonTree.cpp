#include "JsonTree.h"

#include "Decimal.h"
#include "Text.h"

#include <simdjson.h>

namespace duijie::sandbox
{

namespace
{

using simdjson::ondemand::json_type;

constexpr int kMaxDepth = 64;

std::string_view trimmed(std::string_view token)
{
    while (!token.empty() &&
           (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
        token.remove_suffix(1);
    return token;
}

bool build(simdjson::ondemand::value source, JsonValue& target, int depth);

bool buildArray(simdjson::ondemand::array source, JsonValue& target, int depth)
{
    for (auto element : source)
    {
        simdjson::ondemand::value value;
        if (element.get(value) != simdjson::SUCCESS || !build(value, target.items.emplace_back(), depth + 1))
            return false;
    }
    return true;
}

bool buildObject(simdjson::ondemand::object source, JsonValue& target, int depth)
{
    for (auto element : source)
    {
        simdjson::ondemand::field field;
        std::string_view key;
        if (std::move(element).get(field) != simdjson::SUCCESS ||
            field.unescaped_key().get(key) != simdjson::SUCCESS)
            return false;
        auto& member = target.members.emplace_back(std::string(key), JsonValue());
        if (!build(field.value(), member.second, depth + 1))
            return false;
    }
    return true;
}

bool buildNumber(simdjson::ondemand::value source, JsonValue& target)
{
    target.kind = JsonValue::Kind::Number;
    target.text = trimmed(source.raw_json_token());
    return isJsonNumber(target.text);
}

bool buildString(simdjson::ondemand::value source, JsonValue& target)
{
    std::string_view text;
    target.kind = JsonValue::Kind::String;
    if (source.get_string().get(text) != simdjson::SUCCESS)
        return false;
    target.text = text;
    return true;
}

bool buildBoolean(simdjson::ondemand::value source, JsonValue& target)
{
    bool flag = false;
    if (source.get_bool().get(flag) != simdjson::SUCCESS)
        return false;
    target.kind = flag ? JsonValue::Kind::True : JsonValue::Kind::False;
    return true;
}

bool build(simdjson::ondemand::value source, JsonValue& target, int depth)
{
    json_type type;
    if (depth > kMaxDepth || source.type().get(type) != simdjson::SUCCESS)
        return false;
    switch (type)
    {
    case json_type::array:
    {
        simdjson::ondemand::array array;
        target.kind = JsonValue::Kind::Array;
        return source.get_array().get(array) == simdjson::SUCCESS && buildArray(array, target, depth);
    }
    case json_type::object:
    {
        simdjson::ondemand::object object;
        target.kind = JsonValue::Kind::Object;
        return source.get_object().get(object) == simdjson::SUCCESS && buildObject(object, target, depth);
    }
    case json_type::number:
        return buildNumber(source, target);
    case json_type::string:
        return buildString(source, target);
    case json_type::boolean:
        return buildBoolean(source, target);
    case json_type::null:
        return trimmed(source.raw_json_token()) == "null";
    }
    return false;
}

} // namespace

const JsonValue* JsonValue::find(std::string_view name) const
{
    for (auto at = members.rbegin(); at != members.rend(); ++at)
    {
        if (at->first == name)
            return &at->second;
    }
    return nullptr;
}

std::string_view JsonValue::string(std::string_view name) const
{
    const JsonValue* value = find(name);
    return value != nullptr && value->is(Kind::String) ? std::string_view(value->text) : std::string_view();
}

std::int64_t JsonValue::integer(std::string_view name, std::int64_t fallback) const
{
    const JsonValue* value = find(name);
    if (value == nullptr || !value->is(Kind::Number))
        return fallback;
    return parseDigits(value->text).value_or(fallback);
}

std::optional<JsonValue> parseJson(std::string_view text)
{
#ifdef _WIN32
    simdjson::ondemand::parser parser; // mingw-w64 frees a thread's objects before their destructors run
#else
    thread_local simdjson::ondemand::parser parser;
#endif
    const simdjson::padded_string padded(text);
    simdjson::ondemand::document document;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS)
        return std::nullopt;
    simdjson::ondemand::value root;
    // get_value() accepts only an array or an object, which is all either vendor ever posts.
    if (document.get_value().get(root) != simdjson::SUCCESS)
        return std::nullopt;
    JsonValue result;
    // A position that is still valid after the root means more text follows it.
    if (!build(root, result, 0) || document.current_location().error() == simdjson::SUCCESS)
        return std::nullopt;
    return result;
}

} // namespace duijie::sandbox
