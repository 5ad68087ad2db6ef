#include "plan/Habits.h"

#include "plan/ExpressionCompiler.h"
#include "plan/formula/Formula.h"

#include "duijie/sdk/Text.h"

#include <algorithm>
#include <set>

namespace duijie::plan
{

namespace
{

bool hasAny(std::string_view text, std::initializer_list<std::string_view> parts) noexcept
{
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

// The platform's modelling tool writes "1" into every field that nobody fills. Where the description names
// the choices, somebody chose.
bool isLeftover(const FieldNode& node)
{
    if (!node.text || *node.text != "1" || !node.children.empty())
    {
        return false;
    }
    const bool container = node.type == "array" || node.type == "object";
    return container || !(hasAny(node.described, {"1", "是否", "默认"}) || node.field.starts_with("is_"));
}

bool isNumeric(const FieldNode& node)
{
    return node.type == "int" || node.type == "float" || node.type == "number" || node.type == "decimal";
}

// It could be computed, and is no keyword's: a person meant _function, probably.
bool looksComputed(const FieldNode& node)
{
    const std::string& text = *node.text;
    if (text.find('{') == std::string::npos && text.find('(') == std::string::npos)
    {
        return false;
    }
    const bool sign = hasAny(text, {"*", "+", "("}) || (isNumeric(node) && hasAny(text, {"-", "/"}));
    const bool choice = text.starts_with("case ") || text.starts_with("CASE ");
    std::string problem;
    return (sign || choice) && formula::Formula::parse(text, problem).has_value();
}

void checkText(const FieldNode& node, Report& report)
{
    const std::string at = node.path + ".value";
    const std::string& text = *node.text;
    if (isLeftover(node))
    {
        report.warning(at, "plan.leftover", {node.field});
    }
    if (ExpressionCompiler::isFunction(text) || ExpressionCompiler::isLookup(text))
    {
        return;
    }
    if (hasAny(text, {"${", "{{$"}))
    {
        report.warning(at, "plan.other_language", {sdk::excerpt(text, 80)});
    }
    else if (looksComputed(node))
    {
        report.warning(at, "plan.looks_computed", {sdk::excerpt(text, 80)});
    }
}

void checkTexts(const std::vector<FieldNode>& nodes, Report& report)
{
    for (const FieldNode& node : nodes)
    {
        if (node.text)
        {
            checkText(node, report);
        }
        checkTexts(node.children, report);
    }
}

std::string firstOf(std::string_view path)
{
    return std::string(path.substr(0, path.find('.')));
}

// A dotted path inside a list that begins with neither the list's name nor one that the header uses.
void checkPrefixes(const Program& program, Report& report)
{
    std::set<std::string> heads;
    for (const UsedPath& used : program.paths)
    {
        if (used.list.empty())
        {
            heads.insert(firstOf(used.path));
        }
    }
    for (const UsedPath& used : program.paths)
    {
        const bool dotted = used.path.find('.') != std::string::npos;
        const std::string first = firstOf(used.path);
        if (!used.list.empty() && dotted && first != firstOf(used.list) && !heads.contains(first))
        {
            report.warning(used.at, "plan.other_list", {used.path, used.list});
        }
    }
}

} // namespace

void checkHabits(const Document& document, const Program& program, Report& report)
{
    checkTexts(document.request, report);
    checkPrefixes(program, report);
}

} // namespace duijie::plan
