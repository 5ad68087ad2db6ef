// The plan for gain bills: as published, and completed.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

namespace duijie::plan::test
{

namespace
{

constexpr std::string_view Goods = "b88a7889-af5d-3efd-aac4-d4960eae6748";
constexpr std::string_view Stores = "35c82f7f-bdef-3bc1-86e6-4654e14ff702";

constexpr std::string_view Row = R"({"stockin_id":"2001","order_no":"RK2406010001","status":80,
 "warehouse_no":"WH01","warehouse_name":"一号仓","stockin_time":"2024-06-01 10:20:30","remark":"",
 "details_list":[{"goods_no":"SP\"01\"","spec_no":"S1","goods_count":3.0000,"src_price":1.5},
 {"goods_no":"SP02","spec_no":"S2","goods_count":"12.5000"}]})";

void fill(Rig& rig)
{
    Dataset& goods = rig.datasets.add(std::string(Goods));
    BOOST_REQUIRE(
        goods.put("1", R"({"id":"1362188104995221504","number":"SP\"01\"","base_unit_id":"900001"})", 1));
    BOOST_REQUIRE(goods.put("2", R"({"id":1362188104995221505,"number":"SP02","base_unit_id":"900002"})", 1));
    BOOST_REQUIRE(rig.datasets.add(std::string(Stores)).put("1", R"({"id":"77","number":"WH01"})", 1));
}

} // namespace

BOOST_AUTO_TEST_SUITE(Panying)

BOOST_AUTO_TEST_CASE(ThePublishedSource)
{
    Findings findings;
    const auto plan = SourcePlan::compile(dataFile("01-wdt-stockin-order-query-panying.json"), findings);
    BOOST_REQUIRE(plan != nullptr);
    BOOST_TEST(findings.empty(), show(findings));
    BOOST_TEST(
        plan->request(times()).body ==
        R"({"api":"wdt.stockin.order.query","method":"POST","id":"stockin_id","number":"order_no",)"
        R"("page_size":50,"params":{"start_time":"2024-06-01 00:00:00","end_time":"2024-06-01 01:00:00",)"
        R"("order_type":"4"}})");
    sdk::JsonDocument row;
    BOOST_REQUIRE(row.parse(Row));
    BOOST_TEST(!plan->skipReason(row.root()).has_value());
    BOOST_REQUIRE(row.parse(R"({"warehouse_no":"WH2024052601"})"));
    BOOST_TEST(plan->skipReason(row.root()).value_or("").find("WH2024052601") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ThePublishedTarget)
{
    Rig rig(dataFile("02-jdy-v2-inv-check-gail-bill-panying.json"));
    BOOST_TEST(rig.findings.empty(), show(rig.findings));
    BOOST_TEST(rig.body(Row) == R"({"bill_date":"2024-06-01 10:20:30","remark":"旺店通盘盈单RK2406010001",)"
                                R"("operation_key":"audit"})");
    BOOST_TEST(rig.plan->constantPrefix("remark") == "旺店通盘盈单");
    BOOST_TEST(rig.plan->api() == "/jdy/v2/scm/inv_check_gail_bill");
}

BOOST_AUTO_TEST_CASE(TheCompletedTarget)
{
    Rig rig(dataFile("panying-target.json"));
    BOOST_TEST(rig.findings.empty(), show(rig.findings));
    fill(rig);
    BOOST_TEST(rig.plan->datasets() == (std::vector<std::string>{std::string(Goods), std::string(Stores)}),
               boost::test_tools::per_element());
    BOOST_TEST(rig.body(Row) ==
               R"({"bill_date":"2024-06-01 10:20:30","remark":"旺店通盘盈单RK2406010001",)"
               R"("operation_key":"audit","material_entity":[)"
               R"({"material_id":"1362188104995221504","unit_id":"900001","stock_id":"77","qty":3.0000},)"
               R"({"material_id":1362188104995221505,"unit_id":"900002","stock_id":"77","qty":"12.5000"}]})");
}

BOOST_AUTO_TEST_CASE(MissingGoodsWait)
{
    Rig rig(dataFile("panying-target.json"));
    fill(rig);
    const Mapped out = rig.map(R"({"order_no":"R","warehouse_no":"WH01","stockin_time":"2024-06-01 10:20:30",
        "details_list":[{"goods_no":"SP02","goods_count":1},{"goods_no":"NEW","goods_count":1}]})");
    BOOST_TEST(out.waits());
    BOOST_REQUIRE(out.errors.size() == 2);
    BOOST_TEST(out.errors[0].path == "material_entity[1].material_id");
    BOOST_TEST(out.errors[1].path == "material_entity[1].unit_id");
    BOOST_TEST(out.errors[0].dataset == Goods);
    BOOST_TEST(out.errors[0].value == "NEW");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::plan::test
