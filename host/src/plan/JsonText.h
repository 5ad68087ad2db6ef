// Small pieces of JSON text.
#pragma once

#include "duijie/sdk/Json.h"

#include <string>
#include <string_view>

namespace duijie::plan
{

/// A text as JSON, with quotes.
inline std::string jsonString(std::string_view text)
{
    std::string out = "\"";
    sdk::appendJsonEscaped(out, text);
    out += '"';
    return out;
}

/// False for {}, [], "", null, false and what is not there: the platform's editor leaves them behind.
inline bool isUsed(sdk::JsonValue value) noexcept
{
    return value.isObject() || value.isArray() ? value.size() > 0
                                               : !value.text().empty() && value.text() != "false";
}

/// A member at the end of an object that is not closed yet.
inline void appendMember(std::string& json, std::string_view name, std::string_view value)
{
    json += json.size() > 1 ? ",\"" : "\"";
    sdk::appendJsonEscaped(json, name);
    json.append("\":").append(value);
}

/// The elements of a list as one text with `mark` between them; containers as their JSON.
inline std::string joinElements(sdk::JsonValue list, std::string_view mark)
{
    std::string text;
    bool first = true;
    for (const sdk::JsonValue element : list)
    {
        text += first ? std::string_view() : mark;
        text += element.isArray() || element.isObject() ? element.raw() : element.text();
        first = false;
    }
    return text;
}

} // namespace duijie::plan
