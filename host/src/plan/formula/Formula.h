// _function: a MySQL scalar expression, compiled once and evaluated for row after row.
#pragma once

#include "plan/formula/Function.h"
#include "plan/formula/Node.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan::formula
{

/// Where the values of a formula's inputs come from, for the row at hand.
class Inputs
{
public:
    virtual ~Inputs() = default;

    /// The value of an input. False: there is none; why was told elsewhere, and the evaluation ends.
    virtual bool value(std::size_t input, Value& out) = 0;

    /// How many elements the list of a column has, which the inputs of that column then are read from. False:
    /// as above.
    virtual bool open(std::size_t column, std::size_t& count) = 0;
    /// The element that the inputs of the opened column are read from.
    virtual void select(std::size_t element) = 0;
    virtual void close() = 0;
};

/// What came of an evaluation.
struct Outcome
{
    enum class Kind
    {
        Value,
        NoInput,       ///< Inputs had no value
        DividedByZero, ///< the result is NULL because of it
        TooManyDigits, ///< a number on the way has more than 65
        NotANumber,    ///< `value`, without quotes, is computed with and is a text
    };

    Kind kind = Kind::Value;
    Value value;
};

/// Values are bound, never put into the text: nothing in the data can change what is computed.
class Formula
{
public:
    /// Nothing, with a sentence in `problem`, for what is no expression. `text` comes without "_function".
    static std::optional<Formula> parse(std::string_view text, std::string& problem);

    /// What has to be given to evaluate it, in the order of the text.
    const std::vector<Input>& inputs() const noexcept { return _inputs; }
    /// How many columns there are: arguments of sum() and the like.
    std::size_t columns() const noexcept { return _columns; }

    Outcome evaluate(Inputs& inputs, const Surroundings& surroundings) const;

private:
    Node _root;
    std::vector<Input> _inputs;
    std::size_t _columns = 0;
};

} // namespace duijie::plan::formula
