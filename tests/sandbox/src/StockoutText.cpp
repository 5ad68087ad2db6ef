#include "StockoutText.h"

#include "DocumentText.h"
#include "WorldShape.h"

namespace duijie::sandbox
{

namespace
{

std::string_view orderTypeName(std::uint8_t type)
{
    switch (type)
    {
    case 2:
        return "调拨出库";
    case 3:
        return "采购退货出库";
    case 4:
        return "盘亏出库";
    case 5:
        return "生产出库";
    case 7:
        return "其他出库";
    case 8:
        return "多发出库";
    default:
        return "委外出库";
    }
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
    row.text("order_type_name", orderTypeName(head.orderType));
    row.text("outer_no", "");
    row.id("warehouse_id", head.warehouse + 1U);
    row.id("src_order_id", 900001ULL + index);
    // An audit on another day than the consignment, so that mixing them up shows.
    row.time("check_time", world.billSeconds(index) - (index % 7 == 3 ? 86400 : 5));
    row.time("created_time", world.billSeconds(index) - 7200);
    row.count("goods_count", count);
    row.digits("goods_type_count", head.lines, false);
    row.amount("goods_total_amount", amount);
    row.amount("goods_total_cost", amount);
    row.amount("post_fee", 0);
    row.text("logistics_no", "");
    row.text("logistics_name", "");
    row.text("stockout_reason", "");
    row.digits("wms_status", 0, false);
    row.id("operator_id", 12 + index % 5);
    row.text("operator_name", "仓管员小王");
}

} // namespace

void appendStockoutHead(RowText& row, const RowStyle& style, const World& world, std::uint32_t index)
{
    const DocumentHead& head = world.head(index);
    const Store& store = world.catalog().stores()[head.warehouse];
    row.id("stockout_id", documentId(world, index));
    row.text("order_no", world.orderNo(index));
    row.text("stockout_no", world.stockinNo(index));
    row.text("src_order_no", world.srcOrderNo(index));
    row.digits("status", head.status, style.statusAsText);
    row.digits("order_type", head.orderType, style.typeAsText);
    row.text("warehouse_no", store.number);
    row.text("warehouse_name", store.name);
    if (head.status >= kSentStatus)
        row.time("consign_time", world.modified(index));
    else
        row.noTime("consign_time");
    row.time("modified", world.changedSeconds(index));
    row.remark("remark");
    if (!world.options().compact)
        headRest(row, world, index);
}

} // namespace duijie::sandbox
