#include "WdtSibling.h"

#include "ChinaTime.h"
#include "JsonOut.h"
#include "Random.h"
#include "Text.h"
#include "TradeSales.h"
#include "WdtReply.h"

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

/** A query after all checks. */
struct SiblingQuery
{
    std::optional<TimeWindow> window;
    /** One row, by its own number or its source's. */
    std::string_view number;
    std::string_view source;
    /** Only sales have these. */
    std::string_view status;
    std::string_view shop;
    std::string_view warehouse;
    /** The window is over the consign time. */
    bool byConsign = false;
    AskedPage page;
};

/** One made-up row. */
class Row
{
public:
    Row(const Sibling& sibling, const World& world, std::uint32_t index)
        : _sibling(sibling), _world(world), _index(index)
    {
        if (sibling.method == kTradeStockout)
            _sale = saleAt(world, index);
    }

    /** The sale of the row; nothing in the other interfaces. */
    const std::optional<Sale>& sale() const { return _sale; }

    std::int64_t modified() const
    {
        const std::uint64_t span = std::uint64_t{_world.options().days} * 86400;
        return _world.startSeconds() + static_cast<std::int64_t>(span * _index / _sibling.rows);
    }

    std::int64_t filteredBy(bool byConsign) const
    {
        return _sale && byConsign ? _sale->consigned : modified();
    }

    std::string number() const { return numbered("SB"); }

    std::string source() const { return numbered("SRC"); }

    void write(JsonOut& out) const
    {
        const bool asText = mix(_world.options().seed, _index) % 2 == 0;
        const std::uint64_t id = 10001ULL + _index;
        out.beginObject();
        if (asText)
            out.field(_sibling.idField, std::to_string(id));
        else
            out.field(_sibling.idField, id);
        if (_sale)
        {
            writeSale(out, _world, *_sale, asText);
            out.endObject();
            return;
        }
        out.field(_sibling.numberField, number()).field("src_order_no", source());
        out.field("created", formatTime(modified() - 7200)).field("modified", formatTime(modified()));
        if (!_sibling.detailKey.empty())
            writeLines(out);
        out.endObject();
    }

private:
    std::string numbered(std::string_view prefix) const
    {
        std::string number(prefix);
        appendPadded(number, _index + 1, 7);
        return number;
    }

    void writeLines(JsonOut& out) const
    {
        const auto& materials = _world.catalog().materials();
        out.key(_sibling.detailKey).beginArray();
        for (std::uint32_t line = 0; line < 1 + _index % 3; ++line)
        {
            const Material& material = materials[(_index * 7 + line) % _world.catalog().enabledMaterials()];
            out.beginObject().field("rec_id", 50001ULL + _index * 4ULL + line);
            out.field("goods_no", material.number).field("spec_no", material.number + "-01");
            out.field("goods_count", std::to_string(1 + line) + ".0000").key("price").raw("12.5000");
            out.endObject();
        }
        out.endArray();
    }

    const Sibling& _sibling;
    const World& _world;
    std::uint32_t _index;
    std::optional<Sale> _sale;
};

std::string tooWide(std::int64_t seconds)
{
    const std::string most = seconds == 3600 ? std::string("60分钟") : std::to_string(seconds / 86400) + "天";
    return "时间查询范围不能超过" + most + "，请缩小搜索范围！";
}

Complaint readQuery(const Sibling& sibling, const Parameters& parameters, SiblingQuery& query)
{
    const bool sales = sibling.method == kTradeStockout;
    query.number = parameters.get(sales ? std::string_view("stockout_no") : sibling.numberField);
    query.source = parameters.get("src_order_no");
    const bool times = !parameters.get("start_time").empty() || !parameters.get("end_time").empty();
    const bool byNumber = !query.number.empty() || !query.source.empty();
    if (times || !(sibling.windowOptional || byNumber))
    {
        const std::string complaint = tooWide(sibling.windowSeconds);
        query.window.emplace();
        if (auto wrong = readWindow(parameters, {sibling.windowSeconds, complaint.c_str()}, *query.window))
            return wrong;
    }
    query.byConsign = sales && parameters.get("is_by_modified") != "1";
    query.status = parameters.get("status");
    query.shop = parameters.get("shop_no");
    query.warehouse = parameters.get("warehouse_no");
    return readPage(parameters, sibling.page, query.page);
}

bool matchesSale(const SiblingQuery& query, const Catalog& catalog, const Sale& sale)
{
    return namesStatus(query.status, sale) &&
           (query.shop.empty() || query.shop == catalog.parties(PartyKind::Customer)[sale.shop].number) &&
           (query.warehouse.empty() || query.warehouse == catalog.stores()[sale.store].number);
}

bool matches(const SiblingQuery& query, const World& world, const Row& row)
{
    const std::int64_t at = row.filteredBy(query.byConsign);
    return (!row.sale() || matchesSale(query, world.catalog(), *row.sale())) &&
           (!query.window || (at >= query.window->start && at <= query.window->end)) &&
           (query.number.empty() || query.number == row.number()) &&
           (query.source.empty() || query.source == row.source());
}

} // namespace

Response querySibling(const Sibling& sibling, const World& world, const Behaviour& behaviour,
                      const Parameters& parameters)
{
    SiblingQuery query;
    if (auto complaint = readQuery(sibling, parameters, query))
        return wdtFailure(behaviour, wdtcode::kBadInput, *complaint);
    std::string rows;
    JsonOut out(rows);
    out.beginArray();
    std::int64_t total = 0;
    std::int64_t shown = 0;
    for (std::uint32_t i = 0; i < sibling.rows; ++i)
    {
        const Row row(sibling, world, i);
        if (!matches(query, world, row))
            continue;
        if (total >= query.page.first() && total < query.page.first() + query.page.size)
        {
            row.write(out);
            ++shown;
        }
        ++total;
    }
    out.endArray();
    Response response;
    JsonOut answer(response.body);
    answer.beginObject().key("response").beginObject().field("errorcode", 0).field("message", "ok");
    if (query.page.number == 0)
        answer.field("total_count", total);
    if (shown > 0 || !behaviour.dropEmptyList)
        answer.key(sibling.listKey).raw(rows);
    answer.field("request_id", "sandbox-wdt").endObject().endObject();
    return response;
}

} // namespace duijie::sandbox
