#include "WdtRead.h"

#include "ChinaTime.h"
#include "Text.h"

namespace duijie::sandbox
{

Complaint readWindow(const Parameters& parameters, const MaxWindow& most, TimeWindow& window)
{
    if (parameters.get("start_time").empty() || parameters.get("end_time").empty())
        return "start_time和end_time不能为空";
    const auto start = parseTime(parameters.get("start_time"));
    const auto end = parseTime(parameters.get("end_time"));
    if (!start || !end)
        return "时间格式错误，正确格式:yyyy-MM-dd HH:mm:ss";
    if (*start > *end)
        return "开始时间不能大于结束时间";
    if (*end - *start > most.seconds)
        return most.complaint;
    window = {*start, *end};
    return std::nullopt;
}

Complaint readPage(const Parameters& parameters, const PageRule& rule, AskedPage& page)
{
    page.size = rule.defaultSize;
    if (!parameters.get("page_no").empty())
    {
        const auto number = parseDigits(parameters.get("page_no"));
        if (!number || *number > 1'000'000)
            return "page_no不合法";
        page.number = *number;
    }
    if (!parameters.get("page_size").empty())
    {
        const auto size = parseDigits(parameters.get("page_size"));
        if (!size || *size < rule.minSize || *size > rule.maxSize)
            return "page_size不合法，取值范围" + std::to_string(rule.minSize) + "~" +
                   std::to_string(rule.maxSize);
        page.size = *size;
    }
    return std::nullopt;
}

} // namespace duijie::sandbox
