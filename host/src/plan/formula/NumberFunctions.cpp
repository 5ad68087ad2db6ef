// Functions on numbers, and CAST.
#include "plan/formula/Function.h"
#include "plan/formula/Tokens.h"

#include <algorithm>

namespace duijie::plan::formula
{

namespace
{

int64_t digitsOf(Arguments arguments)
{
    return arguments.size() > 1 ? arguments[1].number().toInteger().value_or(0) : 0;
}

Value round(Arguments arguments, const Surroundings&)
{
    return arguments[0].number().rounded(digitsOf(arguments));
}

Value truncate(Arguments arguments, const Surroundings&)
{
    return arguments[0].number().truncated(digitsOf(arguments));
}

Value floor(Arguments arguments, const Surroundings&)
{
    return arguments[0].number().floor();
}

Value ceiling(Arguments arguments, const Surroundings&)
{
    return arguments[0].number().ceiling();
}

Value absolute(Arguments arguments, const Surroundings&)
{
    return arguments[0].number().absolute();
}

Value sign(Arguments arguments, const Surroundings&)
{
    const Number number = arguments[0].number();
    return Number(number.isZero() ? 0 : number.isNegative() ? -1 : 1);
}

Value modulo(Arguments arguments, const Surroundings&)
{
    const Number by = arguments[1].number();
    return by.isZero() ? Value() : Value(arguments[0].number().remainder(by));
}

Value castDecimal(const Value& value, std::span<const int> digits)
{
    const int decimals = digits.size() > 1 ? digits[1] : 0;
    const std::optional<Number> rounded = value.number().rounded(decimals);
    // CAST gives exactly so many decimals, zeros too: the sum with 0.00 has them.
    const std::optional<Number> zeros =
        Number::parse(decimals == 0 ? "0" : "0." + std::string(static_cast<std::size_t>(decimals), '0'));
    return rounded && zeros ? Value(Number::parse(rounded->plus(*zeros).value_or(Number()).toString()))
                            : Value();
}

Value castMoment(const Value& value, bool dateOnly)
{
    std::optional<Moment> moment = value.moment();
    if (moment && dateOnly)
    {
        moment->seconds = dayOf(*moment) * 86'400;
        moment->micros = 0;
    }
    if (moment)
    {
        moment->dateOnly = dateOnly;
    }
    return moment;
}

Value castTo(const Value& value, std::string_view type, std::span<const int> digits)
{
    if (isKeyword(type, "char"))
    {
        return Value(value.text());
    }
    if (isKeyword(type, "signed") || isKeyword(type, "unsigned"))
    {
        // A text counts up to what is no digit any more; a number is rounded.
        return Value(value.isText() ? std::optional(value.number().truncated(0)) : value.number().rounded(0));
    }
    if (isKeyword(type, "decimal"))
    {
        return castDecimal(value, digits);
    }
    return castMoment(value, isKeyword(type, "date"));
}

Value cast(Arguments arguments, const Surroundings&)
{
    std::vector<int> digits;
    for (const Value& digit : arguments.subspan(2))
    {
        digits.push_back(
            static_cast<int>(std::clamp<int64_t>(digit.number().toInteger().value_or(0), 0, 65)));
    }
    return castTo(arguments[0], arguments[1].text(), digits);
}

constexpr Function Functions[] = {
    {"round", 1, 2, false, round, false, true},
    {"truncate", 2, 2, false, truncate, false, true},
    {"floor", 1, 1, false, floor, false, true},
    {"ceil", 1, 1, false, ceiling, false, true},
    {"ceiling", 1, 1, false, ceiling, false, true},
    {"abs", 1, 1, false, absolute, false, true},
    {"sign", 1, 1, false, sign, false, true},
    {"mod", 2, 2, false, modulo, false, true},
    {"cast", 2, 4, false, cast},
};

constexpr std::string_view Types[] = {"char", "signed", "unsigned", "decimal", "date", "datetime"};

} // namespace

std::span<const Function> numberFunctions()
{
    return Functions;
}

bool isCastType(std::string_view type) noexcept
{
    return std::any_of(std::begin(Types), std::end(Types),
                       [&](std::string_view known) { return isKeyword(type, known); });
}

} // namespace duijie::plan::formula
