#include "DocumentText.h"

#include "RowText.h"
#include "StockoutText.h"

namespace duijie::sandbox
{

namespace
{

std::string_view orderTypeName(std::uint8_t type)
{
    switch (type)
    {
    case 1:
        return "采购入库";
    case 2:
        return "调拨入库";
    case 4:
        return "盘盈入库";
    case 5:
        return "生产入库";
    case 6:
        return "其他入库";
    case 9:
        return "初始化入库";
    default:
        return "委外入库";
    }
}

/** The place of a line inside its document. */
struct LinePlace
{
    std::uint32_t document;
    std::uint64_t record;
    std::uint64_t id;
};

void lineCore(RowText& row, const World& world, const DocumentLine& line, const LinePlace& place)
{
    const bool known = !line.unknown;
    const Material* material = known ? &world.catalog().materials()[line.material] : nullptr;
    const std::string_view goods = world.goodsNo(line);
    row.id("rec_id", place.record);
    row.id(world.flow() == Flow::Gain ? "stockin_id" : "stockout_id", place.id);
    row.text("goods_no", goods);
    row.text("goods_name", known ? std::string_view(material->name) : "未建档商品");
    row.text("spec_no", std::string(goods) + "-01");
    row.count("goods_count", line.quantity);
}

void lineRest(RowText& row, const World& world, const DocumentLine& line, const LinePlace& place)
{
    const bool known = !line.unknown;
    const Catalog& catalog = world.catalog();
    const Material* material = known ? &catalog.materials()[line.material] : nullptr;
    const std::int64_t cost = line.quantity / 100 * line.price / 100;
    row.text("spec_name", known ? std::string_view(material->model) : "默认规格");
    row.text("spec_code", "");
    row.text("barcode", known ? std::string_view(material->barcode) : "");
    row.text("goods_unit", known ? std::string_view(catalog.units()[material->unit].name) : "个");
    row.count("num", line.quantity);
    row.count("num2", line.quantity);
    row.amount("cost_price", line.price);
    row.amount("src_price", line.price);
    row.amount("tax_price", line.price);
    row.amount("tax", 0);
    row.amount("tax_amount", 0);
    row.amount("total_cost", cost);
    row.count("right_num", line.quantity);
    row.amount("right_price", line.price);
    row.amount("right_cost", cost);
    row.count("adjust_num", 0);
    row.amount("adjust_price", 0);
    row.text("brand_no", "BR0001");
    row.text("brand_name", "自有品牌");
    const bool batch = known && material->batch;
    const bool shelfLife = known && material->shelfLife;
    const std::int64_t produced = world.productionSeconds(place.document);
    row.text("batch_no", batch ? world.batchNo(place.document) : std::string());
    row.text("batch_remark", "");
    row.text("position_no", "ZANCUN");
    if (shelfLife)
        row.time("production_date", produced);
    else
        row.noTime("production_date");
    row.digits("validity_days", shelfLife ? 365 : 0, false);
    if (shelfLife)
        row.time("expire_date", produced + std::int64_t{365} * 86400);
    else
        row.noTime("expire_date");
    row.count("expect_num", line.quantity);
    row.amount("discount", 0);
    row.count("unit_ratio", 10000);
    row.id("src_order_detail_id", place.record + 500000);
    row.id("spec_id", 7000 + line.material);
    row.id("unit_id", known ? material->unit + 1 : 1);
    row.time("modified", world.changedSeconds(place.document));
    row.text("remark", "");
}

void appendLines(std::string& out, RowText& row, const World& world, const LinePlace& document)
{
    row.key("details_list");
    out += '[';
    LinePlace place = document;
    for (const DocumentLine& line : world.lines(document.document))
    {
        if (out.back() != '[')
            out += ',';
        out += '{';
        lineCore(row, world, line, place);
        if (!world.options().compact)
            lineRest(row, world, line, place);
        out += '}';
        ++place.record;
    }
    out += ']';
}

void headCore(RowText& row, const World& world, std::uint32_t index, const RowStyle& style)
{
    const DocumentHead& head = world.head(index);
    const Store& store = world.catalog().stores()[head.warehouse];
    row.id("stockin_id", documentId(world, index));
    row.text("order_no", world.orderNo(index));
    row.text("stockin_no", world.stockinNo(index));
    row.text("src_order_no", world.srcOrderNo(index));
    row.digits("status", head.status, style.statusAsText);
    row.digits("order_type", head.orderType, style.typeAsText);
    row.text("warehouse_no", store.number);
    row.text("warehouse_name", store.name);
    if (head.oddity == Oddity::EmptyStockinTime)
        row.text("stockin_time", "");
    else
        row.time("stockin_time", world.stockinSeconds(index));
    row.time("modified", world.modified(index));
    row.remark("remark");
}

void headRest(RowText& row, const World& world, std::uint32_t index)
{
    const DocumentHead& head = world.head(index);
    std::int64_t count = 0;
    std::int64_t amount = 0;
    for (const DocumentLine& line : world.lines(index))
    {
        count += line.quantity;
        amount += line.quantity / 100 * line.price / 100;
    }
    row.text("outer_no", "");
    row.text("order_type_name", orderTypeName(head.orderType));
    row.id("warehouse_id", head.warehouse + 1U);
    // The audit time can lie on another day than the stock-in time, so that mixing them up shows.
    row.time("check_time", world.stockinSeconds(index) - (index % 7 == 3 ? 86400 : 5));
    row.time("created_time", world.stockinSeconds(index) - 7200);
    row.text("stockin_reason", "");
    row.count("goods_count", count);
    row.digits("goods_type_count", head.lines, false);
    row.amount("goods_amount", amount);
    row.amount("total_price", amount);
    row.amount("discount", 0);
    row.amount("tax_amount", 0);
    row.amount("post_fee", 0);
    row.amount("other_fee", 0);
    row.count("adjust_num", 0);
    row.amount("adjust_price", 0);
    row.count("right_nums", count);
    row.amount("right_price", amount);
    row.id("src_order_id", 300001ULL + index);
    row.digits("src_order_type", head.orderType, false);
    row.id("reason_id", 0);
    row.digits("wms_status", 0, false);
    row.text("wms_result", "");
    row.text("wms_outer_no", "");
    row.digits("flag_id", 0, false);
    row.id("operator_id", 12 + index % 5);
    row.text("operator_name", "仓管员小王");
    row.id("check_operator_id", 8);
    row.text("check_operator_name", "主管李工");
    row.digits("note_count", 0, false);
}

} // namespace

std::uint64_t documentId(const World& world, std::uint32_t index)
{
    return (world.flow() == Flow::Gain ? 100001ULL : 700001ULL) + index;
}

void appendDocument(std::string& out, const World& world, std::uint32_t index)
{
    const RowStyle style(world.streamSeed(index, kStylePurpose));
    RowText row(out, style);
    out += '{';
    if (world.flow() == Flow::Loss)
        appendStockoutHead(row, style, world, index);
    else
        headCore(row, world, index, style);
    if (world.flow() == Flow::Gain && !world.options().compact)
        headRest(row, world, index);
    const std::uint64_t id = documentId(world, index);
    appendLines(out, row, world, {index, id * 32, id});
    out += '}';
}

} // namespace duijie::sandbox
