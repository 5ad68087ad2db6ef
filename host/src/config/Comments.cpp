#include "config/Comments.h"

#include <algorithm>

namespace duijie::config
{

namespace
{

std::size_t endOfText(std::string_view json, std::size_t start) noexcept
{
    std::size_t at = start + 1;
    while (at < json.size() && json[at] != '"')
    {
        at += json[at] == '\\' ? 2 : 1;
    }
    return std::min(at + 1, json.size());
}

std::size_t endOfComment(std::string_view json, std::size_t start) noexcept
{
    const bool line = json[start + 1] == '/';
    const std::size_t end = line ? json.find('\n', start) : json.find("*/", start + 2);
    return end == std::string_view::npos ? json.size() : line ? end : end + 2;
}

} // namespace

std::string blankComments(std::string_view json)
{
    std::string out(json);
    for (std::size_t at = 0; at < out.size();)
    {
        if (out[at] == '"')
        {
            at = endOfText(json, at);
        }
        else if (out[at] == '/' && at + 1 < out.size() && (out[at + 1] == '/' || out[at + 1] == '*'))
        {
            const std::size_t end = endOfComment(json, at);
            std::replace_if(
                out.begin() + static_cast<std::ptrdiff_t>(at), out.begin() + static_cast<std::ptrdiff_t>(end),
                [](char c) { return c != '\n'; }, ' ');
            at = end;
        }
        else
        {
            ++at;
        }
    }
    return out;
}

} // namespace duijie::config
