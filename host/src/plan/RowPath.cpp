#include "plan/RowPath.h"

#include "duijie/sdk/Text.h"

namespace duijie::plan
{

RowPath makeRowPath(std::string_view text)
{
    RowPath path;
    path.whole = text;
    std::size_t start = 0;
    while (true)
    {
        const std::size_t dot = text.find('.', start);
        path.segments.emplace_back(text.substr(start, dot == std::string_view::npos ? dot : dot - start));
        if (dot == std::string_view::npos)
        {
            return path;
        }
        start = dot + 1;
    }
}

sdk::JsonValue follow(sdk::JsonValue base, const RowPath& path) noexcept
{
    sdk::JsonValue value = base;
    for (const std::string& segment : path.segments)
    {
        value = value.find(segment);
        if (!value.exists())
        {
            break;
        }
    }
    return value.exists() || path.segments.size() == 1 ? value : base.find(path.whole);
}

MissingName whyMissing(sdk::JsonValue base, const RowPath& path)
{
    MissingName why;
    sdk::JsonValue value = base;
    for (const std::string& segment : path.segments)
    {
        why.name = segment;
        if (value.isArray())
        {
            why.list = value.name();
            return why;
        }
        const sdk::JsonValue child = value.find(segment);
        if (!child.exists())
        {
            std::vector<std::string> names;
            for (const sdk::JsonValue member : value)
            {
                names.emplace_back(member.name());
            }
            why.nearest = sdk::nearestName(segment, names);
            return why;
        }
        value = child;
    }
    return why;
}

} // namespace duijie::plan
