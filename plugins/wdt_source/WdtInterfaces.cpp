#include "WdtInterfaces.h"

namespace duijie::wdt
{

namespace
{

constexpr int64_t Minute = 60 * 1000;
constexpr int64_t Day = 24 * 60 * Minute;
constexpr int64_t Month = 30 * Day;

// List keys that were seen in the vendor's pages or in working clients; others are found by their being the
// only array.
constexpr WdtInterface Table[] = {
    {"wdt.stockin.order.query", "stockin_list", "stockin_no", Month, 100},
    {"wdt.stockin.order.query.purchase", "stockin_list", "stockin_no", Month, 100},
    {"wdt.stockin.order.query.refund", "stockin_list", "stockin_no", Month, 40},
    {"wdt.stockout.order.query", "stockout_list", "stockout_no", Month, 100},
    {"wdt.stockout.order.query.trade", "stockout_list", "stockout_no", Month, 100},
    {"wdt.stockout.order.query.return", "stockout_list", "stockout_no", Month, 100},
    {"wdt.trade.query", "trades", "", 60 * Minute, 100},
    {"wdt.refund.query", "refunds", "", Month, 40},
    {"wdt.vip.api.trade.query", "trade_list", "", Month, 100},
    {"wdt.vip.api.refund.query", "trade_list", "", Month, 100},
    {"wdt.goods.query", "goods_list", "", Month, 100},
    {"wdt.stock.query", "stocks", "", Month, 100},
    {"wdt.shop.query", "shoplist", "", Month, 100},
    {"wdt.warehouse.query", "warehouses", "", Month, 100},
    {"wdt.logistics.query", "logistics_list", "", Month, 100},
    {"wdt.purchase.provider.query", "provider_list", "", Month, 100},
    {"wdt.purchase.order.query", "purchase_list", "", Month, 100},
    {"wdt.vip.stock.outside.wms.query", "order_list", "", Month, 100},
    {"wdt.stockout.batch.detail", "stockout_batch_detail", "", Month, 100},
};

constexpr WdtInterface Other{"", "", "", Month, 100};

} // namespace

const WdtInterface& interfaceOf(std::string_view api) noexcept
{
    for (const WdtInterface& row : Table)
    {
        if (row.api == api)
        {
            return row;
        }
    }
    return Other;
}

} // namespace duijie::wdt
