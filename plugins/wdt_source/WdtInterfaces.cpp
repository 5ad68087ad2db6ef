#include "WdtInterfaces.h"

#include <algorithm>

namespace duijie::wdt
{

namespace
{

constexpr int64_t Hour = 60LL * 60 * 1000;

// Fifty rows a page are in use with the stock-in interfaces; elsewhere forty is the vendor's own default.
WdtInterface stockIn(std::string api)
{
    return {.api = std::move(api),
            .listKey = "stockin_list",
            .detailKey = "details_list",
            .id = "stockin_id",
            .number = "order_no",
            .numberParam = "stockin_no",
            .otherParam = "src_order_no",
            .pageSize = 50};
}

WdtInterface stockOut(std::string api, std::string numberParam, std::string otherParam)
{
    return {.api = std::move(api),
            .listKey = "stockout_list",
            .detailKey = "details_list",
            .id = "stockout_id",
            .number = "order_no",
            .numberParam = std::move(numberParam),
            .otherParam = std::move(otherParam)};
}

WdtInterface numbered(std::string api, std::string listKey, const std::string& number,
                      std::string detailKey = {})
{
    return {.api = std::move(api),
            .listKey = std::move(listKey),
            .detailKey = std::move(detailKey),
            .number = number,
            .numberParam = number};
}

WdtInterface plain(std::string api, std::string listKey = {}, std::string php = {})
{
    return {.api = std::move(api), .php = std::move(php), .listKey = std::move(listKey)};
}

WdtInterface paged(WdtInterface shape, int64_t pageSize, int64_t largestPage)
{
    shape.pageSize = pageSize;
    shape.largestPage = largestPage;
    return shape;
}

WdtInterface trades()
{
    WdtInterface shape = numbered("wdt.trade.query", "trades", "trade_no", "goods_list");
    shape.id = "trade_id";
    shape.longestWindowMs = Hour;
    return shape;
}

} // namespace

const std::vector<WdtInterface>& knownInterfaces()
{
    static const std::vector<WdtInterface> Known{
        stockIn("wdt.stockin.order.query"),
        stockIn("wdt.stockin.order.query.purchase"),
        paged(stockIn("wdt.stockin.order.query.refund"), 40, 40),
        plain("wdt.stockin.pre.order.refund.query"),
        stockOut("wdt.stockout.order.query", "stockout_no", "src_order_no"),
        stockOut("wdt.stockout.order.query.trade", "stockout_no", "src_order_no"),
        stockOut("wdt.stockout.order.query.return", "src_order_no", ""),
        plain("wdt.stockout.batch.detail", "stockout_batch_detail"),
        trades(),
        paged(numbered("wdt.refund.query", "refunds", "refund_no"), 40, 40),
        plain("wdt.vip.api.trade.query", "trade_list"),
        plain("wdt.vip.api.refund.query", "trade_list"),
        numbered("wdt.goods.query", "goods_list", "goods_no", "spec_list"),
        plain("wdt.suites.query"),
        plain("wdt.goods.class.query"),
        plain("wdt.goods.brand.query"),
        plain("wdt.stock.query", "stocks"),
        plain("wdt.shop.query", "shoplist", "shop"),
        plain("wdt.warehouse.query", "warehouses"),
        plain("wdt.logistics.query", "logistics_list", "logistics"),
        numbered("wdt.purchase.provider.query", "provider_list", "provider_no"),
        numbered("wdt.purchase.order.query", "purchase_list", "purchase_no", "details_list"),
        numbered("wdt.purchase.return.query", "", "return_no"),
        numbered("wdt.purchase.apply.query", "", "purchase_apply_no"),
        numbered("wdt.vip.stock.outside.wms.query", "order_list", "order_no", "details_list"),
        numbered("wdt.stock.transfer.query", "", "transfer_no"),
        numbered("wdt.stock.pd.order.query", "", "pd_no"),
        paged(plain("wdt.stock.in.query"), 30, 30),
        plain("wdt.stock.out.query"),
        plain("wdt.vip.jit.stockout.order.query"),
        plain("wdt.vip.jit.return.stockin.order.query"),
    };
    return Known;
}

WdtInterface interfaceOf(std::string_view api)
{
    const std::vector<WdtInterface>& known = knownInterfaces();
    const auto at =
        std::find_if(known.begin(), known.end(), [api](const WdtInterface& row) { return row.api == api; });
    return at != known.end() ? *at : WdtInterface{.api = std::string(api)};
}

std::string directPage(const WdtInterface& shape)
{
    if (!shape.php.empty())
    {
        return shape.php;
    }
    constexpr std::string_view Family = "wdt.";
    std::string page = shape.api.starts_with(Family) ? shape.api.substr(Family.size()) : shape.api;
    std::replace(page.begin(), page.end(), '.', '_');
    return page;
}

} // namespace duijie::wdt
