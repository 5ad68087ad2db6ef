// From the words of an expression to its tree, by MySQL's grammar.
#pragma once

#include "plan/formula/Node.h"
#include "plan/formula/Tokens.h"

#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan::formula
{

/// Reads one expression. What it finds wrong first is told in `problem`.
class Parser
{
public:
    Parser(std::vector<Token> tokens, std::vector<Input>& inputs, std::string& problem)
        : _tokens(std::move(tokens)), _inputs(inputs), _problem(problem)
    {
    }

    /// False: `problem` says why.
    bool parse(Node& root, std::size_t& columns);

private:
    // ParserOperators.cpp
    bool expression(Node& out, int least = 0);
    bool operand(Node& out);
    bool behind(Node& left, int least, bool& more);
    bool test(Node& left, bool negated);
    bool isTest(Node& left);
    bool in(Node& left, bool negated);
    bool between(Node& left, bool negated);
    bool binary(Node& left, Operator operation, int precedence);
    bool shift(Node& left, bool negated);

    // Parser.cpp
    bool constant(Node& out);
    bool input(Node& out, Input::Kind kind);
    bool name(Node& out);
    bool caseOf(Node& out);
    static bool isTextual(const Node& node);
    static void settle(Node& choice);
    bool call(Node& out, const Token& name);
    bool arguments(std::vector<Node>& out);
    bool checkCount(const Token& name, std::size_t given, std::size_t least, std::size_t most);

    // ParserForms.cpp
    bool form(Node& out, const Token& name, bool& done);
    bool aggregate(Node& out, Aggregate kind);
    bool dateMove(Node& out, bool negated);
    bool interval(Node& moment);
    bool cast(Node& out, bool convert);
    bool substring(Node& out);
    bool trim(Node& out);
    bool difference(Node& out);
    bool choice(Node& out);
    bool coalesce(Node& out, const Token& name);

    const Token& peek(std::size_t ahead = 0) const;
    bool isOperator(std::string_view symbol, std::size_t ahead = 0) const;
    bool isName(std::string_view keyword, std::size_t ahead = 0) const;
    bool takeOperator(std::string_view symbol);
    bool takeName(std::string_view keyword);
    bool expectOperator(std::string_view symbol);
    bool expectName(std::string_view keyword);
    bool unexpected(std::string_view expected);
    bool unit(Unit& out);

    std::vector<Token> _tokens;
    std::vector<Input>& _inputs;
    std::string& _problem;
    std::size_t _at = 0;
    std::size_t _depth = 0;
    std::size_t _columns = 0;
    std::size_t _column = Input::NoColumn; // the aggregate that is being read
};

} // namespace duijie::plan::formula
