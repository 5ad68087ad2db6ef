#include "plan/formula/Parser.h"

#include "plan/formula/Function.h"
#include "plan/formula/Letters.h"

#include "plan/Template.h"
#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan::formula
{

bool Parser::parse(Node& root, std::size_t& columns)
{
    if (!expression(root))
    {
        return false;
    }
    columns = _columns;
    return peek().kind == Token::Kind::End || unexpected(text::say("plan.function_end"));
}

const Token& Parser::peek(std::size_t ahead) const
{
    return _tokens[std::min(_at + ahead, _tokens.size() - 1)];
}

bool Parser::isOperator(std::string_view symbol, std::size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::Operator && peek(ahead).text == symbol;
}

bool Parser::isName(std::string_view keyword, std::size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::Name && isKeyword(peek(ahead).text, keyword);
}

bool Parser::takeOperator(std::string_view symbol)
{
    const bool there = isOperator(symbol);
    _at += there ? 1 : 0;
    return there;
}

bool Parser::takeName(std::string_view keyword)
{
    const bool there = isName(keyword);
    _at += there ? 1 : 0;
    return there;
}

bool Parser::expectOperator(std::string_view symbol)
{
    return takeOperator(symbol) || unexpected(symbol);
}

bool Parser::expectName(std::string_view keyword)
{
    return takeName(keyword) || unexpected(keyword);
}

bool Parser::unexpected(std::string_view expected)
{
    const Token& found = peek();
    _problem = found.kind == Token::Kind::End ? text::say("plan.function_ends", {expected})
                                              : text::say("plan.function_unexpected", {found.text, expected});
    return false;
}

bool Parser::constant(Node& out)
{
    const Token& token = peek();
    if (token.kind == Token::Kind::Number)
    {
        const std::optional<Number> number = Number::parse(token.text);
        if (!number)
        {
            _problem = text::say("plan.function_number", {token.text});
            return false;
        }
        out.constant = *number;
    }
    else
    {
        std::string problem;
        const std::optional<Template> parsed = parseTemplate(token.text, problem);
        if (!parsed)
        {
            _problem = problem;
            return false;
        }
        const std::string folded = lowered(token.text);
        if (folded.find("_findcollection") != std::string::npos ||
            folded.find("_mongoquery") != std::string::npos)
        {
            _problem = text::say("plan.function_lookup_quoted", {token.text});
            return false;
        }
        if (parsed->hasReference())
        {
            return input(out, Input::Kind::Text);
        }
        out.constant = Value(token.text);
    }
    ++_at;
    return true;
}

bool Parser::input(Node& out, Input::Kind kind)
{
    out.kind = Node::Kind::Input;
    out.index = _inputs.size();
    out.textual = kind == Input::Kind::Text;
    _inputs.push_back({kind, peek().text, _column});
    ++_at;
    return true;
}

bool Parser::name(Node& out)
{
    const Token token = peek();
    ++_at;
    if (isKeyword(token.text, "case"))
    {
        return caseOf(out);
    }
    if (isOperator("("))
    {
        return call(out, token);
    }
    static constexpr std::pair<std::string_view, int> Words[] = {{"true", 1}, {"false", 0}};
    for (const auto& [word, value] : Words)
    {
        if (isKeyword(token.text, word))
        {
            out.constant = Number(value);
            return true;
        }
    }
    if (isKeyword(token.text, "null"))
    {
        return true;
    }
    if (isKeyword(token.text, "current_date") || isKeyword(token.text, "current_timestamp"))
    {
        std::string nearest;
        out.kind = Node::Kind::Call;
        out.function = functionOf(token.text, nearest);
        return true;
    }
    _problem = text::say("plan.function_word", {token.text});
    return false;
}

bool Parser::caseOf(Node& out)
{
    out.kind = Node::Kind::Case;
    out.operand = !isName("when");
    if (out.operand && !expression(out.children.emplace_back()))
    {
        return false;
    }
    do
    {
        if (!expectName("when") || !expression(out.children.emplace_back()) || !expectName("then") ||
            !expression(out.children.emplace_back()))
        {
            return false;
        }
    } while (isName("when"));
    out.otherwise = takeName("else");
    if (out.otherwise && !expression(out.children.emplace_back()))
    {
        return false;
    }
    settle(out);
    return expectName("end");
}

bool Parser::isTextual(const Node& node)
{
    switch (node.kind)
    {
    case Node::Kind::Constant:
        return node.constant.isText();
    case Node::Kind::Call:
        return node.function->text;
    case Node::Kind::Case:
    case Node::Kind::Coalesce:
    case Node::Kind::Input: // set for what stands in quotes
        return node.textual;
    default:
        return false;
    }
}

// One branch that is a text makes a text of all of them: IF(x, '1.50', 2) * 3 computes with '2'.
void Parser::settle(Node& choice)
{
    const std::size_t first = choice.kind == Node::Kind::Coalesce ? 0 : choice.operand ? 2 : 1;
    const std::size_t step = choice.kind == Node::Kind::Coalesce ? 1 : 2;
    for (std::size_t i = first; i < choice.children.size(); i += step)
    {
        choice.textual = choice.textual || isTextual(choice.children[i]);
    }
    choice.textual = choice.textual || (choice.otherwise && isTextual(choice.children.back()));
}

bool Parser::arguments(std::vector<Node>& out)
{
    if (takeOperator(")"))
    {
        return true;
    }
    do
    {
        if (!expression(out.emplace_back()))
        {
            return false;
        }
    } while (takeOperator(","));
    return expectOperator(")");
}

bool Parser::checkCount(const Token& name, std::size_t given, std::size_t least, std::size_t most)
{
    if (given >= least && given <= most)
    {
        return true;
    }
    const std::string wanted = most == Function::Any ? std::to_string(least) + "+"
                               : least == most       ? std::to_string(least)
                                                     : std::to_string(least) + "-" + std::to_string(most);
    _problem = text::say("plan.function_arguments", {name.text, wanted, std::to_string(given)});
    return false;
}

bool Parser::call(Node& out, const Token& name)
{
    ++_at; // the parenthesis
    bool done = false;
    if (!form(out, name, done) || done)
    {
        return done;
    }
    std::string nearest;
    const Function* function = functionOf(name.text, nearest);
    if (function == nullptr)
    {
        _problem = nearest.empty() ? text::say("plan.function_unknown_none", {name.text})
                                   : text::say("plan.function_unknown", {name.text, nearest});
        return false;
    }
    out.kind = Node::Kind::Call;
    out.function = function;
    return arguments(out.children) && checkCount(name, out.children.size(), function->least, function->most);
}

} // namespace duijie::plan::formula
