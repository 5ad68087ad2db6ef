// Templates: split, and put together again, they are the same.
#include "Rules.h"

#include "plan/Template.h"

#include <string>

namespace duijie::fuzz
{

namespace
{

std::string_view nameOf(plan::Filter filter)
{
    switch (filter)
    {
    case plan::Filter::DateTime:
        return "|datetime";
    case plan::Filter::Date:
        return "|date";
    case plan::Filter::Timestamp:
        return "|timestamp";
    case plan::Filter::None:
        break;
    }
    return "";
}

std::string written(const plan::Template& parsed)
{
    std::string text;
    for (const plan::TemplatePart& part : parsed.parts)
    {
        if (!part.reference)
        {
            text += part.text;
            continue;
        }
        text.append(part.single ? "{" : "{{").append(part.text).append(nameOf(part.filter));
        text.append(part.single ? "}" : "}}");
    }
    return text;
}

} // namespace

void target(Input& input)
{
    std::string problem;
    const auto parsed = plan::parseTemplate(input.rest(), problem);
    hold(parsed.has_value() == problem.empty(), "a template comes back, or a reason does", problem);
    if (!parsed)
    {
        return;
    }
    std::string plain;
    for (const plan::TemplatePart& part : parsed->parts)
    {
        hold(!part.text.empty(), "no part is empty", input.rest());
        plain += part.reference ? "" : part.text;
    }
    hold(parsed->hasReference() || plain == input.rest(), "a text without templates stays as it is", plain);
    const std::string text = written(*parsed);
    const auto again = plan::parseTemplate(text, problem);
    hold(again && written(*again) == text && again->parts.size() == parsed->parts.size(),
         "written and read again it has the same parts", text);
}

} // namespace duijie::fuzz
