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
    const std::string prefix = list + "_";
    for (const sdk::JsonValue member : row)
    {
        const bool ofLine = line.isObject() && member.name().starts_with(prefix) &&
                            line.find(member.name().substr(prefix.size())).exists();
        if (member.name() != list && !ofLine)
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
        appendMember(json, prefix + std::string(member.name()), member.raw());
    }
    return json + "}";
}

// The object with this member, in the place of one of the same name.
std::string withMember(sdk::JsonValue object, std::string_view name, const std::string& value)
{
    std::string json = "{";
    bool replaced = false;
    for (const sdk::JsonValue member : object)
    {
        const bool same = member.name() == name;
        replaced = replaced || same;
        appendMember(json, member.name(), same ? std::string_view(value) : member.raw());
    }
    if (!replaced)
    {
        appendMember(json, name, value);
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
        if (!name.isString() || name.text().empty() || name.text().find('{') != std::string_view::npos)
        {
            report.error("beatFlat", "plan.flat_form");
            continue;
        }
        lists.emplace_back(name.text());
    }
    return lists;
}

// Rows are judged before they are flattened: "list_field" is not there yet, unless the header has it.
void warnOfFlatName(const Test& test, const std::vector<std::string>& lists, const std::string& at,
                    Report& report)
{
    for (const std::string& list : lists)
    {
        const std::string& name = test.field.whole;
        if (name.starts_with(list + "_") && name.size() > list.size() + 1)
        {
            report.warning(at, "plan.condition_flat", {name, list + "." + name.substr(list.size() + 1)});
        }
    }
}

void nameFlattened(Condition& condition, const std::vector<std::string>& lists, Report& report)
{
    for (std::size_t group = 0; group < condition.groups.size(); ++group)
    {
        for (std::size_t place = 0; place < condition.groups[group].size(); ++place)
        {
            Test& test = condition.groups[group][place];
            warnOfFlatName(test, lists,
                           "condition[" + std::to_string(group) + "][" + std::to_string(place) + "].field",
                           report);
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

sdk::JsonValue flatListsOf(sdk::JsonValue document)
{
    const sdk::JsonValue lists = document.find("beatFlat");
    return lists.exists() ? lists : document.find("otherRequestParams").find("beatFlat");
}

RowShape RowShape::compile(sdk::JsonValue document, Condition& condition, Report& report)
{
    RowShape shape;
    shape._dropsLines = dropsLines(condition);
    shape._lists = readLists(flatListsOf(document), report);
    nameFlattened(condition, shape._lists, report);
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
                shaped.json = withMember(document.root(), format.to, *value);
            }
        }
    }
    return true;
}

} // namespace duijie::plan
