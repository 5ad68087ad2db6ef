#include "plan/DocumentSide.h"

#include "plan/formula/Letters.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::plan
{

namespace
{

constexpr std::string_view OfSource[] = {"condition",        "condition_bk",      "pagination",
                                         "beatFlat",         "formatResponse",    "omissionRemedy",
                                         "autoFillResponse", "otherRequestParams"};
constexpr std::string_view OfTarget[] = {"groupCalculate", "callBackStrategy", "distributionOrg"};

// What only a source can ask with; rows have no such names.
constexpr std::string_view SourceVariables[] = {"PAGINATION_", "LAST_SYNC_TIME"};

bool hasOne(sdk::JsonValue document, const auto& names)
{
    for (const std::string_view name : names)
    {
        if (document.find(name).exists())
        {
            return true;
        }
    }
    return false;
}

} // namespace

Side sideOf(std::string_view json)
{
    sdk::JsonDocument document;
    if (!document.parse(json) || !document.root().isObject())
    {
        return Side::Target;
    }
    const sdk::JsonValue root = document.root();
    const sdk::JsonValue effect = root.find("effect").exists() ? root.find("effect") : root.find("type");
    if (formula::sameLetters(effect.text(), "query"))
    {
        return Side::Source;
    }
    if (!effect.text().empty() || hasOne(root, OfTarget))
    {
        return Side::Target;
    }
    if (hasOne(root, OfSource))
    {
        return Side::Source;
    }
    const std::string api = formula::lowered(root.find("api").text());
    if (api.find("query") != std::string::npos || formula::sameLetters(root.find("method").text(), "get"))
    {
        return Side::Source; // as vendors call what is only read
    }
    const std::string_view request = root.find("request").raw();
    for (const std::string_view variable : SourceVariables)
    {
        if (request.find(variable) != std::string_view::npos)
        {
            return Side::Source;
        }
    }
    return Side::Target;
}

} // namespace duijie::plan
