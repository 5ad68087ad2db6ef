#include "WdtOptions.h"

#include "WdtSay.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::wdt
{

namespace
{

constexpr int64_t MinuteMs = 60'000;

/// One key. `put` answers false when the value is not of the kind that the sentence `expected` says.
struct OptionRule
{
    std::string_view name;
    std::string_view expected;
    bool (*put)(sdk::JsonValue value, WdtInterface& shape);
};

bool putText(sdk::JsonValue value, std::string& out)
{
    out = value.isString() ? value.text() : std::string_view(out);
    return value.isString();
}

bool putWhole(sdk::JsonValue value, int64_t least, int64_t most, int64_t& out)
{
    const std::string_view text = value.text();
    int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!value.isNumber() || read.ec != std::errc() || read.ptr != text.data() + text.size() ||
        number < least || number > most)
    {
        return false;
    }
    out = number;
    return true;
}

bool putTimes(sdk::JsonValue value, WdtInterface& shape)
{
    const sdk::JsonValue start = value.first();
    const sdk::JsonValue end = value.size() == 2 ? start.next() : sdk::JsonValue();
    return value.isArray() && end.exists() && putText(start, shape.startParam) &&
           putText(end, shape.endParam) && !shape.startParam.empty() && !shape.endParam.empty();
}

bool putOrder(sdk::JsonValue value, WdtInterface& shape)
{
    const std::string_view word = value.isString() ? value.text() : std::string_view();
    shape.order = word == "forward" ? PageOrder::Forward : PageOrder::Reverse;
    return word == "forward" || word == "reverse";
}

bool putFirstOnly(sdk::JsonValue value, WdtInterface& shape)
{
    shape.totalOnFirstPageOnly = value.text() == "true";
    return value.type() == sdk::JsonType::Bool;
}

/// A name that becomes part of an address.
bool putPage(sdk::JsonValue value, WdtInterface& shape)
{
    const auto plain = [](char c)
    { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return putText(value, shape.php) && !shape.php.empty() &&
           std::all_of(shape.php.begin(), shape.php.end(), plain);
}

bool putWindow(sdk::JsonValue value, WdtInterface& shape)
{
    int64_t minutes = 0;
    const bool fits = putWhole(value, 0, 525'600, minutes);
    shape.longestWindowMs = minutes * MinuteMs;
    return fits;
}

constexpr std::string_view Text = "wdt_source.option.text";

constexpr OptionRule Rules[] = {
    {"list_key", Text, [](sdk::JsonValue v, WdtInterface& s) { return putText(v, s.listKey); }},
    {"detail_key", Text, [](sdk::JsonValue v, WdtInterface& s) { return putText(v, s.detailKey); }},
    {"id", Text, [](sdk::JsonValue v, WdtInterface& s) { return putText(v, s.id); }},
    {"number", Text, [](sdk::JsonValue v, WdtInterface& s) { return putText(v, s.number); }},
    {"number_param", Text, [](sdk::JsonValue v, WdtInterface& s) { return putText(v, s.numberParam); }},
    {"window_minutes", "wdt_source.option.minutes", putWindow},
    {"largest_page", "wdt_source.option.page",
     [](sdk::JsonValue v, WdtInterface& s) { return putWhole(v, 1, 10'000, s.largestPage); }},
    {"page_base", "wdt_source.option.base",
     [](sdk::JsonValue v, WdtInterface& s) { return putWhole(v, 0, 1, s.pageBase); }},
    {"page_order", "wdt_source.option.order", putOrder},
    {"total_on_first_page_only", "wdt_source.option.truth", putFirstOnly},
    {"total_key", Text, [](sdk::JsonValue v, WdtInterface& s) { return putText(v, s.totalKey); }},
    {"time_params", "wdt_source.option.times", putTimes},
    {"php", "wdt_source.option.php", putPage},
};

std::string unknown(std::string_view name)
{
    std::vector<std::string> known;
    std::string all;
    for (const OptionRule& rule : Rules)
    {
        known.emplace_back(rule.name);
        all += (all.empty() ? std::string() : say("wdt_source.between")) + known.back();
    }
    const std::string nearby = sdk::nearestName(name, known);
    const std::string key = sdk::excerpt(name, 60);
    return nearby.empty() ? say("wdt_source.option.unknown", {key, all})
                          : say("wdt_source.option.unknown_near", {key, nearby});
}

} // namespace

std::string applyOptions(sdk::JsonValue options, WdtInterface& shape)
{
    if (options.exists() && !options.isObject())
    {
        return say("wdt_source.option.no_object", {sdk::excerpt(options.raw(), 60)});
    }
    for (const sdk::JsonValue option : options)
    {
        const auto at = std::find_if(std::begin(Rules), std::end(Rules),
                                     [&](const OptionRule& rule) { return rule.name == option.name(); });
        if (at == std::end(Rules))
        {
            return unknown(option.name());
        }
        if (!at->put(option, shape))
        {
            return say("wdt_source.option.value",
                       {at->name, sdk::excerpt(option.raw(), 60), say(at->expected)});
        }
    }
    return {};
}

} // namespace duijie::wdt
