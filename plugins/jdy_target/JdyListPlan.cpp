#include "JdyListPlan.h"

#include "JdySay.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::jdy
{

namespace
{

constexpr int64_t LargestPage = 1000; // one stock report takes this much; for all others see the page

const std::vector<std::string> Keys{"detail", "page_size", "key"};

void add(std::string& problems, const std::string& text)
{
    problems += (problems.empty() ? std::string() : say("jdy_target.between")) + text;
}

void unexpected(std::string& problems, sdk::JsonValue value, const std::string& expected)
{
    add(problems,
        say("jdy_target.found",
            {"connector." + std::string(value.name()),
             std::string(sdk::jsonTypeName(value.type())) + " " + sdk::excerpt(value.raw(), 60), expected}));
}

void readKey(sdk::JsonValue value, JdyListPlan& plan, std::string& problems)
{
    std::vector<std::string> fields;
    for (const sdk::JsonValue field : value)
    {
        fields.emplace_back(field.isString() ? field.text() : std::string_view());
    }
    const bool empty = std::find(fields.begin(), fields.end(), std::string()) != fields.end();
    if (!value.isArray() || fields.empty() || empty)
    {
        return unexpected(problems, value, say("jdy_target.list.key"));
    }
    plan.key = std::move(fields);
}

void readConnector(sdk::JsonValue connector, JdyListPlan& plan, std::string& problems)
{
    for (const sdk::JsonValue member : connector)
    {
        if (std::find(Keys.begin(), Keys.end(), member.name()) == Keys.end())
        {
            const std::string nearby = sdk::nearestName(member.name(), Keys);
            const std::string known = say("jdy_target.list.one_of", {"detail, page_size, key"});
            unexpected(problems, member, nearby.empty() ? known : say("jdy_target.near", {known, nearby}));
        }
    }
    if (const sdk::JsonValue value = connector.find("detail"); value.exists())
    {
        plan.detail = value.isString() ? value.text() : std::string_view();
        if (!plan.detail.starts_with("/jdy/v2/"))
        {
            unexpected(problems, value, say("jdy_target.list.detail"));
        }
    }
    if (const sdk::JsonValue value = connector.find("page_size"); value.exists())
    {
        const std::string_view text = value.text();
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), plan.pageSize);
        const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
        if (!whole || plan.pageSize < 1 || plan.pageSize > LargestPage)
        {
            unexpected(problems, value, say("jdy_target.list.page_size", {std::to_string(LargestPage)}));
        }
    }
    if (const sdk::JsonValue value = connector.find("key"); value.exists())
    {
        readKey(value, plan, problems);
    }
}

} // namespace

std::string readListPlan(std::string_view json, JdyListPlan& plan)
{
    sdk::JsonDocument document;
    if (!document.parse(json))
    {
        return say("jdy_target.list.no_json", {document.error()});
    }
    const auto take = [&document](std::string_view name, std::string& value)
    {
        const std::string_view text = document.root().find(name).text();
        value = text.empty() ? value : std::string(text);
    };
    take("api", plan.api);
    take("id", plan.key[0]);
    take("number", plan.number);
    take("page_param", plan.pageParam);
    take("size_param", plan.sizeParam);
    for (const sdk::JsonValue param : document.root().find("params"))
    {
        const bool scalar = !param.isArray() && !param.isObject();
        const std::string_view text = scalar ? param.text() : param.raw();
        if (!text.empty())
        {
            plan.params[std::string(param.name())] = std::string(text);
        }
    }
    plan.detail = plan.api + "_detail";
    std::string problems;
    if (!plan.api.starts_with("/jdy/v2/"))
    {
        add(problems, say("jdy_target.list.api", {sdk::excerpt(plan.api, 100)}));
    }
    readConnector(document.root().find("connector"), plan, problems);
    return problems;
}

} // namespace duijie::jdy
