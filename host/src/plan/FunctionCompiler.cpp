// _function: what its templates and lookups mean at the place where it stands.
#include "plan/ExpressionCompiler.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

constexpr std::string_view Keyword = "_function";

// The paths that a template names, times and paging aside.
std::vector<std::string> pathsOf(const formula::Input& input)
{
    std::string problem;
    std::vector<std::string> paths;
    const std::optional<Template> parsed =
        input.kind == formula::Input::Kind::Lookup ? std::nullopt : parseTemplate(input.text, problem);
    for (std::size_t i = 0; parsed && i < parsed->parts.size(); ++i)
    {
        const TemplatePart& part = parsed->parts[i];
        if (part.reference && !variableOf(part.text))
        {
            paths.push_back(part.text);
        }
    }
    return paths;
}

} // namespace

// The list that a path within sum() or the like goes through: all of it, also inside an array made of that
// list. Empty: the path goes through none.
std::string ExpressionCompiler::columnList(const std::string& path) const
{
    std::size_t known = 0;
    for (const std::string& prefix : _lists)
    {
        known = path.starts_with(prefix) ? std::max(known, prefix.size()) : known;
    }
    // Where an array says so the list is deeper than one name.
    std::string_view named;
    for (const std::string& list : _named)
    {
        const bool goesThrough = list.size() >= known && path.starts_with(list + ".");
        named = goesThrough && (named.empty() || list.size() < named.size()) ? std::string_view(list) : named;
    }
    if (!named.empty())
    {
        return std::string(named);
    }
    const std::size_t dot = path.find('.', known);
    if (dot != std::string::npos)
    {
        return path.substr(0, dot);
    }
    return path.substr(0, known == 0 ? 0 : known - 1);
}

std::string ExpressionCompiler::columnOf(const formula::Formula& formula, std::size_t column,
                                         const std::string& at)
{
    std::string list;
    for (const formula::Input& input : formula.inputs())
    {
        if (input.column != column)
        {
            continue;
        }
        for (const std::string& path : pathsOf(input))
        {
            const std::string found = columnList(path);
            if (!list.empty() && !found.empty() && found != list)
            {
                _report.error(at, "plan.function_two_lists", {list, found});
            }
            list = found.empty() ? list : found;
        }
    }
    return list;
}

FunctionExpression::Input ExpressionCompiler::bindInput(const formula::Input& input, const std::string& at)
{
    FunctionExpression::Input out;
    if (input.kind == formula::Input::Kind::Lookup)
    {
        out.lookup = compileLookup(input.text, at);
        return out;
    }
    std::string problem;
    const std::optional<Template> parsed = parseTemplate(input.text, problem);
    if (!parsed || !parsed->hasReference())
    {
        _report.error(at, "plan.value_problem",
                      {parsed ? text::say("plan.function_braces", {input.text}) : problem});
        return out;
    }
    out.expression = bind(*parsed, at);
    return out;
}

std::size_t ExpressionCompiler::compileFunction(std::string_view text, const std::string& at)
{
    std::string problem;
    std::optional<formula::Formula> formula = formula::Formula::parse(text.substr(Keyword.size()), problem);
    if (!formula)
    {
        _report.error(at, "plan.value_problem", {problem});
        return NoSlot;
    }
    FunctionExpression out;
    std::vector<std::string> lists;
    for (std::size_t column = 0; column < formula->columns(); ++column)
    {
        lists.push_back(columnOf(*formula, column, at));
        out.columns.push_back(lists.back().empty() ? std::nullopt
                                                   : std::optional(pathReference(lists.back(), at)));
    }
    for (const formula::Input& input : formula->inputs())
    {
        const bool inside = input.column != formula::Input::NoColumn && !lists[input.column].empty();
        if (inside)
        {
            enter(lists[input.column]);
        }
        out.inputs.push_back(bindInput(input, at));
        if (inside)
        {
            leave();
        }
    }
    out.formula = std::move(*formula);
    _program.functions.push_back(std::move(out));
    return _program.functions.size() - 1;
}

} // namespace duijie::plan
