#include "plan/RowShape.h"

#include "plan/JsonText.h"
#include "plan/LineFilter.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

// The header's fields and those of one line, which get the list's name in front.
std::string flattened(sdk::JsonValue row, const std::string& list, sdk::JsonValue line)
{
    std::string json = "{";
    for (const sdk::JsonValue member : row)
    {
        if (member.name() != list)
        {
            appendMember(json, member.name(), member.raw());
        }
    }
    if (line.exists() && !line.isObject())
    {
        appendMember(json, list, line.raw());
    }
    for (const sdk::JsonValue member : line.isObject() ? line : sdk::JsonValue())
    {
        appendMember(json, list + "_" + std::string(member.name()), member.raw());
    }
    return json + "}";
}

std::vector<std::string> readLists(sdk::JsonValue value, Report& report)
{
    std::vector<std::string> lists;
    const bool used = value.exists() && !value.isNull() && !(value.isString() && value.text().empty());
    if (used && !value.isArray())
    {
        report.error("beatFlat", "plan.flat_form");
    }
    for (const sdk::JsonValue name : value.isArray() ? value : sdk::JsonValue())
    {
        if (!name.isString() || name.text().empty())
        {
            report.error("beatFlat", "plan.flat_form");
            continue;
        }
        lists.emplace_back(name.text());
    }
    return lists;
}

void nameFlattened(Condition& condition, const std::vector<std::string>& lists)
{
    for (std::vector<Test>& group : condition.groups)
    {
        for (Test& test : group)
        {
            const std::string& list = test.field.segments.front();
            if (std::find(lists.begin(), lists.end(), list) != lists.end() &&
                test.field.whole.size() > list.size())
            {
                test.flat = list + "_" + test.field.whole.substr(list.size() + 1);
            }
        }
    }
}

} // namespace

RowShape RowShape::compile(sdk::JsonValue document, Condition& condition, Report& report)
{
    RowShape shape;
    shape._dropsLines = dropsLines(condition);
    shape._lists = readLists(document.find("beatFlat"), report);
    nameFlattened(condition, shape._lists);
    const sdk::JsonValue formats = document.find("formatResponse");
    if (formats.exists() && !formats.isNull() && !formats.isArray())
    {
        report.error("formatResponse", "plan.format_form");
    }
    std::size_t index = 0;
    for (const sdk::JsonValue entry : formats.isArray() ? formats : sdk::JsonValue())
    {
        const std::string at = "formatResponse[" + std::to_string(index++) + "]";
        std::optional<FieldFormat> format = readFieldFormat(entry, at, report);
        if (format)
        {
            shape._formats.push_back(std::move(*format));
        }
    }
    return shape;
}

bool RowShape::flatten(std::vector<ShapedRow>& rows, const std::string& list, std::string& problem) const
{
    std::vector<ShapedRow> out;
    sdk::JsonDocument document;
    for (const ShapedRow& row : rows)
    {
        document.parse(row.json);
        const sdk::JsonValue lines = document.root().find(list);
        if (!lines.isArray())
        {
            problem =
                text::say("plan.flat_list", {list, lines.exists() ? sdk::jsonTypeName(lines.type()) : "-"});
            return false;
        }
        std::size_t number = 0;
        for (const sdk::JsonValue line : lines)
        {
            out.push_back(
                {row.suffix + "-" + std::to_string(++number), flattened(document.root(), list, line)});
        }
        if (number == 0)
        {
            out.push_back({row.suffix, flattened(document.root(), list, {})});
        }
    }
    rows = std::move(out);
    return true;
}

bool RowShape::apply(sdk::JsonValue row, const Condition& condition, int offsetMinutes,
                     std::vector<ShapedRow>& out, std::string& problem) const
{
    out.clear();
    const std::vector<Test>* group = _dropsLines ? condition.holding(row) : nullptr;
    out.push_back({{}, group != nullptr ? withoutLines(row, *group) : std::string(row.raw())});
    for (const std::string& list : _lists)
    {
        if (!flatten(out, list, problem))
        {
            return false;
        }
    }
    sdk::JsonDocument document;
    for (ShapedRow& shaped : out)
    {
        for (const FieldFormat& format : _formats)
        {
            document.parse(shaped.json);
            const std::optional<std::string> value = formatField(format, document.root(), offsetMinutes);
            if (!value)
            {
                problem = text::say("plan.format_value",
                                    {format.from.whole, format.name,
                                     sdk::excerpt(follow(document.root(), format.from).raw(), 80)});
                return false;
            }
            if (!value->empty())
            {
                shaped.json.pop_back();
                appendMember(shaped.json, format.to, *value);
                shaped.json += '}';
            }
        }
    }
    return true;
}

} // namespace duijie::plan
