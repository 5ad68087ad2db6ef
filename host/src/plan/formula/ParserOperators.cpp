// Operators by their precedence.
#include "plan/formula/Parser.h"

#include "text/Catalogue.h"

namespace duijie::plan::formula
{

namespace
{

constexpr std::size_t DeepestNesting = 64;

enum Precedence
{
    OrLevel = 1,
    XorLevel,
    AndLevel,
    NotLevel,
    TestLevel, // BETWEEN, IN, LIKE, IS and comparisons
    SumLevel,
    ProductLevel,
    SignLevel
};

struct Infix
{
    std::string_view symbol;
    Operator operation;
    int precedence;
};

constexpr Infix Symbols[] = {
    {"||", Operator::Or, OrLevel},
    {"&&", Operator::And, AndLevel},
    {"=", Operator::Equal, TestLevel},
    {"<=>", Operator::SameOrNull, TestLevel},
    {"<>", Operator::NotEqual, TestLevel},
    {"!=", Operator::NotEqual, TestLevel},
    {"<", Operator::Less, TestLevel},
    {"<=", Operator::LessEqual, TestLevel},
    {">", Operator::Greater, TestLevel},
    {">=", Operator::GreaterEqual, TestLevel},
    {"+", Operator::Plus, SumLevel},
    {"-", Operator::Minus, SumLevel},
    {"*", Operator::Times, ProductLevel},
    {"/", Operator::Over, ProductLevel},
    {"%", Operator::Remainder, ProductLevel},
};

constexpr Infix Words[] = {
    {"or", Operator::Or, OrLevel},
    {"xor", Operator::Xor, XorLevel},
    {"and", Operator::And, AndLevel},
    {"div", Operator::Quotient, ProductLevel},
    {"mod", Operator::Remainder, ProductLevel},
};

const Infix* infixOf(const Token& token) noexcept
{
    if (token.kind == Token::Kind::Operator)
    {
        for (const Infix& infix : Symbols)
        {
            if (token.text == infix.symbol)
            {
                return &infix;
            }
        }
    }
    for (const Infix& infix : Words)
    {
        if (token.kind == Token::Kind::Name && isKeyword(token.text, infix.symbol))
        {
            return &infix;
        }
    }
    return nullptr;
}

// An operator around what was read before it.
Node around(Node::Kind kind, bool negated, Node& left)
{
    Node out;
    out.kind = kind;
    out.negated = negated;
    out.children.push_back(std::move(left));
    return out;
}

} // namespace

bool Parser::expression(Node& out, int least)
{
    if (++_depth > DeepestNesting)
    {
        _problem = text::say("plan.function_deep", {std::to_string(DeepestNesting)});
        return false;
    }
    bool more = operand(out);
    const bool begun = more;
    bool right = begun;
    while (right && more)
    {
        right = behind(out, least, more);
    }
    --_depth;
    return right;
}

bool Parser::operand(Node& out)
{
    const Token& token = peek();
    const bool minus = isOperator("-");
    const bool no = isName("not") || isOperator("!");
    if (minus || no)
    {
        const int level = minus || isOperator("!") ? SignLevel : NotLevel;
        ++_at;
        out.kind = Node::Kind::Unary;
        out.operation = minus ? Operator::Negate : Operator::Not;
        return expression(out.children.emplace_back(), level);
    }
    if (takeOperator("+"))
    {
        return expression(out, SignLevel);
    }
    if (takeOperator("("))
    {
        return expression(out) && expectOperator(")");
    }
    switch (token.kind)
    {
    case Token::Kind::Number:
    case Token::Kind::Text:
        return constant(out);
    case Token::Kind::Spliced:
        return input(out, Input::Kind::Value);
    case Token::Kind::Lookup:
        return input(out, Input::Kind::Lookup);
    case Token::Kind::Name:
        return name(out);
    default:
        return unexpected(text::say("plan.function_value"));
    }
}

// One more operator behind `left`, where there is one that binds at least as tightly as `least`.
bool Parser::behind(Node& left, int least, bool& more)
{
    const bool negated = isName("not") && (isName("in", 1) || isName("between", 1) || isName("like", 1));
    if (negated || isName("in") || isName("between") || isName("like") || isName("is"))
    {
        more = least <= TestLevel;
        _at += more && negated ? 1 : 0;
        return !more || test(left, negated);
    }
    const Infix* infix = infixOf(peek());
    more = infix != nullptr && infix->precedence >= least;
    if (!more)
    {
        return true;
    }
    ++_at;
    const bool sum = infix->operation == Operator::Plus || infix->operation == Operator::Minus;
    if (sum && isName("interval"))
    {
        return shift(left, infix->operation == Operator::Minus);
    }
    return binary(left, infix->operation, infix->precedence);
}

bool Parser::binary(Node& left, Operator operation, int precedence)
{
    Node out;
    out.kind = Node::Kind::Binary;
    out.operation = operation;
    out.children.push_back(std::move(left));
    // Operators of one level go from left to right.
    const bool right = expression(out.children.emplace_back(), precedence + 1);
    left = std::move(out);
    return right;
}

bool Parser::shift(Node& left, bool negated)
{
    Node out = around(Node::Kind::Shift, negated, left);
    left = std::move(out);
    return interval(left);
}

bool Parser::test(Node& left, bool negated)
{
    if (takeName("is"))
    {
        return isTest(left);
    }
    if (takeName("in"))
    {
        return in(left, negated);
    }
    if (takeName("between"))
    {
        return between(left, negated);
    }
    ++_at; // LIKE
    Node out = around(Node::Kind::Like, negated, left);
    const bool right = expression(out.children.emplace_back(), SumLevel);
    left = std::move(out);
    return right;
}

bool Parser::isTest(Node& left)
{
    Node out;
    out.negated = takeName("not");
    if (takeName("null"))
    {
        out.kind = Node::Kind::IsNull;
    }
    else if (takeName("true"))
    {
        out.kind = Node::Kind::IsTrue;
    }
    else if (takeName("false"))
    {
        out.kind = Node::Kind::IsFalse;
    }
    else
    {
        return unexpected("NULL, TRUE, FALSE");
    }
    out.children.push_back(std::move(left));
    left = std::move(out);
    return true;
}

bool Parser::in(Node& left, bool negated)
{
    Node out = around(Node::Kind::In, negated, left);
    const bool right = expectOperator("(") && arguments(out.children);
    if (right && out.children.size() < 2)
    {
        return unexpected(text::say("plan.function_value"));
    }
    left = std::move(out);
    return right;
}

bool Parser::between(Node& left, bool negated)
{
    Node out = around(Node::Kind::Between, negated, left);
    const bool right = expression(out.children.emplace_back(), SumLevel) && expectName("and") &&
                       expression(out.children.emplace_back(), SumLevel);
    left = std::move(out);
    return right;
}

} // namespace duijie::plan::formula
