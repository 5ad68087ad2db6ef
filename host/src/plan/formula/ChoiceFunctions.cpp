// Functions that choose among their arguments.
#include "plan/formula/Function.h"

namespace duijie::plan::formula
{

namespace
{

Value nullIf(Arguments arguments, const Surroundings&)
{
    const bool same =
        !arguments[0].isNull() && !arguments[1].isNull() && compare(arguments[0], arguments[1]) == 0;
    return same ? Value() : arguments[0];
}

Value isNull(Arguments arguments, const Surroundings&)
{
    return Number(arguments[0].isNull() ? 1 : 0);
}

Value greatest(Arguments arguments, const Surroundings&)
{
    Value out = arguments[0];
    for (const Value& argument : arguments)
    {
        out = compare(argument, out) > 0 ? argument : out;
    }
    return out;
}

Value least(Arguments arguments, const Surroundings&)
{
    Value out = arguments[0];
    for (const Value& argument : arguments)
    {
        out = compare(argument, out) < 0 ? argument : out;
    }
    return out;
}

// The place of the first argument among the others; 0: none of them.
Value field(Arguments arguments, const Surroundings&)
{
    for (std::size_t i = 1; !arguments[0].isNull() && i < arguments.size(); ++i)
    {
        if (!arguments[i].isNull() && compare(arguments[0], arguments[i]) == 0)
        {
            return Number(static_cast<int64_t>(i));
        }
    }
    return Number(0);
}

Value elt(Arguments arguments, const Surroundings&)
{
    const int64_t place = arguments[0].isNull() ? 0 : arguments[0].number().toInteger().value_or(0);
    const bool there = place > 0 && place < static_cast<int64_t>(arguments.size());
    return there ? arguments[static_cast<std::size_t>(place)] : Value();
}

constexpr Function Functions[] = {
    {"nullif", 2, 2, true, nullIf},
    {"isnull", 1, 1, true, isNull},
    {"greatest", 2, Function::Any, false, greatest},
    {"least", 2, Function::Any, false, least},
    {"field", 2, Function::Any, true, field},
    {"elt", 2, Function::Any, true, elt},
};

} // namespace

std::span<const Function> choiceFunctions()
{
    return Functions;
}

} // namespace duijie::plan::formula
