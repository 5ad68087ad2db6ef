#include "app/JsonLayout.h"

namespace duijie::app
{

namespace
{

void indent(sdk::JsonValue value, const std::string& line, std::string& out)
{
    if ((!value.isObject() && !value.isArray()) || value.size() == 0)
    {
        out += value.isObject() ? "{}" : value.isArray() ? "[]" : std::string(value.raw());
        return;
    }
    const std::string inner = line + "  ";
    out += value.isObject() ? '{' : '[';
    bool first = true;
    for (const sdk::JsonValue member : value)
    {
        out += (first ? "" : ",") + inner;
        first = false;
        if (value.isObject())
        {
            out += '"';
            sdk::appendJsonEscaped(out, member.name());
            out += "\": ";
        }
        indent(member, inner, out);
    }
    out += line + (value.isObject() ? "}" : "]");
}

} // namespace

std::string compacted(std::string_view json)
{
    std::string out;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i)
    {
        const char c = json[i];
        if (inString && c == '\\' && i + 1 < json.size())
        {
            out.append(json, i++, 2);
            continue;
        }
        inString = c == '"' ? !inString : inString;
        if (inString || (c != ' ' && c != '\t' && c != '\r' && c != '\n'))
        {
            out += c;
        }
    }
    return out;
}

std::string indented(sdk::JsonValue value)
{
    std::string out;
    indent(value, "\n", out);
    return out;
}

} // namespace duijie::app
