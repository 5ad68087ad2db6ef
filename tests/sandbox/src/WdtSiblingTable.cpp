#include "WdtSibling.h"

#include <algorithm>
#include <vector>

namespace duijie::sandbox
{

namespace
{

constexpr PageRule kPages{40, 1, 100};
constexpr PageRule kSmallPages{40, 1, 40};
constexpr PageRule kOldPages{30, 1, 30};
constexpr std::int64_t kMonth = std::int64_t{30} * 86400;
constexpr std::int64_t kHour = 3600;

/** An interface for base data: a few rows, no window needed. */
Sibling base(std::string_view method, std::string_view php, std::string_view list, std::string_view id,
             std::string_view number)
{
    return {method, php, list, "", id, number, kPages, kMonth, true, 53};
}

/** List keys of interfaces whose own are not known follow the pattern of the known ones. */
const std::vector<Sibling>& siblings()
{
    static const std::vector<Sibling> all = {
        {"wdt.stockin.order.query.purchase", "stockin_order_query_purchase", "stockin_list", "details_list",
         "stockin_id", "order_no"},
        {"wdt.stockin.order.query.refund", "stockin_order_query_refund", "stockin_list", "details_list",
         "stockin_id", "order_no", kSmallPages},
        {"wdt.stockout.order.query.trade", "stockout_order_query_trade", "stockout_list", "details_list",
         "stockout_id", "order_no"},
        {"wdt.stockout.order.query.return", "stockout_order_query_return", "stockout_list", "details_list",
         "stockout_id", "order_no"},
        {"wdt.trade.query", "trade_query", "trades", "goods_list", "trade_id", "trade_no", kPages, kHour},
        {"wdt.refund.query", "refund_query", "refunds", "", "refund_id", "refund_no", kSmallPages},
        {"wdt.vip.api.trade.query", "vip_api_trade_query", "trade_list", "", "rec_id", "tid"},
        {"wdt.vip.api.refund.query", "vip_api_refund_query", "trade_list", "", "rec_id", "refund_no"},
        {"wdt.goods.query", "goods_query", "goods_list", "spec_list", "goods_id", "goods_no"},
        base("wdt.suites.query", "suites_query", "suites_list", "suite_id", "suite_no"),
        base("wdt.goods.class.query", "goods_class_query", "class_list", "class_id", "class_name"),
        base("wdt.goods.brand.query", "goods_brand_query", "brand_list", "brand_id", "brand_no"),
        {"wdt.stock.query", "stock_query", "stocks", "", "rec_id", "spec_no"},
        base("wdt.shop.query", "shop", "shoplist", "shop_id", "shop_no"),
        base("wdt.warehouse.query", "warehouse_query", "warehouses", "warehouse_id", "warehouse_no"),
        base("wdt.logistics.query", "logistics", "logistics_list", "logistics_id", "logistics_no"),
        base("wdt.purchase.provider.query", "purchase_provider_query", "provider_list", "provider_id",
             "provider_no"),
        {"wdt.purchase.order.query", "purchase_order_query", "purchase_list", "details_list", "purchase_id",
         "purchase_no"},
        {"wdt.vip.stock.outside.wms.query", "vip_stock_outside_wms_query", "order_list", "details_list",
         "order_id", "order_no"},
        {"wdt.stockout.batch.detail", "stockout_batch_detail", "stockout_batch_detail", "", "rec_id",
         "stockout_no"},
        {"wdt.stock.transfer.query", "stock_transfer_query", "transfer_list", "details_list", "transfer_id",
         "transfer_no"},
        {"wdt.stock.pd.order.query", "stock_pd_order_query", "pd_list", "details_list", "pd_id", "pd_no"},
        {"wdt.purchase.return.query", "purchase_return_query", "return_list", "details_list", "return_id",
         "return_no"},
        {"wdt.purchase.apply.query", "purchase_apply_query", "apply_list", "details_list", "apply_id",
         "apply_no"},
        {"wdt.stock.in.query", "stock_in_query", "stockin_list", "details_list", "stockin_id", "stockin_no",
         kOldPages},
        {"wdt.stock.out.query", "stock_out_query", "stockout_list", "details_list", "stockout_id",
         "stockout_no", kOldPages},
        {"wdt.stockin.pre.order.refund.query", "stockin_pre_order_refund_query", "stockin_pre_list",
         "details_list", "stockin_id", "stockin_no"},
        {"wdt.his.*", "", "list", "details_list", "rec_id", "order_no"},
        {"wdt.vip.jit.*", "", "list", "details_list", "rec_id", "order_no"},
    };
    return all;
}

} // namespace

const Sibling* siblingOfMethod(std::string_view method)
{
    const auto& all = siblings();
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Sibling& sibling)
                                 {
                                     if (!sibling.method.ends_with('*'))
                                         return sibling.method == method;
                                     const auto start = sibling.method.substr(0, sibling.method.size() - 1);
                                     return method.size() > start.size() && method.starts_with(start);
                                 });
    return at == all.end() ? nullptr : &*at;
}

std::string_view siblingMethodOfPhp(std::string_view php)
{
    const auto& all = siblings();
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Sibling& sibling) { return !php.empty() && sibling.php == php; });
    return at == all.end() ? std::string_view() : at->method;
}

} // namespace duijie::sandbox
