#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::sandbox
{

/** A parsed JSON value. Numbers keep the exact text they were written with. */
struct JsonValue
{
    enum class Kind
    {
        Null,
        False,
        True,
        Number,
        String,
        Array,
        Object
    };

    Kind kind = Kind::Null;
    /** The unescaped text of a string or the raw token of a number. */
    std::string text;
    std::vector<JsonValue> items;
    std::vector<std::pair<std::string, JsonValue>> members;

    bool is(Kind wanted) const { return kind == wanted; }

    /** The member of that name (the last one when it is repeated), or null. */
    const JsonValue* find(std::string_view name) const;

    /** The text of a string member; empty when it is missing or of another kind. */
    std::string_view string(std::string_view name) const;

    /** The whole, non-negative number of a member, or the fallback when it is missing or another kind. */
    std::int64_t integer(std::string_view name, std::int64_t fallback) const;
};

/** Parses one JSON document; nothing when it is not well formed, not UTF-8 or nested deeper than 64. */
std::optional<JsonValue> parseJson(std::string_view text);

} // namespace duijie::sandbox
