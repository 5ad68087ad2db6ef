#include "app/JsonDifference.h"

#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

class Comparison
{
public:
    std::vector<JsonDifference> take() { return std::move(_out); }

    void compare(sdk::JsonValue expected, sdk::JsonValue found, const std::string& path)
    {
        const bool both = expected.exists() && found.exists() && expected.type() == found.type();
        if (both && expected.isObject())
        {
            compareObjects(expected, found, path);
        }
        else if (both && expected.isArray())
        {
            compareLists(expected, found, path);
        }
        else if (!both || expected.text() != found.text())
        {
            _out.push_back({path, shown(expected), shown(found)});
        }
    }

private:
    static std::string shown(sdk::JsonValue value)
    {
        return value.exists() ? sdk::excerpt(value.raw(), 120) : std::string();
    }

    static std::vector<sdk::JsonValue> elements(sdk::JsonValue list)
    {
        std::vector<sdk::JsonValue> out;
        for (const sdk::JsonValue element : list)
        {
            out.push_back(element);
        }
        return out;
    }

    static std::string under(const std::string& path, std::string_view name)
    {
        return (path.empty() ? path : path + ".") + std::string(name);
    }

    void compareObjects(sdk::JsonValue expected, sdk::JsonValue found, const std::string& path)
    {
        for (const sdk::JsonValue member : expected)
        {
            compare(member, found.find(member.name()), under(path, member.name()));
        }
        for (const sdk::JsonValue member : found)
        {
            if (!expected.find(member.name()).exists())
            {
                _out.push_back({under(path, member.name()), {}, shown(member)});
            }
        }
    }

    void compareLists(sdk::JsonValue expected, sdk::JsonValue found, const std::string& path)
    {
        std::vector<sdk::JsonValue> left = elements(expected);
        std::vector<sdk::JsonValue> right = elements(found);
        const std::size_t most = std::max(left.size(), right.size());
        left.resize(most);
        right.resize(most);
        for (std::size_t i = 0; i < most; ++i)
        {
            compare(left[i], right[i], path + "[" + std::to_string(i) + "]");
        }
    }

    std::vector<JsonDifference> _out;
};

} // namespace

std::vector<JsonDifference> differences(sdk::JsonValue expected, sdk::JsonValue found)
{
    Comparison comparison;
    comparison.compare(expected, found, {});
    return comparison.take();
}

} // namespace duijie::app
