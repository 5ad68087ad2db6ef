// Testing of rows against conditions.
#include "plan/Condition.h"

#include "plan/Filter.h"
#include "plan/LineFilter.h"

#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"
#include "text/Catalogue.h"

#include <algorithm>
#include <compare>

namespace duijie::plan
{

namespace
{

constexpr std::size_t ExcerptSize = 80;

// In the order of Logic.
constexpr std::string_view Phrases[] = {
    "plan.logic_equal",    "plan.logic_not_equal",  "plan.logic_greater", "plan.logic_greater_equal",
    "plan.logic_less",     "plan.logic_less_equal", "plan.logic_like",    "plan.logic_not_like",
    "plan.logic_between",  "plan.logic_in",         "plan.logic_not_in",  "plan.logic_null",
    "plan.logic_not_null",
};

// What lies at the path, several values when it runs through lists.
struct Reached
{
    std::vector<sdk::JsonValue> values; // absent ones too: a missing field is a finding as well
    bool throughList = false;
};

void reach(sdk::JsonValue value, const std::vector<std::string>& segments, std::size_t next, Reached& out)
{
    if (next == segments.size())
    {
        out.values.push_back(value);
        return;
    }
    if (!value.isArray())
    {
        reach(value.find(segments[next]), segments, next + 1, out);
        return;
    }
    out.throughList = true;
    for (const sdk::JsonValue element : value)
    {
        reach(element.find(segments[next]), segments, next + 1, out);
    }
}

std::string_view textOf(sdk::JsonValue value) noexcept
{
    return value.isArray() || value.isObject() ? value.raw() : value.text();
}

// Numbers when both sides are numbers, else texts byte by byte.
std::strong_ordering compare(std::string_view text, const Operand& operand)
{
    if (operand.number && isPlainNumber(text))
    {
        const std::optional<sdk::Decimal> number = sdk::Decimal::parse(text);
        if (number)
        {
            return *number <=> *operand.number;
        }
    }
    const int order = text.compare(operand.text);
    return order < 0   ? std::strong_ordering::less
           : order > 0 ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
}

std::string shown(sdk::JsonValue value)
{
    return value.exists() && !value.isNull() ? sdk::excerpt(textOf(value), ExcerptSize)
                                             : text::say("plan.nothing_found");
}

} // namespace

bool isPlainNumber(std::string_view text) noexcept
{
    return sdk::isJsonNumber(text) && text.find_first_of("eE") == std::string_view::npos;
}

bool Test::passes(sdk::JsonValue value) const
{
    const bool there = value.exists() && !value.isNull();
    if (logic == Logic::Null || logic == Logic::NotNull)
    {
        return there == (logic == Logic::NotNull);
    }
    const bool negative = logic == Logic::NotEqual || logic == Logic::NotLike || logic == Logic::NotIn;
    if (!there)
    {
        return negative;
    }
    const std::string_view text = textOf(value);
    if (logic == Logic::Like || logic == Logic::NotLike)
    {
        return (text.find(operands.front().text) != std::string_view::npos) == (logic == Logic::Like);
    }
    std::optional<int64_t> found;
    if (time && !(found = readTime(text, sdk::ChinaOffsetMinutes)))
    {
        return negative; // no time compares with nothing
    }
    const auto order = [&](const Operand& operand)
    { return time ? *found <=> *operand.time : compare(text, operand); };
    switch (logic)
    {
    case Logic::Greater:
        return order(operands.front()) > 0;
    case Logic::GreaterEqual:
        return order(operands.front()) >= 0;
    case Logic::Less:
        return order(operands.front()) < 0;
    case Logic::LessEqual:
        return order(operands.front()) <= 0;
    case Logic::Between:
        return order(operands[0]) >= 0 && order(operands[1]) <= 0;
    default:
        break;
    }
    const bool any = std::any_of(operands.begin(), operands.end(),
                                 [&](const Operand& operand) { return order(operand) == 0; });
    return any != negative;
}

bool Test::passesInside(sdk::JsonValue element, std::size_t next) const
{
    Reached reached;
    reach(element, field.segments, next, reached);
    return std::any_of(reached.values.begin(), reached.values.end(),
                       [this](sdk::JsonValue value) { return passes(value); });
}

std::optional<std::string> Test::failure(sdk::JsonValue row) const
{
    Reached reached;
    reach(row, field.segments, 0, reached);
    if (!reached.throughList && !reached.values.front().exists())
    {
        const sdk::JsonValue dotted = row.find(field.whole);
        reached.values.front() = dotted.exists() || flat.empty() ? dotted : row.find(flat);
    }
    const auto fails = [this](sdk::JsonValue value) { return !passes(value); };
    const auto failing = std::find_if(reached.values.begin(), reached.values.end(), fails);
    const bool all = failing == reached.values.end();
    const bool enough = strict || !reached.throughList
                            ? all
                            : std::any_of(reached.values.begin(), reached.values.end(),
                                          [this](sdk::JsonValue value) { return passes(value); });
    if (enough)
    {
        return std::nullopt;
    }
    const std::string found = reached.values.empty() ? text::say("plan.list_empty") : shown(*failing);
    const std::string phrase = text::say(Phrases[static_cast<std::size_t>(logic)]);
    const bool valueless = logic == Logic::Null || logic == Logic::NotNull;
    return text::say(valueless ? "plan.skip_without_value" : "plan.skip",
                     {field.whole, found, phrase, wanted, word});
}

namespace
{

// Two conditions into a list have to hold for the same line.
std::optional<std::string> failureTogether(sdk::JsonValue row, const std::vector<Test>& group)
{
    sdk::JsonDocument left;
    left.parse(withoutLines(row, group));
    for (const Test& test : group)
    {
        if (auto failure = test.failure(left.root()))
        {
            return failure;
        }
    }
    return std::nullopt;
}

std::optional<std::string> failureOf(sdk::JsonValue row, const std::vector<Test>& group)
{
    for (const Test& test : group)
    {
        if (auto failure = test.failure(row))
        {
            return failure;
        }
    }
    const auto lines =
        std::count_if(group.begin(), group.end(), [](const Test& test) { return test.dropsLines(); });
    return lines > 1 ? failureTogether(row, group) : std::nullopt;
}

} // namespace

std::optional<std::string> Condition::skipReason(sdk::JsonValue row) const
{
    std::string reasons;
    for (const std::vector<Test>& group : groups)
    {
        const std::optional<std::string> failure = failureOf(row, group);
        if (!failure)
        {
            return std::nullopt;
        }
        reasons += reasons.empty() ? "" : text::say("plan.skip_or");
        reasons += *failure;
    }
    return groups.empty() ? std::nullopt : std::optional(reasons);
}

const std::vector<Test>* Condition::holding(sdk::JsonValue row) const
{
    for (const std::vector<Test>& group : groups)
    {
        if (!failureOf(row, group))
        {
            return &group;
        }
    }
    return nullptr;
}

} // namespace duijie::plan
