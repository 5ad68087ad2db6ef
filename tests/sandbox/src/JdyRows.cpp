#include "JdyRows.h"

#include "Text.h"

namespace duijie::sandbox
{

namespace
{

Response badFormat(std::string_view name)
{
    return jdyRefusal(jdycode::kBadFormat, "参数" + std::string(name) + "格式错误");
}

} // namespace

std::optional<Response> readBaseFilter(const Parameters& parameters, BaseFilter& filter)
{
    filter.search = parameters.get("search");
    if (!parameters.get("enable").empty())
        filter.enable = parameters.get("enable");
    if (filter.enable != "1" && filter.enable != "0" && filter.enable != "-1")
        return badFormat("enable");
    const std::pair<std::string_view, std::int64_t*> times[] = {{"create_start_time", &filter.createdFrom},
                                                                {"create_end_time", &filter.createdTo},
                                                                {"modify_start_time", &filter.modifiedFrom},
                                                                {"modify_end_time", &filter.modifiedTo}};
    for (const auto& [name, target] : times)
    {
        if (!readMilliseconds(parameters, name, *target))
            return badFormat(name);
    }
    return std::nullopt;
}

std::optional<Response> readListPage(const Parameters& parameters, ListPage& page)
{
    const std::pair<std::string_view, std::int64_t*> numbers[] = {{"page", &page.page},
                                                                  {"page_size", &page.requestedSize}};
    for (const auto& [name, target] : numbers)
    {
        if (parameters.get(name).empty())
            continue;
        const auto value = parseDigits(parameters.get(name));
        if (!value || *value < 1 || *value > 10'000'000)
            return badFormat(name);
        *target = *value;
    }
    return std::nullopt;
}

bool readMilliseconds(const Parameters& parameters, std::string_view name, std::int64_t& target)
{
    const std::string_view text = parameters.get(name);
    if (text.empty())
        return true;
    const auto value = text.size() == 13 ? parseDigits(text) : std::nullopt;
    target = value.value_or(target);
    return value.has_value();
}

} // namespace duijie::sandbox
