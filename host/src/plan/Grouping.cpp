#include "plan/Grouping.h"

#include "plan/JsonText.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace duijie::plan
{

namespace
{

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

// A list of names, or one text of them with commas. What is no name of a row's own field is reported.
std::vector<std::string> namesOf(sdk::JsonValue value, const std::string& at, Report& report)
{
    std::vector<std::string> written;
    for (const sdk::JsonValue name : value.isArray() ? value : sdk::JsonValue())
    {
        written.emplace_back(name.isString() ? name.text() : std::string_view());
    }
    std::string_view rest = value.isString() ? value.text() : std::string_view();
    while (!rest.empty())
    {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        written.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    for (std::string& name : written)
    {
        name.erase(0, std::min(name.find_first_not_of(' '), name.size()));
        name.erase(name.find_last_not_of(' ') + 1);
        if (name.empty() || name.find_first_of(".{}") != std::string::npos)
        {
            report.error(at, "plan.group_name", {name});
        }
    }
    if (value.exists() && !value.isNull() && !value.isArray() && !value.isString())
    {
        report.error(at, "plan.group_name", {sdk::excerpt(value.raw(), 60)});
    }
    return written;
}

// What holds two values apart where they are put together: no text of JSON has it.
constexpr char Between = '\x1F';

} // namespace

Grouping Grouping::compile(sdk::JsonValue document, Report& report)
{
    const sdk::JsonValue operation = document.find("operation");
    const sdk::JsonValue calculate = document.find("groupCalculate");
    const bool merges = operation.find("method").text() == "merge";
    const bool calculates = calculate.isObject() && calculate.size() > 0;
    if (merges && calculates)
    {
        report.error("groupCalculate", "plan.group_twice");
        return {};
    }
    return merges ? readMerge(operation, report) : calculates ? readCalculate(calculate, report) : Grouping();
}

Grouping Grouping::readMerge(sdk::JsonValue operation, Report& report)
{
    Grouping out;
    out._keys = namesOf(operation.find("field"), "operation.field", report);
    out._header = namesOf(operation.find("header"), "operation.header", report);
    out._body = namesOf(operation.find("body"), "operation.body", report);
    out._bodyName = operation.find("bodyName").text();
    const std::vector<std::string> sums = namesOf(operation.find("bodySum"), "operation.bodySum", report);
    for (const std::string& summed : sums)
    {
        out._calculated.push_back({summed, Aggregate::Sum});
    }
    out.name(out._keys, "operation.field");
    out.name(out._header, "operation.header");
    out.name(out._body, "operation.body");
    out.name(sums, "operation.bodySum");
    out._mergesLines = !out._calculated.empty();
    if (out._keys.empty())
    {
        report.error("operation.field", "plan.group_key", {"operation.field"});
    }
    if (out._bodyName.empty())
    {
        report.error("operation.bodyName", "plan.group_body", {"operation.bodyName"});
    }
    if (out._body.empty() && out._header.empty())
    {
        report.error("operation.body", "plan.group_body", {"operation.body"});
    }
    return out;
}

Grouping Grouping::readCalculate(sdk::JsonValue calculate, Report& report)
{
    Grouping out;
    out._mergesLines = true;
    out._keys = namesOf(calculate.find("headerGroup"), "groupCalculate.headerGroup", report);
    out._header = out._keys;
    out._body = namesOf(calculate.find("bodyGroup"), "groupCalculate.bodyGroup", report);
    out._bodyName = calculate.find("bodyName").text();
    const std::string_view most = calculate.find("bodyMaxLine").text();
    const auto [end, error] = std::from_chars(most.data(), most.data() + most.size(), out._mostLines);
    if (!most.empty() && (error != std::errc() || end != most.data() + most.size()))
    {
        report.error("groupCalculate.bodyMaxLine", "plan.group_most", {most});
    }
    for (const sdk::JsonValue entry : calculate.find("calculate"))
    {
        const std::optional<Aggregate> kind = aggregateOf(entry.text());
        if (!kind)
        {
            report.error("groupCalculate.calculate." + std::string(entry.name()), "plan.group_calculation",
                         {entry.text(), nearestAggregate(entry.text())});
            continue;
        }
        out._calculated.push_back({std::string(entry.name()), *kind});
        out.name({std::string(entry.name())}, "groupCalculate.calculate." + std::string(entry.name()));
    }
    out.name(out._keys, "groupCalculate.headerGroup");
    out.name(out._body, "groupCalculate.bodyGroup");
    if (out._keys.empty())
    {
        report.error("groupCalculate.headerGroup", "plan.group_key", {"groupCalculate.headerGroup"});
    }
    if (out._bodyName.empty())
    {
        report.error("groupCalculate.bodyName", "plan.group_body", {"groupCalculate.bodyName"});
    }
    if (out._body.empty())
    {
        report.error("groupCalculate.bodyGroup", "plan.group_body", {"groupCalculate.bodyGroup"});
    }
    return out;
}

void Grouping::name(const std::vector<std::string>& fields, const std::string& at)
{
    for (const std::string& field : fields)
    {
        _names.push_back({field, at, {}});
    }
}

KnownPaths Grouping::made(const KnownPaths& rows) const
{
    return rows.merged(
        _bodyName, [this](std::string_view field) { return ofHeader(field); },
        [this](std::string_view field) { return ofLine(field); });
}

bool Grouping::ofHeader(std::string_view field) const
{
    const bool once = _header.empty() ? !ofLine(field) : contains(_header, field);
    return once || contains(_keys, field);
}

bool Grouping::isCalculated(std::string_view field) const
{
    return std::any_of(_calculated.begin(), _calculated.end(),
                       [&](const Calculated& each) { return each.field == field; });
}

bool Grouping::ofLine(std::string_view field) const
{
    const bool once = contains(_header, field) || contains(_keys, field);
    return isCalculated(field) || (_body.empty() ? !once : contains(_body, field));
}

std::string Grouping::keyOf(sdk::JsonValue row, std::string& problem) const
{
    std::string key;
    for (const std::string& name : _keys)
    {
        const sdk::JsonValue value = row.find(name);
        if (!value.exists() || value.text().empty() || value.isArray() || value.isObject())
        {
            problem = text::say("plan.group_row_key", {name, value.exists() ? value.raw() : "-"});
            return {};
        }
        key.append(value.text()) += Between; // 7 and "7" are the same order
    }
    return key;
}

std::string Grouping::groupOf(sdk::JsonValue row, std::string& problem) const
{
    std::string group = keyOf(row, problem);
    if (!group.empty())
    {
        group.pop_back();
        std::replace(group.begin(), group.end(), Between, '/');
    }
    return group;
}

// The first row's: of what is taken once, the others are thought to have the same.
std::string Grouping::header(sdk::JsonValue row) const
{
    std::string json = "{";
    for (const sdk::JsonValue member : row)
    {
        if (ofHeader(member.name()) && member.name() != _bodyName)
        {
            appendMember(json, member.name(), member.raw());
        }
    }
    return json;
}

// A line's fields that are taken as they are: rows that are equal in them are one line.
std::string Grouping::ownOfLine(sdk::JsonValue row) const
{
    std::string json = "{";
    for (const sdk::JsonValue member : row)
    {
        if (ofLine(member.name()) && !isCalculated(member.name()))
        {
            appendMember(json, member.name(), member.raw());
        }
    }
    return json;
}

bool Grouping::calculate(const std::vector<sdk::JsonValue>& rows, std::string& line,
                         std::string& problem) const
{
    for (const Calculated& each : _calculated)
    {
        std::vector<sdk::JsonValue> values;
        for (const sdk::JsonValue row : rows)
        {
            const sdk::JsonValue value = row.find(each.field);
            if (!value.exists() || value.isNull() || !aggregate(each.aggregate, {value}))
            {
                problem = text::say("plan.group_row_value",
                                    {each.field, value.exists() ? sdk::excerpt(value.raw(), 60) : "-"});
                return false;
            }
            values.push_back(value);
        }
        const std::optional<std::string> value = aggregate(each.aggregate, values);
        if (!value)
        {
            const bool extreme = each.aggregate == Aggregate::Least || each.aggregate == Aggregate::Greatest;
            problem = text::say(extreme ? "plan.group_mixed" : "plan.group_digits", {each.field});
            return false;
        }
        appendMember(line, each.field, *value);
    }
    line += '}';
    return true;
}

bool Grouping::makeLines(const std::vector<sdk::JsonValue>& rows, const std::vector<std::size_t>& members,
                         std::vector<Line>& out, std::string& problem) const
{
    std::map<std::string, std::size_t> known;
    for (const std::size_t member : members)
    {
        std::string own = ownOfLine(rows[member]);
        const auto [place, added] = known.emplace(own, out.size());
        if (added || !_mergesLines)
        {
            out.push_back({std::move(own), {member}});
            continue;
        }
        out[place->second].members.push_back(member);
    }
    for (Line& line : out)
    {
        std::vector<sdk::JsonValue> same;
        for (const std::size_t member : line.members)
        {
            same.push_back(rows[member]);
        }
        if (!calculate(same, line.json, problem))
        {
            return false;
        }
    }
    return true;
}

bool Grouping::makeBills(const std::vector<sdk::JsonValue>& rows, const std::vector<std::size_t>& members,
                         std::vector<GroupedRow>& out, std::string& problem) const
{
    std::vector<Line> lines;
    if (!makeLines(rows, members, lines, problem))
    {
        return false;
    }
    const std::size_t most = _mostLines == 0 ? lines.size() : _mostLines;
    for (std::size_t first = 0; first < lines.size(); first += most)
    {
        GroupedRow row;
        row.json = header(rows[members.front()]);
        std::string list = "[";
        for (std::size_t i = first; i < std::min(first + most, lines.size()); ++i)
        {
            list += (i > first ? "," : "") + lines[i].json;
            row.members.insert(row.members.end(), lines[i].members.begin(), lines[i].members.end());
        }
        std::sort(row.members.begin(), row.members.end());
        appendMember(row.json, _bodyName, list + "]");
        row.json += '}';
        out.push_back(std::move(row));
    }
    return true;
}

void Grouping::apply(const std::vector<sdk::JsonValue>& rows, std::vector<GroupedRow>& out,
                     std::vector<GroupProblem>& problems) const
{
    std::vector<std::string> order;
    std::map<std::string, std::vector<std::size_t>> bills;
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        std::string problem;
        const std::string key = keyOf(rows[i], problem);
        if (!problem.empty())
        {
            problems.push_back({{i}, std::move(problem)});
            continue;
        }
        if (bills[key].empty())
        {
            order.push_back(key);
        }
        bills[key].push_back(i);
    }
    for (const std::string& key : order)
    {
        std::vector<GroupedRow> made;
        std::string problem;
        if (makeBills(rows, bills[key], made, problem))
        {
            std::move(made.begin(), made.end(), std::back_inserter(out));
        }
        else
        {
            problems.push_back({bills[key], std::move(problem)});
        }
    }
}

} // namespace duijie::plan
