// One row for each interface: what the table says of it, and what a reading of it sends and understands.
#include "WdtInterfaces.h"
#include "WdtBench.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::wdt;
using duijie::test::RawAnswer;
using duijie::test::RawRequest;
using duijie::test::WdtBench;

namespace
{

constexpr int64_t Hour = 3'600'000;
constexpr int64_t Month = 30 * 24 * Hour;

struct Expected
{
    const char* api;
    const char* php;
    const char* listKey;
    const char* detailKey;
    const char* id;
    const char* number;
    const char* numberParam;
    const char* otherParam;
    int64_t windowMs;
    int64_t pageSize;
    int64_t largestPage;
};

const Expected Interfaces[] = {
    {"wdt.stockin.order.query", "stockin_order_query", "stockin_list", "details_list", "stockin_id",
     "order_no", "stockin_no", "src_order_no", Month, 50, 100},
    {"wdt.stockin.order.query.purchase", "stockin_order_query_purchase", "stockin_list", "details_list",
     "stockin_id", "order_no", "stockin_no", "src_order_no", Month, 50, 100},
    {"wdt.stockin.order.query.refund", "stockin_order_query_refund", "stockin_list", "details_list",
     "stockin_id", "order_no", "stockin_no", "src_order_no", Month, 40, 40},
    {"wdt.stockin.pre.order.refund.query", "stockin_pre_order_refund_query", "", "", "", "", "", "", Month,
     40, 100},
    {"wdt.stockout.order.query", "stockout_order_query", "stockout_list", "details_list", "stockout_id",
     "order_no", "stockout_no", "src_order_no", Month, 40, 100},
    {"wdt.stockout.order.query.trade", "stockout_order_query_trade", "stockout_list", "details_list",
     "stockout_id", "order_no", "stockout_no", "src_order_no", Month, 40, 100},
    {"wdt.stockout.order.query.return", "stockout_order_query_return", "stockout_list", "details_list",
     "stockout_id", "order_no", "src_order_no", "", Month, 40, 100},
    {"wdt.stockout.batch.detail", "stockout_batch_detail", "stockout_batch_detail", "", "", "", "", "", Month,
     40, 100},
    {"wdt.trade.query", "trade_query", "trades", "goods_list", "trade_id", "trade_no", "trade_no", "", Hour,
     40, 100},
    {"wdt.refund.query", "refund_query", "refunds", "", "", "refund_no", "refund_no", "", Month, 40, 40},
    {"wdt.vip.api.trade.query", "vip_api_trade_query", "trade_list", "", "", "", "", "", Month, 40, 100},
    {"wdt.vip.api.refund.query", "vip_api_refund_query", "trade_list", "", "", "", "", "", Month, 40, 100},
    {"wdt.goods.query", "goods_query", "goods_list", "spec_list", "", "goods_no", "goods_no", "", Month, 40,
     100},
    {"wdt.suites.query", "suites_query", "", "", "", "", "", "", Month, 40, 100},
    {"wdt.goods.class.query", "goods_class_query", "", "", "", "", "", "", Month, 40, 100},
    {"wdt.goods.brand.query", "goods_brand_query", "", "", "", "", "", "", Month, 40, 100},
    {"wdt.stock.query", "stock_query", "stocks", "", "", "", "", "", Month, 40, 100},
    {"wdt.shop.query", "shop", "shoplist", "", "", "", "", "", Month, 40, 100},
    {"wdt.warehouse.query", "warehouse_query", "warehouses", "", "", "", "", "", Month, 40, 100},
    {"wdt.logistics.query", "logistics", "logistics_list", "", "", "", "", "", Month, 40, 100},
    {"wdt.purchase.provider.query", "purchase_provider_query", "provider_list", "", "", "provider_no",
     "provider_no", "", Month, 40, 100},
    {"wdt.purchase.order.query", "purchase_order_query", "purchase_list", "details_list", "", "purchase_no",
     "purchase_no", "", Month, 40, 100},
    {"wdt.purchase.return.query", "purchase_return_query", "", "", "", "return_no", "return_no", "", Month,
     40, 100},
    {"wdt.purchase.apply.query", "purchase_apply_query", "", "", "", "purchase_apply_no", "purchase_apply_no",
     "", Month, 40, 100},
    {"wdt.vip.stock.outside.wms.query", "vip_stock_outside_wms_query", "order_list", "details_list", "",
     "order_no", "order_no", "", Month, 40, 100},
    {"wdt.stock.transfer.query", "stock_transfer_query", "", "", "", "transfer_no", "transfer_no", "", Month,
     40, 100},
    {"wdt.stock.pd.order.query", "stock_pd_order_query", "", "", "", "pd_no", "pd_no", "", Month, 40, 100},
    {"wdt.stock.in.query", "stock_in_query", "", "", "", "", "", "", Month, 30, 30},
    {"wdt.stock.out.query", "stock_out_query", "", "", "", "", "", "", Month, 40, 100},
    {"wdt.vip.jit.stockout.order.query", "vip_jit_stockout_order_query", "", "", "", "", "", "", Month, 40,
     100},
    {"wdt.vip.jit.return.stockin.order.query", "vip_jit_return_stockin_order_query", "", "", "", "", "", "",
     Month, 40, 100},
};

std::string listKeyOf(const Expected& row)
{
    return *row.listKey != '\0' ? row.listKey : "whatever_list";
}

/// Two rows, and beside a list of known name another list that must not be taken for it.
RawAnswer twoRows(const Expected& row)
{
    const std::string decoy = *row.listKey != '\0' ? R"("decoy":[{"ID":"bad"}],)" : "";
    const std::string id = *row.id != '\0' ? row.id : "ID";
    const std::string rows = "{\"" + id + R"(":1,"no":"N1"},{")" + id + R"(":"2","no":"N2"})";
    return RawAnswer::json(R"({"response":{"errorcode":0,"total_count":"2",)" + decoy + "\"" +
                           listKeyOf(row) + "\":[" + rows + "]}}");
}

