#include "plan/FieldFormat.h"

#include "plan/Filter.h"
#include "plan/JsonText.h"
#include "plan/Names.h"
#include "plan/formula/Letters.h"
#include "plan/formula/Moment.h"
#include "plan/formula/Number.h"

#include "duijie/sdk/Text.h"

#include <charconv>
#include <vector>

namespace duijie::plan
{

namespace
{

struct Known
{
    std::string_view name;
    FieldFormat::Kind kind;
    std::string_view pattern;
};

constexpr Known Formats[] = {
    {"date", FieldFormat::Kind::Time, "%Y-%m-%d"},
    {"time", FieldFormat::Kind::Time, "%H:%i:%s"},
    {"dateTime", FieldFormat::Kind::Time, "%Y-%m-%d %H:%i"},
    {"shortDate", FieldFormat::Kind::Time, "%m-%d"},
    {"shortTime", FieldFormat::Kind::Time, "%H:%i"},
    {"shortDateTime", FieldFormat::Kind::Time, "%m-%d %H:%i"},
    {"longText", FieldFormat::Kind::LongText, ""},
    {"intval", FieldFormat::Kind::Whole, ""},
    {"round", FieldFormat::Kind::Round, ""},
    {"amount", FieldFormat::Kind::Amount, ""},
    {"implode", FieldFormat::Kind::Implode, ","},
};

std::string nearestFormat(std::string_view name)
{
    std::vector<std::string> names;
    for (const Known& known : Formats)
    {
        names.emplace_back(known.name);
    }
    return nearestOrAll(name, names);
}

// What stands between the parentheses of "longText(20)" and "implode(';')".
std::string_view argumentOf(std::string_view format) noexcept
{
    const std::size_t open = format.find('(');
    if (open == std::string_view::npos || !format.ends_with(')'))
    {
        return {};
    }
    std::string_view inside = format.substr(open + 1, format.size() - open - 2);
    const bool quoted = inside.size() > 1 && (inside.front() == '\'' || inside.front() == '"') &&
                        inside.back() == inside.front();
    return quoted ? inside.substr(1, inside.size() - 2) : inside;
}

bool readArgument(FieldFormat& format, std::string_view argument)
{
    if (format.kind == FieldFormat::Kind::Implode)
    {
        format.pattern = argument.empty() ? format.pattern : std::string(argument);
        return true;
    }
    const bool number = format.kind == FieldFormat::Kind::LongText || format.kind == FieldFormat::Kind::Round;
    if (!number || (argument.empty() && format.kind == FieldFormat::Kind::Round))
    {
        return argument.empty();
    }
    const auto [end, error] =
        std::from_chars(argument.data(), argument.data() + argument.size(), format.digits);
    return error == std::errc() && end == argument.data() + argument.size() && format.digits >= 0;
}

std::optional<std::string> formatTime(const FieldFormat& format, std::string_view text, int offsetMinutes)
{
    const std::optional<int64_t> time = readTime(text, offsetMinutes);
    if (!time)
    {
        return std::nullopt;
    }
    formula::Moment moment;
    moment.seconds = *time / 1000 - (*time % 1000 < 0 ? 1 : 0) + offsetMinutes * 60;
    return jsonString(formula::formatMoment(moment, format.pattern));
}

std::optional<std::string> formatNumber(const FieldFormat& format, std::string_view text)
{
    const std::optional<formula::Number> number = formula::Number::parse(text);
    if (!number)
    {
        return std::nullopt;
    }
    const std::optional<formula::Number> result = format.kind == FieldFormat::Kind::Whole
                                                      ? std::optional(number->truncated(0))
                                                      : number->rounded(format.digits);
    return result ? std::optional(result->toString()) : std::nullopt;
}

std::optional<std::string> formatAmount(std::string_view text)
{
    const std::optional<formula::Number> number = formula::Number::parse(text);
    const std::optional<formula::Number> rounded = number ? number->rounded(2) : std::nullopt;
    if (!rounded)
    {
        return std::nullopt;
    }
    std::string digits = rounded->toString();
    const std::size_t point = std::min(digits.find('.'), digits.size());
    digits += point == digits.size() ? "." : "";
    digits.append(3 - std::min<std::size_t>(digits.size() - point, 3), '0');
    return jsonString(digits);
}

} // namespace

std::optional<FieldFormat> readFieldFormat(sdk::JsonValue entry, const std::string& at, Report& report)
{
    FieldFormat out;
    out.from = makeRowPath(entry.find("old").text());
    out.to = entry.find("new").text();
    out.name = entry.find("format").text();
    if (out.from.whole.empty() || out.to.empty() || out.name.empty())
    {
        report.error(at, "plan.format_form");
        return std::nullopt;
    }
    const std::string_view name = std::string_view(out.name).substr(0, out.name.find('('));
    for (const Known& known : Formats)
    {
        if (known.name != name)
        {
            continue;
        }
        out.kind = known.kind;
        out.pattern = known.pattern;
        if (!readArgument(out, argumentOf(out.name)))
        {
            report.error(at + ".format", "plan.format_argument", {out.name});
            return std::nullopt;
        }
        return out;
    }
    if (name == "dateDescription")
    {
        report.warning(at + ".format", "plan.format_uncertain", {out.name, out.to});
        return std::nullopt;
    }
    report.error(at + ".format", "plan.format_unknown", {out.name, nearestFormat(name)});
    return std::nullopt;
}

std::optional<std::string> formatField(const FieldFormat& format, sdk::JsonValue row, int offsetMinutes)
{
    const sdk::JsonValue value = follow(row, format.from);
    if (!value.exists() || value.isNull())
    {
        return std::string();
    }
    if (format.kind == FieldFormat::Kind::Implode)
    {
        return value.isArray() ? std::optional(jsonString(joinElements(value, format.pattern)))
                               : std::nullopt;
    }
    if (value.isArray() || value.isObject())
    {
        return std::nullopt;
    }
    const std::string_view text = value.text();
    switch (format.kind)
    {
    case FieldFormat::Kind::Time:
        return formatTime(format, text, offsetMinutes);
    case FieldFormat::Kind::LongText:
        return jsonString(text.substr(0, formula::offsetOf(text, static_cast<std::size_t>(format.digits))));
    case FieldFormat::Kind::Amount:
        return formatAmount(text);
    default:
        return formatNumber(format, text);
    }
}

} // namespace duijie::plan
