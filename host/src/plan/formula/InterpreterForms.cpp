// Calls, CASE, moved times, and sums over the lines of a document.
#include "plan/formula/Interpreter.h"

namespace duijie::plan::formula
{

bool Interpreter::call(const Node& node, Value& out)
{
    std::vector<Value> arguments(node.children.size());
    bool null = false;
    for (std::size_t i = 0; i < arguments.size(); ++i)
    {
        if (!compute(node.children[i], arguments[i]))
        {
            return false;
        }
        null = null || arguments[i].isNull();
        if (node.function->computes && refuseWord(arguments[i], out))
        {
            return false;
        }
    }
    out = null && !node.function->takesNull ? Value() : node.function->call(arguments, _surroundings);
    return true;
}

bool Interpreter::coalesce(const Node& node, Value& out)
{
    for (const Node& child : node.children)
    {
        if (!branch(node, child, out))
        {
            return false;
        }
        if (!out.isNull())
        {
            break;
        }
    }
    return true;
}

bool Interpreter::caseOf(const Node& node, Value& out)
{
    Value operand;
    if (node.operand && !compute(node.children[0], operand))
    {
        return false;
    }
    std::size_t i = node.operand ? 1 : 0;
    for (; i + 1 < node.children.size(); i += 2)
    {
        Value when;
        if (!compute(node.children[i], when))
        {
            return false;
        }
        const bool holds = node.operand ? !operand.isNull() && !when.isNull() && compare(operand, when) == 0
                                        : when.truth().value_or(false);
        if (holds)
        {
            return branch(node, node.children[i + 1], out);
        }
    }
    out = Value();
    return !node.otherwise || branch(node, node.children[i], out);
}

bool Interpreter::branch(const Node& choice, const Node& taken, Value& out)
{
    if (!compute(taken, out))
    {
        return false;
    }
    if (choice.textual && !out.isNull())
    {
        out = Value(out.text());
    }
    return true;
}

bool Interpreter::shift(const Node& node, Value& out)
{
    Value from;
    Value by;
    if (!compute(node.children[0], from) || !compute(node.children[1], by))
    {
        return false;
    }
    const std::optional<Moment> moment = from.moment();
    out = Value();
    if (!moment || by.isNull())
    {
        return true;
    }
    Number count = node.negated ? by.number().negated() : by.number();
    int64_t micros = 0;
    if (node.unit == Unit::Second)
    {
        const Number whole = count.truncated(0);
        const std::optional<Number> rest = count.minus(whole);
        const std::optional<Number> small = rest ? rest->times(Number(1'000'000)) : std::nullopt;
        micros = small ? small->toInteger().value_or(0) : 0;
        count = whole;
    }
    const std::optional<int64_t> whole = count.toInteger();
    const std::optional<Moment> later = whole ? moved(*moment, node.unit, *whole, micros) : std::nullopt;
    if (later)
    {
        // What came as a text goes as one.
        out = from.isMoment() ? Value(*later) : Value(later->toString());
    }
    return true;
}

bool Interpreter::difference(const Node& node, Value& out)
{
    Value from;
    Value to;
    if (!compute(node.children[0], from) || !compute(node.children[1], to))
    {
        return false;
    }
    const std::optional<Moment> begin = from.moment();
    const std::optional<Moment> end = to.moment();
    out = begin && end ? Value(Number(unitsBetween(*begin, *end, node.unit))) : Value();
    return true;
}

bool Interpreter::aggregate(const Node& node, Value& out)
{
    std::size_t count = 0;
    if (!_inputs.open(node.index, count))
    {
        return stop(Outcome::Kind::NoInput);
    }
    const bool done = fold(node, count, out);
    _inputs.close();
    return done;
}

// NULL does not take part; nothing at all is NULL, and counts 0.
bool Interpreter::fold(const Node& node, std::size_t count, Value& out)
{
    Value result;
    int64_t taken = 0;
    for (std::size_t i = 0; i < count; ++i)
    {
        _inputs.select(i);
        Value value;
        if (!compute(node.children[0], value))
        {
            return false;
        }
        if (value.isNull())
        {
            continue;
        }
        ++taken;
        const bool sum = node.aggregate == Aggregate::Sum || node.aggregate == Aggregate::Average;
        if (sum && refuseWord(value, out))
        {
            return false;
        }
        if (sum)
        {
            const Number before = result.number();
            if (!give(taken == 1 ? std::optional(value.number()) : before.plus(value.number()), result))
            {
                return false;
            }
        }
        else if (taken == 1 || (node.aggregate == Aggregate::Least ? compare(value, result) < 0
                                                                   : compare(value, result) > 0))
        {
            result = std::move(value);
        }
    }
    if (node.aggregate == Aggregate::Count)
    {
        result = Number(taken);
    }
    if (node.aggregate == Aggregate::Average && taken > 0)
    {
        return give(result.number().over(Number(taken)), out);
    }
    out = std::move(result);
    return true;
}

} // namespace duijie::plan::formula
