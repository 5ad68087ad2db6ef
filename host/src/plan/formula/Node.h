// An expression as a tree.
#pragma once

#include "plan/formula/Moment.h"
#include "plan/formula/Value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan::formula
{

struct Function;

enum class Operator : uint8_t
{
    Plus,
    Minus,
    Times,
    Over,
    Quotient,
    Remainder,
    Equal,
    SameOrNull, ///< <=>
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
    Xor,
    Not,
    Negate
};

enum class Aggregate : uint8_t
{
    Sum,
    Average,
    Least,
    Most,
    Count
};

struct Node
{
    enum class Kind : uint8_t
    {
        Constant,
        Input,    ///< `index` into the inputs
        Unary,    ///< `operation` of one child
        Binary,   ///< `operation` of two
        Call,     ///< `function` of the children
        Coalesce, ///< the first of the children that is not NULL
        Case,     ///< [operand] {when then}... [else]; `operand` and `otherwise` say which are there
        In,       ///< the first among the others
        Between,  ///< the first from the second to the third
        Like,     ///< the first like the second
        IsNull,
        IsTrue,
        IsFalse,
        Shift,      ///< the first moment later by the second, `unit`s
        Difference, ///< TIMESTAMPDIFF
        Aggregate   ///< of the child over the elements of column `index`
    };

    Kind kind = Kind::Constant;
    Operator operation = Operator::Plus;
    Aggregate aggregate = Aggregate::Sum;
    Unit unit = Unit::Day;
    bool negated = false; ///< NOT IN, NOT BETWEEN, NOT LIKE, IS NOT; DATE_SUB
    bool textual = false; ///< CASE and COALESCE: a text, since one of the branches is
    bool operand = false;
    bool otherwise = false;
    std::size_t index = 0;
    const Function* function = nullptr;
    Value constant;
    std::vector<Node> children;
};

/// What stands for a value of a row.
struct Input
{
    enum class Kind : uint8_t
    {
        Text,   ///< templates within quotes: always a text
        Value,  ///< templates without quotes: a number, TRUE, FALSE, NULL or a text
        Lookup, ///< _findCollection or _mongoQuery
    };

    static constexpr std::size_t NoColumn = static_cast<std::size_t>(-1);

    Kind kind = Kind::Text;
    std::string text;              ///< as written, without quotes and _endFind
    std::size_t column = NoColumn; ///< inside sum() and the like: which of them
};

} // namespace duijie::plan::formula
