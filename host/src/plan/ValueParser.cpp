#include "plan/ValueParser.h"

#include "plan/JsonText.h"
#include "plan/Names.h"

#include "duijie/sdk/PerThread.h"
#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

#include <vector>

namespace duijie::plan
{

namespace
{

struct Known
{
    std::string_view name;
    ValueParser::Kind kind;
    std::size_t parameters; ///< how many it needs
};

constexpr Known Parsers[] = {
    {"ConvertObjectParser", ValueParser::Kind::Object, 1},
    {"ConvertTwoStageObjectParser", ValueParser::Kind::NestedObject, 2},
    {"StringToArray", ValueParser::Kind::Split, 0},
    {"ArrayToString", ValueParser::Kind::Join, 0},
    {"ConvertJson", ValueParser::Kind::Pairs, 0},
    {"K3WiseHeiHuCustomParser", ValueParser::Kind::NamedPair, 1},
    {"workflowRequestTableFields", ValueParser::Kind::Workflow, 0},
};

std::string nearestParser(std::string_view name)
{
    std::vector<std::string> names;
    for (const Known& known : Parsers)
    {
        names.emplace_back(known.name);
    }
    return nearestOrAll(name, names);
}

// `params` as one text, as a list or as an object, or `params1` and `params2` beside the name.
std::vector<std::string> parametersOf(sdk::JsonValue parser)
{
    std::vector<std::string> out;
    const sdk::JsonValue params = parser.find("params");
    const sdk::JsonValue holder = params.isArray() || params.isObject() ? params : parser;
    for (const sdk::JsonValue member : holder)
    {
        if ((params.isArray() || member.name().starts_with("param")) && !member.isNull() &&
            !member.isObject() && !member.isArray())
        {
            out.emplace_back(member.text());
        }
    }
    return out;
}

std::string split(std::string_view text, std::string_view mark)
{
    std::string out = "[";
    while (text.find_first_not_of(" \t\r\n") != std::string_view::npos)
    {
        const std::size_t end = std::min(text.find(mark), text.size());
        out += (out.size() > 1 ? "," : "") + jsonString(text.substr(0, end));
        text.remove_prefix(std::min(end + mark.size(), text.size()));
    }
    return out + "]";
}

std::string pairs(sdk::JsonValue object)
{
    std::string out = "[";
    for (const sdk::JsonValue member : object)
    {
        out += std::string(out.size() > 1 ? "," : "") + "{\"Key\":" + jsonString(member.name()) +
               ",\"Value\":" + std::string(member.raw()) + "}";
    }
    return out + "]";
}

// What a form's field of 泛微 E9 says beside its value, as the document has it.
std::string workflowMembers(sdk::JsonValue params)
{
    std::string out;
    for (const sdk::JsonValue member : params.isObject() ? params : sdk::JsonValue())
    {
        if (member.name() == "view" || member.name() == "edit" || member.name() == "fieldId")
        {
            out += "," + jsonString(member.name()) + ":" + std::string(member.raw());
        }
    }
    return out;
}

std::string shaped(const ValueParser& parser, sdk::JsonValue value)
{
    const std::string raw(value.raw());
    switch (parser.kind)
    {
    case ValueParser::Kind::Object:
        return "{" + jsonString(parser.first) + ":" + raw + "}";
    case ValueParser::Kind::NestedObject:
        return "{" + jsonString(parser.first) + ":{" + jsonString(parser.second) + ":" + raw + "}}";
    case ValueParser::Kind::NamedPair:
        return "[{\"keyName\":" + jsonString(parser.first) + ",\"keyValue\":" + raw + "}]";
    case ValueParser::Kind::Split:
        return value.isArray() ? raw : split(value.text(), parser.first);
    case ValueParser::Kind::Join:
        return value.isArray() ? jsonString(joinElements(value, parser.first)) : raw;
    case ValueParser::Kind::Pairs:
        return pairs(value);
    case ValueParser::Kind::Workflow:
        return "{\"fieldName\":" + jsonString(parser.first) + ",\"fieldValue\":" + raw + parser.second + "}";
    case ValueParser::Kind::None:
        break;
    }
    return raw;
}

// What each makes no sense of.
bool isWrong(ValueParser::Kind kind, sdk::JsonValue value) noexcept
{
    return (kind == ValueParser::Kind::Pairs && !value.isObject()) ||
           (kind == ValueParser::Kind::Split && value.isObject()) ||
           (kind == ValueParser::Kind::Join && value.isObject());
}

} // namespace

ValueParser readValueParser(sdk::JsonValue value, const std::string& field, const std::string& at,
                            Report& report)
{
    ValueParser out;
    const std::string_view name = value.find("name").text();
    if (name.empty())
    {
        return out; // {} is what the platform's editor leaves behind
    }
    for (const Known& known : Parsers)
    {
        if (known.name != name)
        {
            continue;
        }
        std::vector<std::string> parameters = parametersOf(value);
        if (known.kind == ValueParser::Kind::NestedObject && parameters.size() == 1)
        {
            const std::size_t comma = std::min(parameters[0].find(','), parameters[0].size());
            if (comma < parameters[0].size())
            {
                parameters.push_back(parameters[0].substr(comma + 1));
                parameters[0].resize(comma);
            }
        }
        if (parameters.size() < known.parameters ||
            (known.parameters > 0 && parameters[known.parameters - 1].empty()))
        {
            report.error(at, "plan.parser_params", {name, std::to_string(known.parameters)});
            return out;
        }
        out.kind = known.kind;
        if (known.kind == ValueParser::Kind::Workflow)
        {
            out.first = field;
            out.second = workflowMembers(value.find("params"));
            return out;
        }
        out.first = parameters.empty() || parameters[0].empty() ? "," : parameters[0];
        out.second = parameters.size() > 1 ? parameters[1] : std::string();
        return out;
    }
    report.error(at, "plan.parser_unknown", {name, nearestParser(name)});
    return out;
}

std::string applyParser(const ValueParser& parser, std::string& body, std::size_t start)
{
    DUIJIE_PER_THREAD(sdk::JsonDocument, document);
    const std::string value = "{\"v\":" + body.substr(start) + "}";
    document.parse(value);
    const sdk::JsonValue parsed = document.root().find("v");
    if (isWrong(parser.kind, parsed))
    {
        return text::say("plan.parser_value", {sdk::jsonTypeName(parsed.type())});
    }
    body.replace(start, std::string::npos, shaped(parser, parsed));
    return {};
}

} // namespace duijie::plan