std::string planFor(const Expected& row, const std::string& more = "")
{
    const std::string id = *row.id != '\0' ? "" : R"(,"id":"ID")";
    return R"({"api":")" + std::string(row.api) + "\"" + id +
           R"(,"params":{"start_time":"2024-01-01 00:00:00","end_time":"2024-01-01 00:30:00"})" + more + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(WdtInterfaceTable)

BOOST_AUTO_TEST_CASE(SaysWhatIsKnown)
{
    BOOST_TEST_MESSAGE(std::size(Interfaces) << " interfaces");
    BOOST_TEST(knownInterfaces().size() == std::size(Interfaces));
    for (const Expected& row : Interfaces)
    {
        BOOST_TEST_CONTEXT(row.api)
        {
            const WdtInterface known = interfaceOf(row.api);
            BOOST_TEST(known.api == row.api);
            BOOST_TEST(directPage(known) == row.php);
            BOOST_TEST(known.listKey == row.listKey);
            BOOST_TEST(known.detailKey == row.detailKey);
            BOOST_TEST(known.id == row.id);
            BOOST_TEST(known.number == row.number);
            BOOST_TEST(known.numberParam == row.numberParam);
            BOOST_TEST(known.otherParam == row.otherParam);
            BOOST_TEST(known.totalKey == "total_count");
            BOOST_TEST(known.startParam == "start_time");
            BOOST_TEST(known.endParam == "end_time");
            BOOST_TEST(known.longestWindowMs == row.windowMs);
            BOOST_TEST(known.pageSize == row.pageSize);
            BOOST_TEST(known.largestPage == row.largestPage);
            BOOST_TEST(known.pageBase == 0);
            BOOST_TEST((known.order == PageOrder::Reverse));
            BOOST_TEST(known.totalOnFirstPageOnly);
            WdtSource source;
            BOOST_TEST(source.longestWindowMs(sdk::toView(row.api)) == row.windowMs);
        }
    }
}

BOOST_AUTO_TEST_CASE(EveryOneIsReadThroughTheGateway)
{
    for (const Expected& row : Interfaces)
    {
        BOOST_TEST_CONTEXT(row.api)
        {
            WdtBench bench([&row](const RawRequest&) { return twoRows(row); });
            bench.plan = planFor(row);
            BOOST_TEST(bench.poll().code == STATUS_OK);
            BOOST_REQUIRE(bench.records.records.size() == 2u);
            BOOST_TEST(bench.records.records[0].key == "1");
            BOOST_TEST(bench.records.records[1].key == "2");
            const auto requests = bench.server.requests();
            BOOST_REQUIRE(requests.size() == 1u);
            BOOST_TEST(requests[0].path == "/router/qm");
            BOOST_TEST(requests[0].query.at("method") == row.api);
            BOOST_TEST(requests[0].form.at("page_size") == std::to_string(row.pageSize));
            BOOST_TEST(requests[0].form.at("page_no") == "0");
        }
    }
}

