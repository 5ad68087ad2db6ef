#include "plan/LineFilter.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

// A test on its way into the row: its next segment.
struct Way
{
    const Test* test = nullptr;
    std::size_t next = 0;

    bool atEnd() const noexcept { return next == test->field.segments.size(); }
    const std::string& segment() const noexcept { return test->field.segments[next]; }
};

using Ways = std::vector<Way>;

// Writes the row anew, without the elements of lists that a test running through them fails.
class Writer
{
public:
    std::string write(sdk::JsonValue row, const Ways& ways)
    {
        value(row, ways);
        return _dropped ? std::move(_json) : std::string(row.raw());
    }

private:
    void value(sdk::JsonValue here, const Ways& ways)
    {
        if (ways.empty() || !(here.isObject() || here.isArray()))
        {
            _json += here.raw();
        }
        else if (here.isObject())
        {
            object(here, ways);
        }
        else
        {
            list(here, ways);
        }
    }

    void object(sdk::JsonValue here, const Ways& ways)
    {
        _json += '{';
        bool first = true;
        for (const sdk::JsonValue member : here)
        {
            _json += first ? "\"" : ",\"";
            sdk::appendJsonEscaped(_json, member.name());
            _json += "\":";
            first = false;
            Ways inside;
            for (const Way& way : ways)
            {
                if (!way.atEnd() && way.segment() == member.name())
                {
                    inside.push_back({way.test, way.next + 1});
                }
            }
            value(member, inside);
        }
        _json += '}';
    }

    void list(sdk::JsonValue here, const Ways& ways)
    {
        _json += '[';
        bool first = true;
        for (const sdk::JsonValue element : here)
        {
            const auto passes = [&](const Way& way)
            { return way.atEnd() || way.test->passesInside(element, way.next); };
            if (!std::all_of(ways.begin(), ways.end(), passes))
            {
                _dropped = true;
                continue;
            }
            _json += first ? "" : ",";
            first = false;
            value(element, ways);
        }
        _json += ']';
    }

    std::string _json;
    bool _dropped = false;
};

} // namespace

bool dropsLines(const Condition& condition) noexcept
{
    for (const std::vector<Test>& group : condition.groups)
    {
        if (std::any_of(group.begin(), group.end(), [](const Test& test) { return test.dropsLines(); }))
        {
            return true;
        }
    }
    return false;
}

std::string withoutLines(sdk::JsonValue row, const std::vector<Test>& group)
{
    Ways ways;
    for (const Test& test : group)
    {
        if (test.dropsLines())
        {
            ways.push_back({&test, 0});
        }
    }
    return Writer().write(row, ways);
}

} // namespace duijie::plan
