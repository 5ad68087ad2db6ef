#include "Caller.h"

#include "WdtSibling.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <set>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

/** A method, its keys and the largest page it takes. */
struct SiblingCase
{
    const char* method;
    const char* listKey;
    const char* detailKey;
    const char* idField;
    int largest;

    friend std::ostream& operator<<(std::ostream& out, const SiblingCase& value)
    {
        return out << value.method;
    }
};

const SiblingCase kCases[] = {
    {"wdt.stockin.order.query.purchase", "stockin_list", "details_list", "stockin_id", 100},
    {"wdt.stockin.order.query.refund", "stockin_list", "details_list", "stockin_id", 40},
    {"wdt.stockout.order.query.trade", "stockout_list", "details_list", "stockout_id", 100},
    {"wdt.stockout.order.query.return", "stockout_list", "details_list", "stockout_id", 100},
    {"wdt.trade.query", "trades", "goods_list", "trade_id", 100},
    {"wdt.refund.query", "refunds", "", "refund_id", 40},
    {"wdt.vip.api.trade.query", "trade_list", "", "rec_id", 100},
    {"wdt.vip.api.refund.query", "trade_list", "", "rec_id", 100},
    {"wdt.goods.query", "goods_list", "spec_list", "goods_id", 100},
    {"wdt.stock.query", "stocks", "", "rec_id", 100},
    {"wdt.shop.query", "shoplist", "", "shop_id", 100},
    {"wdt.warehouse.query", "warehouses", "", "warehouse_id", 100},
    {"wdt.logistics.query", "logistics_list", "", "logistics_id", 100},
    {"wdt.purchase.provider.query", "provider_list", "", "provider_id", 100},
    {"wdt.purchase.order.query", "purchase_list", "details_list", "purchase_id", 100},
    {"wdt.vip.stock.outside.wms.query", "order_list", "details_list", "order_id", 100},
    {"wdt.stockout.batch.detail", "stockout_batch_detail", "", "rec_id", 100},
    {"wdt.stock.in.query", "stockin_list", "details_list", "stockin_id", 30},
    {"wdt.his.trade.query", "list", "details_list", "rec_id", 100},
    {"wdt.vip.jit.pick.query", "list", "details_list", "rec_id", 100},
};

Options withSiblings()
{
    Options options = fixedOptions();
    options.behaviour.siblings = true;
    return options;
}

/** A query over the whole world, or over what fits a trade window. */
Pairs asked(const SiblingCase& sample, Pairs more)
{
    more["method"] = sample.method;
    more["order_type"] = "";
    if (std::string(sample.method) == "wdt.trade.query")
    {
        more["start_time"] = "2026-01-05 00:00:00";
        more["end_time"] = "2026-01-05 01:00:00";
    }
    return more;
}

} // namespace

BOOST_AUTO_TEST_SUITE(siblings)

BOOST_DATA_TEST_CASE(pages_give_each_row_once, data::make(kCases), sample)
{
    Caller caller(withSiblings());
    const int size = sample.largest / 2;
    const JsonValue first = caller.wdtResponse(asked(sample, {{"page_size", std::to_string(size)}}));
    const std::int64_t total = first.integer("total_count", 0);
    BOOST_REQUIRE(total > 0);
    std::set<std::string> ids;
    std::string last;
    for (std::int64_t page = 0; page * size < total; ++page)
    {
        const JsonValue response = caller.wdtResponse(
            asked(sample, {{"page_size", std::to_string(size)}, {"page_no", std::to_string(page)}}));
        BOOST_REQUIRE_EQUAL(response.find("total_count") != nullptr, page == 0);
        const JsonValue* rows = response.find(sample.listKey);
        BOOST_REQUIRE(rows != nullptr);
        for (const JsonValue& row : rows->items)
        {
            BOOST_REQUIRE(ids.insert(row.find(sample.idField)->text).second);
            BOOST_REQUIRE(row.string("modified") >= last);
            last = row.string("modified");
            if (*sample.detailKey != '\0')
                BOOST_REQUIRE(!row.find(sample.detailKey)->items.empty());
        }
    }
    BOOST_TEST(ids.size() == static_cast<std::size_t>(total));
    const JsonValue wide =
        caller.wdtResponse(asked(sample, {{"page_size", std::to_string(sample.largest + 1)}}));
    BOOST_TEST(wide.string("sub_message").find("page_size不合法") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(windows)
{
    Caller caller(withSiblings());
    const Pairs trade = {{"method", "wdt.trade.query"},
                         {"start_time", "2026-01-05 00:00:00"},
                         {"end_time", "2026-01-05 01:00:01"}};
    BOOST_TEST(caller.wdtResponse(trade).string("sub_message").find("60分钟") != std::string_view::npos);
    const Pairs goods = {{"method", "wdt.goods.query"},
                         {"start_time", "2026-01-05 00:00:00"},
                         {"end_time", "2026-02-04 00:00:01"}};
    BOOST_TEST(caller.wdtResponse(goods).string("sub_message").find("30天") != std::string_view::npos);
    const Pairs open = {{"method", "wdt.goods.query"}, {"start_time", ""}, {"end_time", ""}};
    BOOST_TEST(caller.wdtResponse(open).string("sub_message").find("不能为空") != std::string_view::npos);
    const Pairs shops = {{"method", "wdt.shop.query"}, {"start_time", ""}, {"end_time", ""}};
    BOOST_TEST(caller.wdtResponse(shops).integer("total_count", 0) == 53);
    const Pairs source = {{"method", "wdt.stockin.order.query.purchase"},
                          {"start_time", ""},
                          {"end_time", ""},
                          {"src_order_no", "SRC0000005"}};
    BOOST_TEST(caller.wdtResponse(source).integer("total_count", 0) == 1);
}

BOOST_AUTO_TEST_CASE(trade_stockouts_by_consign_or_modified_time)
{
    Caller caller(withSiblings());
    Pairs query = {{"method", "wdt.stockout.order.query.trade"},
                   {"start_time", "2026-01-05 00:00:00"},
                   {"end_time", "2026-01-05 00:00:00"}};
    BOOST_TEST(caller.wdtResponse(query).integer("total_count", -1) == 0);
    query["is_by_modified"] = "1";
    query["status"] = "5"; // the first one was cancelled
    BOOST_TEST(caller.wdtResponse(query).integer("total_count", -1) == 1);
}

BOOST_AUTO_TEST_CASE(unknown_methods_and_none_at_all)
{
    Caller caller(withSiblings());
    for (const char* method : {"wdt.nothing.query", "wdt.his.", "wdt.stockin.order.query.pre"})
        BOOST_TEST(caller.wdtResponse({{"method", method}}).integer("code", 0) == 22, method);
    Caller without;
    BOOST_TEST(without.wdtResponse({{"method", "wdt.trade.query"}}).integer("code", 0) == 22);
}

BOOST_AUTO_TEST_CASE(equal_worlds_give_equal_rows)
{
    Caller first(withSiblings());
    Caller second(withSiblings());
    const Pairs query = {{"method", "wdt.goods.query"}};
    BOOST_TEST(first.wdt(query).body == second.wdt(query).body);
}

BOOST_AUTO_TEST_SUITE_END()
