#include "WdtQuery.h"

#include "DocumentText.h"
#include "Text.h"
#include "WdtRead.h"
#include "WdtReply.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace duijie::sandbox
{

namespace
{

constexpr MaxWindow kMaxWindow = {30 * 86400, "时间查询范围不能超过30天，请缩小搜索范围！"};
constexpr PageRule kPageRule = {40, 1, 100};

/** What differs between the two document queries. */
struct QueryShape
{
    std::string_view listKey;
    std::string_view numberParameter;
    std::vector<std::int64_t> statuses;
    std::vector<std::int64_t> orderTypes;
    std::vector<std::int64_t> defaultStatuses;
    /** A status is only possible together with an order type. */
    bool statusNeedsType;
};

const QueryShape& shapeOf(Flow flow)
{
    static const QueryShape gain = {"stockin_list",
                                    "stockin_no",
                                    {10, 20, 25, 30, 32, 33, 35, 60, 80},
                                    {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
                                    {80},
                                    true};
    static const QueryShape loss = {
        "stockout_list", "stockout_no", {5, 50, 55, 95, 110, 113}, {2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13},
        {95, 110},       false};
    return flow == Flow::Gain ? gain : loss;
}

/** The query after all checks. */
struct Query
{
    TimeWindow window;
    bool byNumber = false;
    /** The document of a look-up by number. */
    std::optional<std::uint32_t> found;
    std::vector<std::int64_t> statuses;
    std::int64_t orderType = -1;
    std::string warehouse;
    AskedPage page;
};

/** A look-up by number needs no window: at most one document answers it. */
void readNumber(const World& world, const Parameters& parameters, Query& query)
{
    const std::string_view number = parameters.get(shapeOf(world.flow()).numberParameter);
    query.byNumber = true;
    query.found =
        number.empty() ? world.findSource(parameters.get("src_order_no")) : world.findStockin(number);
}

bool readChoice(std::string_view text, const std::vector<std::int64_t>& choices, std::int64_t& target)
{
    const auto value = parseDigits(text);
    if (!value || std::find(choices.begin(), choices.end(), *value) == choices.end())
        return false;
    target = *value;
    return true;
}

Complaint readFilters(const QueryShape& shape, const Parameters& parameters, Query& query)
{
    const std::string_view status = parameters.get("status");
    const std::string_view type = parameters.get("order_type");
    if (shape.statusNeedsType && !status.empty() && type.empty())
        return "传了status时order_type必传";
    query.statuses = shape.defaultStatuses;
    if (!status.empty())
    {
        query.statuses.assign(1, 0);
        if (!readChoice(status, shape.statuses, query.statuses[0]))
            return "status不合法";
    }
    if (!type.empty() && !readChoice(type, shape.orderTypes, query.orderType))
        return "order_type不合法";
    query.warehouse = parameters.get("warehouse_no");
    return std::nullopt;
}

Complaint readQuery(const World& world, const Parameters& parameters, Query& query)
{
    const QueryShape& shape = shapeOf(world.flow());
    const bool byNumber =
        !parameters.get(shape.numberParameter).empty() || !parameters.get("src_order_no").empty();
    if (byNumber)
        readNumber(world, parameters, query);
    else if (auto complaint = readWindow(parameters, kMaxWindow, query.window))
        return complaint;
    if (auto complaint = readFilters(shape, parameters, query))
        return complaint;
    return readPage(parameters, kPageRule, query.page);
}

bool matches(const World& world, const Query& query, std::int64_t warehouse, std::uint32_t index)
{
    const DocumentHead& head = world.head(index);
    return std::find(query.statuses.begin(), query.statuses.end(), head.status) != query.statuses.end() &&
           (query.orderType < 0 || head.orderType == query.orderType) &&
           (query.warehouse.empty() || head.warehouse == warehouse);
}

/** The documents of the page; counts all matches when the total is asked for. */
std::vector<std::uint32_t> selectPage(const World& world, const Query& query, std::int64_t nowMs,
                                      std::int64_t& total)
{
    const std::int64_t warehouse =
        query.warehouse.empty() ? -1 : world.catalog().storeByNumber(query.warehouse);
    std::vector<std::uint32_t> page;
    const std::int64_t first = query.page.first();
    total = 0;
    const auto visit = [&](std::uint32_t index)
    {
        if (!matches(world, query, warehouse, index) || !world.visible(index, nowMs))
            return true;
        if (total >= first && total < first + query.page.size)
            page.push_back(index);
        ++total;
        return query.page.number == 0 || total < first + query.page.size;
    };
    if (!query.byNumber)
        world.eachBetween(query.window.start, query.window.end, visit);
    else if (query.found)
        visit(*query.found);
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

Response queryDocuments(const World& world, const Behaviour& behaviour, const Parameters& parameters,
                        PageFault fault, std::int64_t nowMs)
{
    Query query;
    if (auto complaint = readQuery(world, parameters, query))
        return wdtFailure(behaviour, wdtcode::kBadInput, *complaint);
    std::int64_t total = 0;
    const std::vector<std::uint32_t> page = selectPage(world, query, nowMs, total);
    Response response;
    std::string& out = response.body;
    out.reserve(256 + page.size() * (world.options().compact ? 1600 : 8000));
    out += R"({"response":{"errorcode":0,"message":"ok")";
    if (query.page.number == 0)
        out.append(",\"total_count\":").append(std::to_string(total));
    if (fault != PageFault::MissingList && !(page.empty() && behaviour.dropEmptyList))
    {
        out.append(",\"").append(shapeOf(world.flow()).listKey).append("\":");
        appendRows(out, world, page, fault);
    }
    out += R"(,"request_id":"sandbox-wdt"}})";
    return response;
}

} // namespace duijie::sandbox
