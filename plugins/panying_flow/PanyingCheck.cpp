#include "PanyingCheck.h"

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
        return "nothing";
    }
    return std::string(sdk::jsonTypeName(value.type())) + " " + sdk::excerpt(value.raw(), 60);
}

// What was expected, in both languages: the host keeps a connector's sentence as it is.
struct Expected
{
    const char* en;
    const char* zh;
};

void add(std::string& problems, const std::string& path, sdk::JsonValue value, const Expected& expected)
{
    problems += (problems.empty() ? "" : "; ") + path + ": found " + found(value) + ", expected " +
                expected.en + " (" + expected.zh + ")";
}

void checkText(std::string& problems, sdk::JsonValue object, const std::string& name,
               const std::string& prefix = {})
{
    const sdk::JsonValue value = object.find(name);
    if (value.text().empty())
    {
        add(problems, prefix + name, value, {"a text that is not empty", "应为非空文本"});
    }
}

void checkLine(std::string& problems, sdk::JsonValue line, const std::string& prefix)
{
    checkText(problems, line, "goods_no", prefix);
    const sdk::JsonValue count = line.find("goods_count");
    const auto number = sdk::Decimal::parse(count.text());
    if (!number || number->isNegative() || number->isZero())
    {
        add(problems, prefix + "goods_count", count, {"a number above 0", "应为大于 0 的数"});
    }
}

void checkLines(std::string& problems, sdk::JsonValue lines)
{
    if (!lines.isArray() || lines.size() == 0)
    {
        add(problems, "details_list", lines, {"an array with at least one line", "应有至少一行明细"});
        return;
    }
    std::size_t index = 0;
    for (const sdk::JsonValue line : lines)
    {
        checkLine(problems, line, "details_list[" + std::to_string(index++) + "].");
    }
}

} // namespace

std::string problemsOf(sdk::JsonValue stockIn)
{
    std::string problems;
    if (!stockIn.isObject())
    {
        add(problems, "the record", stockIn, {"an object", "应为 JSON 对象"});
        return problems;
    }
    checkText(problems, stockIn, "stockin_id");
    checkText(problems, stockIn, "order_no");
    checkText(problems, stockIn, "warehouse_no");
    const sdk::JsonValue time = stockIn.find("stockin_time");
    if (!sdk::beginsWithDate(time.text()))
    {
        add(problems, "stockin_time", time,
            {"an existing date, yyyy-MM-dd with or without a time", "应为存在的日期 yyyy-MM-dd,可带时间"});
    }
    checkLines(problems, stockIn.find("details_list"));
    return problems;
}

} // namespace duijie::panying
