// Lookup expressions of both spellings: understood whole or refused with a reason.
#include "Rules.h"

#include "plan/LookupExpression.h"

namespace duijie::fuzz
{

namespace
{

void check(const std::optional<plan::LookupExpression>& lookup, const std::string& problem)
{
    hold(lookup.has_value() == problem.empty(), "a lookup comes back, or a reason does", problem);
    if (!lookup)
    {
        return;
    }
    hold(!lookup->dataset.empty() && !lookup->wanted.empty(), "a lookup says where and what");
    hold(!lookup->conditions.empty(), "a lookup without conditions would take any row");
    for (const plan::LookupExpression::Condition& condition : lookup->conditions)
    {
        hold(!condition.field.empty(), "a condition is about a field");
    }
}

} // namespace

void target(Input& input)
{
    std::string problem;
    const auto find = plan::parseFindCollection(input.rest(), problem);
    check(find, problem);
    problem.clear();
    const auto query = plan::parseMongoQuery(input.rest(), problem);
    check(query, problem);
    hold(!find || !query, "a text is one of the two", input.rest());
}

} // namespace duijie::fuzz
