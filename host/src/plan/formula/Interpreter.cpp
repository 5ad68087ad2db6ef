// Operators: arithmetic, comparisons and logic with NULL.
#include "plan/formula/Interpreter.h"

#include "plan/formula/Letters.h"

#include <algorithm>
#include <array>

namespace duijie::plan::formula
{

namespace
{

Value truthValue(bool value)
{
    return Number(value ? 1 : 0);
}

Value compared(Operator operation, const Value& left, const Value& right)
{
    if (operation == Operator::SameOrNull && (left.isNull() || right.isNull()))
    {
        return truthValue(left.isNull() && right.isNull());
    }
    if (left.isNull() || right.isNull())
    {
        return {};
    }
    const int order = compare(left, right);
    switch (operation)
    {
    case Operator::NotEqual:
        return truthValue(order != 0);
    case Operator::Less:
        return truthValue(order < 0);
    case Operator::LessEqual:
        return truthValue(order <= 0);
    case Operator::Greater:
        return truthValue(order > 0);
    case Operator::GreaterEqual:
        return truthValue(order >= 0);
    default:
        return truthValue(order == 0);
    }
}

bool isArithmetic(Operator operation) noexcept
{
    return operation <= Operator::Remainder;
}

bool isLogical(Operator operation) noexcept
{
    return operation == Operator::And || operation == Operator::Or || operation == Operator::Xor;
}

} // namespace

bool Interpreter::stop(Outcome::Kind kind)
{
    _stopped = kind;
    return false;
}

bool Interpreter::give(std::optional<Number> number, Value& out)
{
    if (!number)
    {
        return stop(Outcome::Kind::TooManyDigits);
    }
    out = std::move(*number);
    return true;
}

// MySQL would compute with 0: a quantity nobody meant. What is wrong is told with the text itself.
bool Interpreter::refuseWord(const Value& value, Value& out)
{
    if (value.isWord())
    {
        out = value;
        stop(Outcome::Kind::NotANumber);
    }
    return value.isWord();
}

bool Interpreter::compute(const Node& node, Value& out)
{
    switch (node.kind)
    {
    case Node::Kind::Constant:
        out = node.constant;
        return true;
    case Node::Kind::Input:
        return _inputs.value(node.index, out) || stop(Outcome::Kind::NoInput);
    case Node::Kind::Unary:
        return unary(node, out);
    case Node::Kind::Binary:
        return binary(node, out);
    case Node::Kind::Call:
        return call(node, out);
    case Node::Kind::Coalesce:
        return coalesce(node, out);
    case Node::Kind::Case:
        return caseOf(node, out);
    case Node::Kind::In:
        return in(node, out);
    case Node::Kind::Between:
        return between(node, out);
    case Node::Kind::Like:
        return like(node, out);
    case Node::Kind::IsNull:
    case Node::Kind::IsTrue:
    case Node::Kind::IsFalse:
        return is(node, out);
    case Node::Kind::Shift:
        return shift(node, out);
    case Node::Kind::Difference:
        return difference(node, out);
    case Node::Kind::Aggregate:
        return aggregate(node, out);
    }
    return false;
}

bool Interpreter::unary(const Node& node, Value& out)
{
    Value value;
    if (!compute(node.children[0], value))
    {
        return false;
    }
    if (value.isNull())
    {
        out = Value();
    }
    else if (node.operation == Operator::Negate)
    {
        if (refuseWord(value, out))
        {
            return false;
        }
        out = value.number().negated();
    }
    else
    {
        out = truthValue(!*value.truth());
    }
    return true;
}

bool Interpreter::binary(const Node& node, Value& out)
{
    if (isLogical(node.operation))
    {
        return logical(node, out);
    }
    Value left;
    Value right;
    if (!compute(node.children[0], left) || !compute(node.children[1], right))
    {
        return false;
    }
    if (isArithmetic(node.operation))
    {
        if (refuseWord(left, out) || refuseWord(right, out))
        {
            return false;
        }
        return arithmetic(node.operation, left, right, out);
    }
    out = compared(node.operation, left, right);
    return true;
}

// NULL is "not known": FALSE AND NULL is false, TRUE OR NULL is true.
bool Interpreter::logical(const Node& node, Value& out)
{
    Value value;
    if (!compute(node.children[0], value))
    {
        return false;
    }
    const std::optional<bool> left = value.truth();
    const bool all = node.operation == Operator::And;
    if (node.operation != Operator::Xor && left && *left != all)
    {
        out = truthValue(*left);
        return true;
    }
    if (!compute(node.children[1], value))
    {
        return false;
    }
    const std::optional<bool> right = value.truth();
    if (node.operation == Operator::Xor)
    {
        out = left && right ? truthValue(*left != *right) : Value();
    }
    else if (right && *right != all)
    {
        out = truthValue(*right);
    }
    else
    {
        out = left && right ? truthValue(all) : Value();
    }
    return true;
}

bool Interpreter::arithmetic(Operator operation, const Value& left, const Value& right, Value& out)
{
    out = Value();
    if (left.isNull() || right.isNull())
    {
        return true;
    }
    const Number a = left.number();
    const Number b = right.number();
    switch (operation)
    {
    case Operator::Plus:
        return give(a.plus(b), out);
    case Operator::Minus:
        return give(a.minus(b), out);
    case Operator::Times:
        return give(a.times(b), out);
    default:
        break;
    }
    if (b.isZero())
    {
        _dividedByZero = true;
        return true;
    }
    return give(operation == Operator::Over       ? a.over(b)
                : operation == Operator::Quotient ? a.quotient(b)
                                                  : a.remainder(b),
                out);
}

bool Interpreter::in(const Node& node, Value& out)
{
    Value wanted;
    if (!compute(node.children[0], wanted))
    {
        return false;
    }
    bool unknown = wanted.isNull();
    for (std::size_t i = 1; i < node.children.size() && !wanted.isNull(); ++i)
    {
        Value value;
        if (!compute(node.children[i], value))
        {
            return false;
        }
        if (!value.isNull() && compare(wanted, value) == 0)
        {
            out = truthValue(!node.negated);
            return true;
        }
        unknown = unknown || value.isNull();
    }
    out = unknown ? Value() : truthValue(node.negated);
    return true;
}

bool Interpreter::between(const Node& node, Value& out)
{
    Value value;
    Value least;
    Value most;
    if (!compute(node.children[0], value) || !compute(node.children[1], least) ||
        !compute(node.children[2], most))
    {
        return false;
    }
    // One number among the three makes numbers of all.
    const auto isNumber = [](const Value& one) { return one.isNumber(); };
    const auto isMoment = [](const Value& one) { return one.isMoment(); };
    std::array three = {&value, &least, &most};
    const auto has = [&](auto kind)
    { return std::any_of(three.begin(), three.end(), [&](const Value* one) { return kind(*one); }); };
    for (Value* one : three)
    {
        if (has(isNumber) && !has(isMoment) && one->isText())
        {
            *one = one->number();
        }
    }
    const std::optional<bool> above = compared(Operator::GreaterEqual, value, least).truth();
    const std::optional<bool> below = compared(Operator::LessEqual, value, most).truth();
    if ((above && !*above) || (below && !*below))
    {
        out = truthValue(node.negated);
    }
    else
    {
        out = above && below ? truthValue(!node.negated) : Value();
    }
    return true;
}

bool Interpreter::like(const Node& node, Value& out)
{
    Value text;
    Value pattern;
    if (!compute(node.children[0], text) || !compute(node.children[1], pattern))
    {
        return false;
    }
    out = text.isNull() || pattern.isNull() ? Value()
                                            : truthValue(isLike(text.text(), pattern.text()) != node.negated);
    return true;
}

bool Interpreter::is(const Node& node, Value& out)
{
    Value value;
    if (!compute(node.children[0], value))
    {
        return false;
    }
    const std::optional<bool> truth = value.truth();
    const bool holds = node.kind == Node::Kind::IsNull   ? !truth
                       : node.kind == Node::Kind::IsTrue ? truth && *truth
                                                         : truth && !*truth;
    out = truthValue(holds != node.negated);
    return true;
}

} // namespace duijie::plan::formula