BOOST_AUTO_TEST_CASE(EveryOneIsReadDirectly)
{
    for (const Expected& row : Interfaces)
    {
        BOOST_TEST_CONTEXT(row.api)
        {
            const std::string body = R"({"code":0,"message":"","total_count":1,")" + listKeyOf(row) +
                                     R"(":[{"ID":7,"stockin_id":7,"stockout_id":7,"trade_id":7}]})";
            WdtBench bench([&body](const RawRequest&) { return RawAnswer::json(body); },
                           R"(,"mode":"direct")", "/openapi2");
            bench.plan = planFor(row);
            BOOST_TEST(bench.poll().code == STATUS_OK);
            BOOST_REQUIRE(bench.records.records.size() == 1u);
            BOOST_TEST(bench.records.records[0].key == "7");
            BOOST_TEST(bench.server.requests()[0].path == "/openapi2/" + std::string(row.php) + ".php");
        }
    }
}

BOOST_AUTO_TEST_CASE(NoPageIsLargerThanTheInterfaceTakes)
{
    for (const Expected& row : Interfaces)
    {
        BOOST_TEST_CONTEXT(row.api)
        {
            WdtBench bench([&row](const RawRequest&) { return twoRows(row); });
            bench.plan = planFor(row, R"(,"page_size":5000)");
            BOOST_TEST(bench.poll().code == STATUS_OK);
            BOOST_TEST(bench.server.requests()[0].form.at("page_size") == std::to_string(row.largestPage));
        }
    }
}

BOOST_AUTO_TEST_CASE(NoWindowIsLongerThanTheInterfaceTakes)
{
    for (const Expected& row : Interfaces)
    {
        BOOST_TEST_CONTEXT(row.api)
        {
            const std::string body = R"({"response":{"errorcode":0,"total_count":0}})";
            WdtBench bench([&body](const RawRequest&) { return RawAnswer::json(body); });
            const std::string id = *row.id != '\0' ? "" : R"(,"id":"ID")";
            bench.plan =
                R"({"api":")" + std::string(row.api) + "\"" + id +
                R"(,"params":{"start_time":"2024-01-01 00:00:00","end_time":"2024-02-29 00:00:00"}})";
            BOOST_TEST(bench.poll().code == STATUS_OK);
            // 59 days: with the 30-day limit [1 Jan, 31 Jan] and one second later to the end.
            const auto requests = bench.server.requests();
            BOOST_TEST(requests.size() == (row.windowMs == Hour ? 1416u : 2u));
            BOOST_TEST(requests[0].form.at("end_time") ==
                       (row.windowMs == Hour ? "2024-01-01 01:00:00" : "2024-01-31 00:00:00"));
            BOOST_TEST(requests[1].form.at("start_time") ==
                       (row.windowMs == Hour ? "2024-01-01 01:00:01" : "2024-01-31 00:00:01"));
            BOOST_TEST(requests.back().form.at("end_time") == "2024-02-29 00:00:00");
        }
    }
}

BOOST_AUTO_TEST_CASE(OneDocumentIsAskedForByItsParameter)
{
    for (const Expected& row : Interfaces)
    {
        BOOST_TEST_CONTEXT(row.api)
        {
            const std::string param = row.numberParam;
            const std::string rows = R"({"ID":1,"stockin_id":1,"stockout_id":1,"trade_id":1,")" +
                                     std::string(row.number) + R"(":"N1"},{"ID":2,")" + param + R"(":"N2"})";
            WdtBench bench([&](const RawRequest&) { return test::wdtRows(rows, "2", "", listKeyOf(row)); });
            bench.plan = planFor(row);
            const Status status = bench.poll("N1");
            if (param.empty())
            {
                BOOST_TEST(status.code == STATUS_UNSUPPORTED);
                BOOST_TEST(bench.context.message().find("connector.number_param") != std::string::npos);
                BOOST_TEST(bench.server.requests().empty());
                continue;
            }
            BOOST_TEST(status.code == STATUS_OK);
            BOOST_REQUIRE(bench.records.records.size() == 1u);
            BOOST_TEST(bench.records.records[0].number == "N1");
            const auto requests = bench.server.requests();
            BOOST_REQUIRE(requests.size() == 1u);
            BOOST_TEST(requests[0].form.at(param) == "N1");
            BOOST_TEST(!requests[0].form.contains("start_time"));
            BOOST_TEST(!requests[0].form.contains("end_time"));
        }
    }
}

BOOST_AUTO_TEST_CASE(UnknownOnesGetTheDefaultsThatDoNoHarm)
{
    const WdtInterface other = interfaceOf("wdt.brand.new.query");
    BOOST_TEST(other.api == "wdt.brand.new.query");
    BOOST_TEST(directPage(other) == "brand_new_query");
    BOOST_TEST(other.listKey == "");
    BOOST_TEST(other.id == "");
    BOOST_TEST(other.longestWindowMs == Month);
    BOOST_TEST(other.pageSize == 40);
    BOOST_TEST(directPage(interfaceOf("own_page")) == "own_page");
}

BOOST_AUTO_TEST_SUITE_END()
