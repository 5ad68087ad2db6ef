#include "plan/ValueMapping.h"

#include "plan/LookupTokens.h"

#include "duijie/sdk/Text.h"

#include <optional>

namespace duijie::plan
{

namespace
{

// Is it read from a to b?
std::optional<bool> forwardOf(std::string_view direction) noexcept
{
    if (direction.empty() || direction == "positive" || direction == "forward" || direction == "a2b")
    {
        return true;
    }
    const bool back = direction == "negative" || direction == "reverse" || direction == "b2a";
    return back ? std::optional(false) : std::nullopt;
}

std::optional<ValueMapping::Unmatched> unmatchedOf(std::string_view text) noexcept
{
    return text.empty() || text == "error" ? std::optional(ValueMapping::Unmatched::Refused)
           : text == "keep"                ? std::optional(ValueMapping::Unmatched::Kept)
           : text == "default"             ? std::optional(ValueMapping::Unmatched::Default)
                                           : std::nullopt;
}

void readTable(sdk::JsonValue rows, const std::string& at, ValueMapping& out, Report& report)
{
    for (const sdk::JsonValue row : rows)
    {
        const sdk::JsonValue from = row.find(out.from);
        const sdk::JsonValue to = row.find(out.to);
        if (!from.exists() || !to.exists() || from.isNull())
        {
            report.error(at, "plan.mapping_row", {sdk::excerpt(row.raw(), 80)});
            continue;
        }
        const auto [known, added] = out.table.emplace(from.text(), to.text());
        if (!added && known->second != to.text())
        {
            report.error(at, "plan.mapping_twice", {from.text(), known->second, to.text()});
        }
    }
}

void readOptions(sdk::JsonValue value, const std::string& at, ValueMapping& out, Report& report)
{
    const std::optional<bool> forward = forwardOf(value.find("direction").text());
    if (!forward)
    {
        report.error(at + ".direction", "plan.mapping_direction", {value.find("direction").text()});
    }
    else if (!*forward)
    {
        std::swap(out.from, out.to);
    }
    const std::optional<ValueMapping::Unmatched> unmatched = unmatchedOf(value.find("unmatched").text());
    const sdk::JsonValue fallback = value.find("default");
    out.fallback = fallback.text();
    if (!unmatched)
    {
        report.error(at + ".unmatched", "plan.mapping_unmatched", {value.find("unmatched").text()});
        return;
    }
    const bool given = fallback.isString() || fallback.isNumber();
    const bool said = !value.find("unmatched").text().empty();
    out.unmatched = given && !said ? ValueMapping::Unmatched::Default : *unmatched;
    if (out.unmatched == ValueMapping::Unmatched::Default && !given)
    {
        report.error(at + ".default", "plan.mapping_default");
    }
}

} // namespace

ValueMapping readValueMapping(sdk::JsonValue value, const std::string& at, Report& report)
{
    ValueMapping out;
    if (value.isArray())
    {
        readTable(value, at, out, report);
        return out;
    }
    if (!value.isObject() || value.size() == 0)
    {
        return out; // what the platform's editor leaves behind
    }
    readOptions(value, at, out, report);
    const sdk::JsonValue table = value.find("table");
    out.dataset = value.find("target").text();
    if (table.isArray())
    {
        out.dataset.clear();
        readTable(table, at + ".table", out, report);
    }
    else if (!isDatasetId(out.dataset))
    {
        report.error(at, "plan.mapping_form");
        out.dataset.clear();
    }
    return out;
}

} // namespace duijie::plan
