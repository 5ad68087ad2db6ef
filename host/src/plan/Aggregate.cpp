#include "plan/Aggregate.h"

#include "plan/JsonText.h"
#include "plan/Names.h"
#include "plan/formula/Number.h"

#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

using formula::Number;

constexpr std::pair<std::string_view, Aggregate> Names[] = {
    {"sum", Aggregate::Sum},      {"avg", Aggregate::Average}, {"min", Aggregate::Least},
    {"max", Aggregate::Greatest}, {"push", Aggregate::Push},   {"addToSet", Aggregate::AddToSet},
    {"first", Aggregate::First},  {"last", Aggregate::Last},
};

std::string list(const std::vector<sdk::JsonValue>& values, bool once)
{
    std::vector<std::string_view> kept;
    for (const sdk::JsonValue value : values)
    {
        if (!once || std::find(kept.begin(), kept.end(), value.raw()) == kept.end())
        {
            kept.push_back(value.raw());
        }
    }
    std::string out = "[";
    for (const std::string_view raw : kept)
    {
        out.append(out.size() > 1 ? "," : "").append(raw);
    }
    return out + "]";
}

// Of what was read so far and one number more.
std::optional<Number> together(Aggregate kind, const Number& before, const Number& next)
{
    switch (kind)
    {
    case Aggregate::Least:
        return std::min(before, next);
    case Aggregate::Greatest:
        return std::max(before, next);
    default:
        return before.plus(next);
    }
}

std::optional<std::string> number(Aggregate kind, const std::vector<sdk::JsonValue>& values)
{
    std::optional<Number> result;
    bool text = false;
    for (const sdk::JsonValue value : values)
    {
        const std::optional<Number> next =
            value.isNumber() || value.isString() ? Number::parse(value.text()) : std::nullopt;
        if (!next)
        {
            return std::nullopt;
        }
        text = text || value.isString();
        result = result ? together(kind, *result, *next) : next;
        if (!result)
        {
            return std::nullopt;
        }
    }
    if (kind == Aggregate::Average)
    {
        result = result->over(Number(static_cast<int64_t>(values.size())));
    }
    if (!result)
    {
        return std::nullopt;
    }
    return text ? jsonString(result->toString()) : result->toString();
}

// The least or the greatest of texts, dates mostly; nothing where one could be a number as well.
std::optional<std::string> extremeText(Aggregate kind, const std::vector<sdk::JsonValue>& values)
{
    const auto isText = [](sdk::JsonValue value) { return value.isString() && !Number::parse(value.text()); };
    if (!std::all_of(values.begin(), values.end(), isText))
    {
        return std::nullopt;
    }
    const auto less = [](sdk::JsonValue a, sdk::JsonValue b) { return a.text() < b.text(); };
    const auto found = kind == Aggregate::Least ? std::min_element(values.begin(), values.end(), less)
                                                : std::max_element(values.begin(), values.end(), less);
    return std::string(found->raw());
}

} // namespace

std::optional<Aggregate> aggregateOf(std::string_view name) noexcept
{
    name.remove_prefix(name.starts_with('$') ? 1 : 0);
    const auto* known = std::find_if(std::begin(Names), std::end(Names),
                                     [&](const auto& entry) { return entry.first == name; });
    return known == std::end(Names) ? std::nullopt : std::optional(known->second);
}

std::string nearestAggregate(std::string_view name)
{
    std::vector<std::string> names;
    for (const auto& [known, kind] : Names)
    {
        names.push_back("$" + std::string(known));
    }
    return nearestOrAll(name, names);
}

std::optional<std::string> aggregate(Aggregate kind, const std::vector<sdk::JsonValue>& values)
{
    switch (kind)
    {
    case Aggregate::Push:
        return list(values, false);
    case Aggregate::AddToSet:
        return list(values, true);
    case Aggregate::First:
        return std::string(values.front().raw());
    case Aggregate::Last:
        return std::string(values.back().raw());
    default:
        break;
    }
    const std::optional<std::string> result = number(kind, values);
    if (!result && (kind == Aggregate::Least || kind == Aggregate::Greatest))
    {
        return extremeText(kind, values);
    }
    return result && values.size() == 1 ? std::string(values.front().raw()) // as the vendor wrote it
                                        : result;
}

} // namespace duijie::plan
