#include "config/JsonHints.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <array>
#include <utility>

namespace duijie::config
{

namespace
{

// What an input method set to Chinese types, and what was meant.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> LookAlikes = {{
    {"“", "\""},
    {"”", "\""},
    {"„", "\""},
    {"＂", "\""},
    {"‘", "\""},
    {"’", "\""},
    {"「", "\""},
    {"」", "\""},
    {"：", ":"},
    {"，", ","},
    {"、", ","},
    {"；", ","},
    {"｛", "{"},
    {"｝", "}"},
    {"【", "["},
    {"】", "]"},
}};

bool begins(std::string_view text, std::string_view with)
{
    return text.substr(0, with.size()) == with;
}

// A word of another language, or one with capital letters.
bool isMeantAsWord(std::string_view found)
{
    std::string small(found);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return small == "true" || small == "false" || small == "null" || small == "none" || small == "nil";
}

} // namespace

std::string hintAbout(std::string_view found)
{
    for (const auto& [written, meant] : LookAlikes)
    {
        if (begins(found, written))
        {
            return text::say("config.json.chinese", {written, meant});
        }
    }
    if (begins(found, "\xE3\x80\x80") ||
        begins(found, "\xC2\xA0")) // of Chinese width; one that does not break
    {
        return text::say("config.json.blank");
    }
    return begins(found, "'")     ? text::say("config.json.single")
           : begins(found, "#")   ? text::say("config.json.hash")
           : isMeantAsWord(found) ? text::say("config.json.word")
                                  : std::string();
}

} // namespace duijie::config
