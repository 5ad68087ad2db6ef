#include "plan/ApiPlaces.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

// Upper and lower case alike, without what parts words.
std::string folded(std::string_view name)
{
    std::string out;
    for (const char c : name)
    {
        if (c != '_' && c != '-')
        {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
        }
    }
    return out;
}

// Not what would begin another part of the path.
bool isPlain(const std::string& value) noexcept
{
    return !value.empty() && value.find_first_of("{}/?#% ") == std::string::npos && value.front() != '_';
}

std::string valueOf(std::string_view place, const std::vector<FieldNode>& request)
{
    const auto field =
        std::find_if(request.begin(), request.end(),
                     [&](const FieldNode& node) { return folded(node.field) == folded(place); });
    if (field == request.end())
    {
        return {};
    }
    const std::string& value = field->text ? *field->text : field->json;
    return isPlain(value) ? value : std::string();
}

} // namespace

void fillPlaces(std::string& api, const std::vector<FieldNode>& request, Report& report)
{
    const std::string written = api;
    std::size_t open = api.find('{');
    while (open != std::string::npos)
    {
        const std::size_t close = api.find('}', open);
        if (close == std::string::npos)
        {
            break;
        }
        const std::string value = valueOf(std::string_view(api).substr(open + 1, close - open - 1), request);
        if (!value.empty())
        {
            api.replace(open, close - open + 1, value);
        }
        open = api.find('{', value.empty() ? close : open + value.size());
    }
    if (api.find('{') != std::string::npos)
    {
        report.warning("api", "plan.api_braces", {written});
    }
}

} // namespace duijie::plan
