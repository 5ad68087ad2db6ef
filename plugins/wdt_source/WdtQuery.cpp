#include "WdtQuery.h"

#include "WdtOptions.h"
#include "WdtSay.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::wdt
{

namespace
{

void replace(std::string& known, sdk::JsonValue said)
{
    if (!said.text().empty())
    {
        known = said.text();
    }
}

/// The plan's page size, or what the interface has when the plan gives none that can be read.
int64_t planned(sdk::JsonValue value, const WdtInterface& shape)
{
    const std::string_view text = value.text();
    int64_t size = 0;
    std::from_chars(text.data(), text.data() + text.size(), size);
    return size > 0 ? size : shape.pageSize;
}

} // namespace

std::string readQuery(const PollRequest& request, int64_t pageSize, WdtQuery& query)
{
    sdk::JsonDocument plan;
    if (!plan.parse(sdk::toStd(request.plan)))
    {
        return say("wdt_source.plan.no_json", {plan.error()});
    }
    const sdk::JsonValue root = plan.root();
    WdtInterface& shape = query.shape;
    shape = interfaceOf(root.find("api").text());
    replace(shape.id, root.find("id"));
    replace(shape.number, root.find("number"));
    if (std::string wrong = applyOptions(root.find("connector"), shape); !wrong.empty())
    {
        return wrong;
    }
    if (shape.api.empty() || shape.id.empty())
    {
        return say("wdt_source.plan.no_api");
    }
    replace(query.pageParam, root.find("page_param"));
    replace(query.sizeParam, root.find("size_param"));
    query.pageSize = pageSize != 0 ? pageSize : planned(root.find("page_size"), shape);
    query.pageSize = std::clamp<int64_t>(query.pageSize, 1, shape.largestPage);
    for (const sdk::JsonValue param : root.find("params"))
    {
        const bool scalar = !param.isArray() && !param.isObject();
        query.business[std::string(param.name())] = std::string(scalar ? param.text() : param.raw());
    }
    query.only = std::string(sdk::toStd(request.number));
    return {};
}

} // namespace duijie::wdt
