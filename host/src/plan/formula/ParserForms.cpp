// What looks like a function and has words of its own between the parentheses.
#include "plan/formula/Parser.h"

#include "plan/formula/Function.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <array>

namespace duijie::plan::formula
{

namespace
{

constexpr std::array<std::string_view, 18> Forms = {
    "sum",    "avg",      "min",       "max",     "count",         "if",
    "ifnull", "coalesce", "date_add",  "adddate", "date_sub",      "subdate",
    "cast",   "convert",  "substring", "trim",    "timestampdiff", "timestampadd"};

const Function* known(std::string_view name)
{
    std::string nearest;
    return functionOf(name, nearest);
}

} // namespace

std::span<const std::string_view> formNames()
{
    return Forms;
}

// Reads a form up to its closing parenthesis. `done` stays false, and nothing is read, for an ordinary
// function.
bool Parser::form(Node& out, const Token& name, bool& done)
{
    static constexpr std::pair<std::string_view, Aggregate> Aggregates[] = {{"sum", Aggregate::Sum},
                                                                            {"avg", Aggregate::Average},
                                                                            {"min", Aggregate::Least},
                                                                            {"max", Aggregate::Most},
                                                                            {"count", Aggregate::Count}};
    const auto is = [&](std::string_view word) { return isKeyword(name.text, word); };
    for (const auto& [word, kind] : Aggregates)
    {
        if (is(word))
        {
            return done = aggregate(out, kind);
        }
    }
    const bool add = is("date_add") || is("adddate");
    if (add || is("date_sub") || is("subdate"))
    {
        return done = dateMove(out, !add);
    }
    if (is("cast") || is("convert"))
    {
        return done = cast(out, is("convert"));
    }
    if (is("substring") || is("substr") || is("mid"))
    {
        return done = substring(out);
    }
    if (is("trim"))
    {
        return done = trim(out);
    }
    if (is("timestampdiff") || is("timestampadd"))
    {
        out.kind = is("timestampdiff") ? Node::Kind::Difference : Node::Kind::Shift;
        return done = difference(out);
    }
    if (is("if"))
    {
        return done = choice(out);
    }
    if (is("ifnull") || is("coalesce"))
    {
        return done = coalesce(out, name);
    }
    return true;
}

bool Parser::aggregate(Node& out, Aggregate kind)
{
    if (_column != Input::NoColumn)
    {
        _problem = text::say("plan.function_nested_sum");
        return false;
    }
    out.kind = Node::Kind::Aggregate;
    out.aggregate = kind;
    out.index = _column = _columns++;
    const std::size_t before = _inputs.size();
    const bool right = expression(out.children.emplace_back()) && expectOperator(")");
    _column = Input::NoColumn;
    const bool value = std::any_of(_inputs.begin() + static_cast<std::ptrdiff_t>(before), _inputs.end(),
                                   [](const Input& input) { return input.kind != Input::Kind::Lookup; });
    if (right && !value)
    {
        _problem = text::say("plan.function_sum_column");
        return false;
    }
    return right;
}

bool Parser::unit(Unit& out)
{
    const std::optional<Unit> found = peek().kind == Token::Kind::Name ? unitOf(peek().text) : std::nullopt;
    if (!found)
    {
        return unexpected("SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR");
    }
    out = *found;
    ++_at;
    return true;
}

// "INTERVAL n DAY" behind the moment it belongs to.
bool Parser::interval(Node& moment)
{
    return expectName("interval") && expression(moment.children.emplace_back()) && unit(moment.unit);
}

bool Parser::dateMove(Node& out, bool negated)
{
    out.kind = Node::Kind::Shift;
    out.negated = negated;
    if (!expression(out.children.emplace_back()) || !expectOperator(","))
    {
        return false;
    }
    if (isName("interval"))
    {
        return interval(out) && expectOperator(")");
    }
    out.unit = Unit::Day; // ADDDATE(moment, days)
    return expression(out.children.emplace_back()) && expectOperator(")");
}

// TIMESTAMPDIFF(unit, from, to) and TIMESTAMPADD(unit, count, moment).
bool Parser::difference(Node& out)
{
    const bool right = unit(out.unit) && expectOperator(",") && expression(out.children.emplace_back()) &&
                       expectOperator(",") && expression(out.children.emplace_back()) && expectOperator(")");
    if (right && out.kind == Node::Kind::Shift)
    {
        std::swap(out.children[0], out.children[1]);
    }
    return right;
}

// The type becomes arguments behind the value: its name, then its digits.
bool Parser::cast(Node& out, bool convert)
{
    out.kind = Node::Kind::Call;
    out.function = known("cast");
    if (!expression(out.children.emplace_back()) || !(convert ? expectOperator(",") : expectName("as")))
    {
        return false;
    }
    const Token& type = peek();
    if (type.kind != Token::Kind::Name || !isCastType(type.text))
    {
        return unexpected("CHAR, SIGNED, UNSIGNED, DECIMAL(10,2), DATE, DATETIME");
    }
    out.children.emplace_back().constant = Value(type.text);
    ++_at;
    if (!takeOperator("("))
    {
        takeName("integer");
        return expectOperator(")");
    }
    return arguments(out.children) && expectOperator(")");
}

// SUBSTRING(text, from, count) and SUBSTRING(text FROM from FOR count).
bool Parser::substring(Node& out)
{
    out.kind = Node::Kind::Call;
    out.function = known("substring");
    if (!expression(out.children.emplace_back()))
    {
        return false;
    }
    const bool words = takeName("from");
    if ((!words && !expectOperator(",")) || !expression(out.children.emplace_back()))
    {
        return false;
    }
    const bool count = words ? takeName("for") : takeOperator(",");
    return (!count || expression(out.children.emplace_back())) && expectOperator(")");
}

// TRIM([BOTH | LEADING | TRAILING] [what] FROM text): arguments text, what, sides.
bool Parser::trim(Node& out)
{
    out.kind = Node::Kind::Call;
    out.function = known("trim");
    const int sides = takeName("leading") ? 1 : takeName("trailing") ? 2 : takeName("both") ? 3 : 0;
    Node what;
    what.constant = Value(std::string(" "));
    Node text;
    if (!takeName("from"))
    {
        if (!expression(text))
        {
            return false;
        }
        if (!takeName("from"))
        {
            out.children.push_back(std::move(text));
            return sides == 0 ? expectOperator(")") : unexpected("FROM");
        }
        what = std::move(text);
        text = Node();
    }
    Node which;
    which.constant = Number(sides == 0 ? 3 : sides);
    const bool right = expression(text) && expectOperator(")");
    out.children.push_back(std::move(text));
    out.children.push_back(std::move(what));
    out.children.push_back(std::move(which));
    return right;
}

// IF(condition, then, else) is a CASE.
bool Parser::choice(Node& out)
{
    out.kind = Node::Kind::Case;
    out.otherwise = true;
    const Token name{Token::Kind::Name, "IF", 0};
    const bool right = arguments(out.children) && checkCount(name, out.children.size(), 3, 3);
    if (right)
    {
        settle(out);
    }
    return right;
}

bool Parser::coalesce(Node& out, const Token& name)
{
    out.kind = Node::Kind::Coalesce;
    const bool two = isKeyword(name.text, "ifnull");
    const bool right = arguments(out.children) &&
                       checkCount(name, out.children.size(), two ? 2 : 1, two ? 2 : Function::Any);
    if (right)
    {
        settle(out);
    }
    return right;
}

} // namespace duijie::plan::formula
