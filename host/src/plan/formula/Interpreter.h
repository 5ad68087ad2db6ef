// Computes the tree of an expression.
#pragma once

#include "plan/formula/Formula.h"

namespace duijie::plan::formula
{

class Interpreter
{
public:
    Interpreter(Inputs& inputs, const Surroundings& surroundings)
        : _inputs(inputs), _surroundings(surroundings)
    {
    }

    /// False: stopped(), because of an input without a value, one that is no number, or too many digits.
    bool compute(const Node& node, Value& out);

    Outcome::Kind stopped() const noexcept { return _stopped; }
    bool dividedByZero() const noexcept { return _dividedByZero; }

private:
    bool unary(const Node& node, Value& out);
    bool binary(const Node& node, Value& out);
    bool logical(const Node& node, Value& out);
    bool arithmetic(Operator operation, const Value& left, const Value& right, Value& out);
    bool call(const Node& node, Value& out);
    bool caseOf(const Node& node, Value& out);
    bool coalesce(const Node& node, Value& out);
    bool branch(const Node& choice, const Node& taken, Value& out);
    bool in(const Node& node, Value& out);
    bool between(const Node& node, Value& out);
    bool like(const Node& node, Value& out);
    bool is(const Node& node, Value& out);
    bool shift(const Node& node, Value& out);
    bool difference(const Node& node, Value& out);
    bool aggregate(const Node& node, Value& out);
    bool fold(const Node& node, std::size_t count, Value& out);
    bool stop(Outcome::Kind kind);
    bool refuseWord(const Value& value, Value& out);
    bool give(std::optional<Number> number, Value& out);

    Inputs& _inputs;
    const Surroundings& _surroundings;
    Outcome::Kind _stopped = Outcome::Kind::NoInput;
    bool _dividedByZero = false;
};

} // namespace duijie::plan::formula
