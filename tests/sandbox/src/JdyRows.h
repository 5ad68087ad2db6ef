#pragma once

#include "JdyReply.h"
#include "JsonOut.h"
#include "Parameters.h"

#include <limits>
#include <optional>

namespace duijie::sandbox
{

/** Page asked for in a Kingdee list. Sizes above 100 are cut in silence while total_page keeps the size
 * asked. */
struct ListPage
{
    static constexpr std::int64_t kMaxSize = 100;

    std::int64_t page = 1;
    std::int64_t requestedSize = 10;

    std::int64_t size() const { return requestedSize < kMaxSize ? requestedSize : kMaxSize; }

    std::int64_t first() const { return (page - 1) * size(); }

    std::int64_t totalPages(std::int64_t count) const { return (count + requestedSize - 1) / requestedSize; }
};

/** Reads page and page_size; a refusal when they are not positive whole numbers. */
std::optional<Response> readListPage(const Parameters& parameters, ListPage& page);

/** Reads an optional time of 13-digit milliseconds; false when it is not one. */
bool readMilliseconds(const Parameters& parameters, std::string_view name, std::int64_t& target);

/** What narrows a base data list. */
struct BaseFilter
{
    std::string_view search;
    /** 1 enabled only (the vendor's default), 0 disabled only, -1 both. */
    std::string_view enable = "1";
    std::int64_t createdFrom = 0;
    std::int64_t createdTo = std::numeric_limits<std::int64_t>::max();
    std::int64_t modifiedFrom = 0;
    std::int64_t modifiedTo = std::numeric_limits<std::int64_t>::max();

    bool accepts(std::string_view name, bool enabled, std::int64_t created, std::int64_t modified) const
    {
        return (enable == "-1" || (enable == "1") == enabled) && created * 1000 >= createdFrom &&
               created * 1000 <= createdTo && modified * 1000 >= modifiedFrom &&
               modified * 1000 <= modifiedTo &&
               (search.empty() || name.find(search) != std::string_view::npos);
    }
};

/** Reads what narrows a base data list; a refusal when a value is not of its form. */
std::optional<Response> readBaseFilter(const Parameters& parameters, BaseFilter& filter);

/** Walks all rows of a kind, writes those of the page and counts the matches. */
template <typename Rows, typename Accept, typename Write>
Response listRows(const Parameters& parameters, const Rows& rows, Accept accept, Write write)
{
    ListPage page;
    BaseFilter filter;
    if (auto refusal = readListPage(parameters, page))
        return *refusal;
    if (auto refusal = readBaseFilter(parameters, filter))
        return *refusal;
    std::string data;
    JsonOut out(data);
    out.beginObject().key("rows").beginArray();
    std::int64_t count = 0;
    std::int64_t shown = 0;
    for (const auto& row : rows)
    {
        if (!accept(filter, row))
            continue;
        if (count >= page.first() && count < page.first() + page.size())
        {
            write(out, row);
            ++shown;
        }
        ++count;
    }
    out.endArray().field("page", page.page).field("page_size", page.requestedSize);
    out.field("current_page_size", shown).field("count", std::to_string(count));
    out.field("total_page", page.totalPages(count)).endObject();
    return jdyData(data);
}

/** Finds the row a detail call names; -1 with the vendor's text when there is none. */
template <typename ById, typename ByNumber>
std::int64_t locate(const Parameters& parameters, ById byId, ByNumber byNumber, Response& refusal)
{
    const std::string_view id = parameters.get("id");
    const std::string_view number = parameters.get("number");
    if (id.empty() && number.empty())
    {
        refusal = jdyRefusal(jdycode::kEmpty, "参数id和number不能同时为空");
        return -1;
    }
    const std::int64_t index = id.empty() ? byNumber(number) : byId(id);
    if (index < 0)
    {
        const std::string name = id.empty() ? "number" : "id";
        refusal = jdyRefusal(jdycode::kNotFound,
                             "参数" + name + "[" + std::string(id.empty() ? number : id) + "]不存在");
    }
    return index;
}

/** The answer that holds one row. */
template <typename Row, typename Write> Response oneRow(const Row& row, Write write)
{
    std::string data;
    JsonOut out(data);
    write(out, row);
    return jdyData(data);
}

} // namespace duijie::sandbox
