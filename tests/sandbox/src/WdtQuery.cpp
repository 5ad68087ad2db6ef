#include "WdtQuery.h"

#include "ChinaTime.h"
#include "DocumentText.h"
#include "JsonOut.h"
#include "Text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kMaxWindowSeconds = 30 * 86400;
constexpr std::int64_t kDefaultPageSize = 40;
constexpr std::int64_t kMaxPageSize = 100;
/** WDT groups bad input under this code in the clients that list its codes. */
constexpr int kBadInput = 100;
constexpr std::array<std::int64_t, 9> kStatuses = {10, 20, 25, 30, 32, 33, 35, 60, 80};
constexpr std::array<std::int64_t, 12> kOrderTypes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

/** The query after all checks. */
struct Query
{
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::int64_t status = 80;
    std::int64_t orderType = -1;
    std::string warehouse;
    std::int64_t page = 0;
    std::int64_t size = kDefaultPageSize;
};

/** A text that says what is wrong with the query, or nothing. */
using Complaint = std::optional<std::string>;

Complaint readWindow(const World& world, const Parameters& parameters, Query& query)
{
    if (parameters.get("start_time").empty() || parameters.get("end_time").empty())
        return "start_time和end_time不能为空";
    const auto start = parseTime(parameters.get("start_time"));
    const auto end = parseTime(parameters.get("end_time"));
    if (!start || !end)
        return "时间格式错误，正确格式:yyyy-MM-dd HH:mm:ss";
    if (*start > *end)
        return "开始时间不能大于结束时间";
    if (*end - *start > kMaxWindowSeconds)
        return "时间查询范围不能超过30天，请缩小搜索范围！";
    query.from = world.firstAt(*start);
    query.to = world.firstAt(*end + 1);
    return std::nullopt;
}

/** A look-up by number needs no window: at most one document answers it. */
void readNumber(const World& world, const Parameters& parameters, Query& query)
{
    const std::string_view number = parameters.get("stockin_no");
    const auto index =
        number.empty() ? world.findSource(parameters.get("src_order_no")) : world.findStockin(number);
    query.from = index.value_or(0);
    query.to = index ? *index + 1 : 0;
}

template <std::size_t N>
bool readChoice(std::string_view text, const std::array<std::int64_t, N>& choices, std::int64_t& target)
{
    const auto value = parseDigits(text);
    if (!value || std::find(choices.begin(), choices.end(), *value) == choices.end())
        return false;
    target = *value;
    return true;
}

Complaint readFilters(const Parameters& parameters, Query& query)
{
    const std::string_view status = parameters.get("status");
    const std::string_view type = parameters.get("order_type");
    if (!status.empty() && type.empty())
        return "传了status时order_type必传";
    if (!status.empty() && !readChoice(status, kStatuses, query.status))
        return "status不合法";
    if (!type.empty() && !readChoice(type, kOrderTypes, query.orderType))
        return "order_type不合法";
    query.warehouse = parameters.get("warehouse_no");
    return std::nullopt;
}

Complaint readPage(const Parameters& parameters, Query& query)
{
    if (!parameters.get("page_no").empty())
    {
        const auto page = parseDigits(parameters.get("page_no"));
        if (!page || *page > 1'000'000)
            return "page_no不合法";
        query.page = *page;
    }
    if (!parameters.get("page_size").empty())
    {
        const auto size = parseDigits(parameters.get("page_size"));
        if (!size || *size < 1 || *size > kMaxPageSize)
            return "page_size不合法，取值范围1~100";
        query.size = *size;
    }
    return std::nullopt;
}

Complaint readQuery(const World& world, const Parameters& parameters, Query& query)
{
    if (!parameters.get("stockin_no").empty() || !parameters.get("src_order_no").empty())
        readNumber(world, parameters, query);
    else if (auto complaint = readWindow(world, parameters, query))
        return complaint;
    if (auto complaint = readFilters(parameters, query))
        return complaint;
    return readPage(parameters, query);
}

bool matches(const World& world, const Query& query, std::int64_t warehouse, std::uint32_t index)
{
    const DocumentHead& head = world.head(index);
    return head.status == query.status && (query.orderType < 0 || head.orderType == query.orderType) &&
           (query.warehouse.empty() || head.warehouse == warehouse);
}

/** The documents of the page; counts all matches when the total is asked for. */
std::vector<std::uint32_t> selectPage(const World& world, const Query& query, std::int64_t& total)
{
    const std::int64_t warehouse =
        query.warehouse.empty() ? -1 : world.catalog().storeByNumber(query.warehouse);
    std::vector<std::uint32_t> page;
    const std::int64_t first = query.page * query.size;
    total = 0;
    for (std::uint32_t i = query.from; i < query.to; ++i)
    {
        if (!matches(world, query, warehouse, i))
            continue;
        if (total >= first && total < first + query.size)
            page.push_back(i);
        ++total;
        if (query.page > 0 && total >= first + query.size)
            break;
    }
    return page;
}

void appendRows(std::string& out, const World& world, const std::vector<std::uint32_t>& page, PageFault fault)
{
    out += '[';
    for (std::size_t i = 0; i < page.size(); ++i)
    {
        if (i > 0)
            out += ',';
        const std::size_t from = out.size();
        appendDocument(out, world, page[i]);
        if (i > 0)
            continue;
        if (fault == PageFault::DuplicateRow)
        {
            const std::string row = out.substr(from);
            out.append(",").append(row);
        }
        if (fault == PageFault::BadRecord)
        {
            const std::size_t list = out.find("\"details_list\":", from);
            out.resize(list);
            out += "\"details_list\":\"系统繁忙\"}";
        }
    }
    out += ']';
}

} // namespace

Response wdtFailure(const Behaviour& behaviour, int code, std::string_view text)
{
    Response response;
    JsonOut out(response.body);
    out.beginObject().key("response").beginObject();
    if (behaviour.wdtErrorsAsErrorcode)
        out.field("errorcode", code).field("message", text);
    else
    {
        out.field("flag", "failure").field("code", "15").field("message", "Remote service error");
        out.field("sub_code", std::to_string(code)).field("sub_message", text);
    }
    out.field("request_id", "sandbox-wdt").endObject().endObject();
    response.refusal = "wdt-" + std::to_string(code);
    return response;
}

Response queryStockin(const World& world, const Behaviour& behaviour, const Parameters& parameters,
                      PageFault fault)
{
    Query query;
    if (auto complaint = readQuery(world, parameters, query))
        return wdtFailure(behaviour, kBadInput, *complaint);
    std::int64_t total = 0;
    const std::vector<std::uint32_t> page = selectPage(world, query, total);
    Response response;
    std::string& out = response.body;
    out.reserve(256 + page.size() * (world.options().compact ? 1600 : 8000));
    out += R"({"response":{"errorcode":0,"message":"ok")";
    if (query.page == 0)
        out.append(",\"total_count\":").append(std::to_string(total));
    if (fault != PageFault::MissingList && !(page.empty() && behaviour.dropEmptyList))
    {
        out += ",\"stockin_list\":";
        appendRows(out, world, page, fault);
    }
    out += R"(,"request_id":"sandbox-wdt"}})";
    return response;
}

} // namespace duijie::sandbox
