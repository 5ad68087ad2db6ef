#include "PanyingCheck.h"

#include "PanyingSay.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

namespace duijie::panying
{

namespace
{

std::string found(sdk::JsonValue value)
{
    if (!value.exists())
    {
        return say("panying_flow.nothing");
    }
    return std::string(sdk::jsonTypeName(value.type())) + " " + sdk::excerpt(value.raw(), 60);
}

void add(std::string& problems, const std::string& path, sdk::JsonValue value, std::string_view expected)
{
    problems += problems.empty() ? "" : say("panying_flow.between");
    problems += say("panying_flow.problem", {path, found(value), say(expected)});
}

void checkText(std::string& problems, sdk::JsonValue object, std::string_view name)
{
    const sdk::JsonValue value = object.find(name);
    if (value.text().empty())
    {
        add(problems, std::string(name), value, "panying_flow.expected.text");
    }
}

std::string inLine(std::size_t index, std::string_view name)
{
    return "details_list[" + std::to_string(index) + "]." + std::string(name);
}

void checkLine(std::string& problems, sdk::JsonValue line, std::size_t index)
{
    const sdk::JsonValue goods = line.find("goods_no");
    if (goods.text().empty())
    {
        add(problems, inLine(index, "goods_no"), goods, "panying_flow.expected.text");
    }
    const sdk::JsonValue count = line.find("goods_count");
    const auto number = sdk::Decimal::parse(count.text());
    if (!number || number->isNegative() || number->isZero())
    {
        add(problems, inLine(index, "goods_count"), count, "panying_flow.expected.amount");
    }
}

void checkLines(std::string& problems, sdk::JsonValue lines)
{
    if (!lines.isArray() || lines.size() == 0)
    {
        add(problems, "details_list", lines, "panying_flow.expected.lines");
        return;
    }
    std::size_t index = 0;
    for (const sdk::JsonValue line : lines)
    {
        checkLine(problems, line, index++);
    }
}

} // namespace

std::string problemsOf(sdk::JsonValue stockIn)
{
    std::string problems;
    if (!stockIn.isObject())
    {
        add(problems, say("panying_flow.record"), stockIn, "panying_flow.expected.object");
        return problems;
    }
    checkText(problems, stockIn, "stockin_id");
    checkText(problems, stockIn, "order_no");
    checkText(problems, stockIn, "warehouse_no");
    const sdk::JsonValue time = stockIn.find("stockin_time");
    if (!sdk::beginsWithDate(time.text()))
    {
        add(problems, "stockin_time", time, "panying_flow.expected.date");
    }
    checkLines(problems, stockIn.find("details_list"));
    return problems;
}

} // namespace duijie::panying
