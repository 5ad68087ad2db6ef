#include "plan/ExpressionCompiler.h"

#include "plan/formula/Letters.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

constexpr std::string_view FindKeyword = "_findCollection";
constexpr std::string_view MongoKeyword = "_mongoQuery";

constexpr std::string_view FunctionKeyword = "_function";

// What the platform evaluates where this version would send the text itself.
constexpr std::string_view Keywords[] = {"_function", "_findCollection", "_mongoQuery", "_endFind"};

// "_function" counts in "' _function", not in "special_function".
bool hasWord(std::string_view text, std::string_view word) noexcept
{
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    {
        const char before = at == 0 ? ' ' : text[at - 1];
        if (!(before >= 'a' && before <= 'z') && !(before >= '0' && before <= '9'))
        {
            return true;
        }
    }
    return false;
}

} // namespace

bool ExpressionCompiler::isLookup(std::string_view text) noexcept
{
    return text.starts_with(FindKeyword) || text.starts_with(MongoKeyword);
}

bool ExpressionCompiler::isFunction(std::string_view text) noexcept
{
    return text.starts_with(FunctionKeyword);
}

bool ExpressionCompiler::refuseKeyword(std::string_view text, const std::string& at)
{
    const std::string folded = formula::lowered(text);
    for (const std::string_view keyword : Keywords)
    {
        if (hasWord(folded, formula::lowered(keyword)))
        {
            _report.error(at, "plan.keyword_inside", {keyword, text});
            return true;
        }
    }
    return false;
}

std::optional<Expression> ExpressionCompiler::compileValue(std::string_view text, const std::string& at)
{
    if (refuseKeyword(text, at))
    {
        return std::nullopt;
    }
    std::string problem;
    const std::optional<Template> parsed = parseTemplate(text, problem);
    if (!parsed)
    {
        _report.error(at, "plan.value_problem", {problem});
        return std::nullopt;
    }
    return bind(*parsed, at);
}

Expression ExpressionCompiler::bind(const Template& parsed, const std::string& at)
{
    Expression expression;
    for (const TemplatePart& part : parsed.parts)
    {
        if (part.reference)
        {
            expression.parts.push_back(bindReference(part, at));
        }
        else
        {
            expression.parts.emplace_back();
            expression.parts.back().text = part.text;
        }
    }
    const auto paging = [](const Part& part) { return part.kind == Part::Kind::Paging; };
    if (expression.parts.size() > 1 && std::any_of(expression.parts.begin(), expression.parts.end(), paging))
    {
        _report.error(at, "plan.paging_with_text");
    }
    return expression;
}

Part ExpressionCompiler::bindReference(const TemplatePart& part, const std::string& at)
{
    Part out;
    out.filter = part.filter;
    const std::optional<Variable> variable = variableOf(part.text);
    if (variable)
    {
        out.kind = variable->isPaging() ? Part::Kind::Paging : Part::Kind::Time;
        out.variable = *variable;
        _program.windowed = _program.windowed || variable->kind == Variable::Kind::LastSyncTime ||
                            variable->kind == Variable::Kind::CurrentTime;
        if (variable->isPaging() && (_side == Side::Target || part.filter != Filter::None))
        {
            _report.error(at, "plan.paging_misplaced", {part.text});
        }
        return out;
    }
    out.kind = Part::Kind::Path;
    out.path = pathReference(part.text, at);
    if (_side == Side::Source)
    {
        _report.error(at, "plan.row_in_source", {part.text});
    }
    return out;
}

PathReference ExpressionCompiler::pathReference(const std::string& path, const std::string& at)
{
    const std::string_view around = _lists.empty() ? std::string_view() : _lists.back();
    _program.paths.push_back(
        {path, at, std::string(around.substr(0, around.size() - (around.empty() ? 0 : 1)))});
    PathReference reference;
    reference.shown = path;
    for (std::size_t scope = _lists.size(); scope > 0; --scope)
    {
        const std::string& prefix = _lists[scope - 1];
        if (path.starts_with(prefix) && path.size() > prefix.size())
        {
            reference.scope = scope;
            reference.path = makeRowPath(std::string_view(path).substr(prefix.size()));
            return reference;
        }
    }
    reference.path = makeRowPath(path);
    const auto [slot, added] = _headerSlots.emplace(path, _program.headerSlots);
    _program.headerSlots += added ? 1 : 0;
    reference.slot = slot->second;
    return reference;
}

PathReference ExpressionCompiler::listReference(const std::string& name, const std::string& at)
{
    PathReference reference = pathReference(name, at);
    if (!_lists.empty() && reference.scope == 0)
    {
        _report.error(at, "plan.nested_list", {name, _lists.back() + name});
    }
    return reference;
}

std::size_t ExpressionCompiler::datasetIndex(const std::string& id)
{
    auto& known = _program.datasets;
    const auto found = std::find(known.begin(), known.end(), id);
    const auto index = static_cast<std::size_t>(found - known.begin());
    if (found == known.end())
    {
        known.push_back(id);
    }
    return index;
}

// A lookup that uses nothing of a line has one answer for the whole row.
std::size_t ExpressionCompiler::lookupSlot(std::string_view text, const Lookup& lookup)
{
    const auto ofLine = [](const Expression& value)
    {
        return std::any_of(value.parts.begin(), value.parts.end(),
                           [](const Part& part) { return part.path.scope > 0; });
    };
    for (const Lookup::Condition& condition : lookup.conditions)
    {
        if (ofLine(condition.value))
        {
            return NoSlot;
        }
    }
    for (const std::optional<Expression>& value : lookup.values)
    {
        if (value && ofLine(*value))
        {
            return NoSlot;
        }
    }
    const auto [slot, added] = _lookupSlots.emplace(text, _program.lookupSlots);
    _program.lookupSlots += added ? 1 : 0;
    return slot->second;
}

// The connector counts the pages: what is asked by them cannot be known beforehand.
void ExpressionCompiler::refusePaging(const Lookup& lookup, const std::string& at)
{
    const auto refuse = [&](const Expression& value)
    {
        if (!value.parts.empty() && value.parts.front().kind == Part::Kind::Paging && _side == Side::Source)
        {
            _report.error(at, "plan.paging_in_lookup");
        }
    };
    for (const Lookup::Condition& condition : lookup.conditions)
    {
        refuse(condition.value);
    }
    for (const std::optional<Expression>& value : lookup.values)
    {
        refuse(value.value_or(Expression{}));
    }
}

Lookup ExpressionCompiler::compileLookup(std::string_view text, const std::string& at)
{
    Lookup lookup;
    const std::string_view keyword = text.starts_with(FindKeyword) ? FindKeyword : MongoKeyword;
    std::string problem;
    const std::optional<LookupExpression> parsed =
        keyword == FindKeyword ? parseFindCollection(text, problem) : parseMongoQuery(text, problem);
    if (!parsed)
    {
        _report.error(at, "plan.value_problem", {problem});
        return lookup;
    }
    lookup.dataset = datasetIndex(parsed->dataset);
    lookup.wanted = parsed->wanted;
    for (const LookupExpression::Condition& condition : parsed->conditions)
    {
        lookup.conditions.push_back({condition.field, bind(condition.value, at)});
    }
    lookup.tests = parsed->tests;
    lookup.valueFields = parsed->valueFields;
    for (const std::optional<Template>& value : parsed->values)
    {
        lookup.values.push_back(value ? std::optional(bind(*value, at)) : std::nullopt);
    }
    refusePaging(lookup, at);
    lookup.slot = lookupSlot(text, lookup);
    return lookup;
}

} // namespace duijie::plan
