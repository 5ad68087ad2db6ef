// Conditions on rows: a value equals itself, and what `eq` keeps `neq` leaves out.
#include "Rules.h"

#include "plan/Condition.h"

namespace duijie::fuzz
{

namespace
{

/// A condition of one test, as a document has it.
std::string conditionOf(std::string_view field, std::string_view logic, std::string_view value)
{
    sdk::JsonWriter out;
    out.beginArray().beginArray().beginObject();
    out.key("field").string(field).key("logic").string(logic).key("value").string(value);
    out.endObject().endArray().endArray();
    return out.take();
}

bool keeps(const std::string& condition, sdk::JsonValue row)
{
    sdk::JsonDocument json;
    hold(json.parse(condition), "the condition is JSON", condition);
    plan::Findings findings;
    plan::Report report(findings);
    const plan::Condition compiled = plan::compileCondition(json.root(), report);
    hold(!plan::hasErrors(findings), "the condition compiles", condition);
    return !compiled.skipReason(row).has_value();
}

void checkMember(sdk::JsonValue row, sdk::JsonValue member)
{
    const std::string_view text = member.text();
    const bool plain = !text.empty() && text.find_first_of("{}:%") == std::string_view::npos &&
                       !text.starts_with("timestamp") && !member.name().empty() &&
                       member.name().find_first_of(".{}") == std::string_view::npos;
    const bool last = row.find(member.name()).raw().data() == member.raw().data();
    if (!plain || !last)
    {
        return;
    }
    hold(keeps(conditionOf(member.name(), "eq", text), row), "a value equals itself", text);
    hold(!keeps(conditionOf(member.name(), "neq", text), row), "and is not unequal to itself", text);
    hold(keeps(conditionOf(member.name(), "notnull", text), row), "and is not null", text);
}

} // namespace

void target(Input& input)
{
    const std::string_view condition = input.piece();
    sdk::JsonDocument row;
    if (!row.parse(input.rest()) || !row.root().isObject())
    {
        return;
    }
    int patience = 3;
    for (sdk::JsonValue member = row.root().first(); member.exists() && patience > 0; member = member.next())
    {
        if (member.isString() || member.isNumber())
        {
            checkMember(row.root(), member);
            --patience;
        }
    }
    sdk::JsonDocument json;
    if (!json.parse(condition))
    {
        return;
    }
    plan::Findings findings;
    plan::Report report(findings);
    const plan::Condition compiled = plan::compileCondition(json.root(), report);
    const auto reason = compiled.skipReason(row.root());
    hold(!reason || !reason->empty(), "a row is left out for a reason", condition);
}

} // namespace duijie::fuzz
