// The connectors by configuration alone: other interfaces, other bills, other ways to write, bad days of both
// vendors.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>

using namespace duijie::e2e;

namespace
{

void checkRight(Rig& rig, const Ended& ended)
{
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.text({"verdict"}) == "right", std::string(truth.root().raw())
                                                       << ended.output << ended.errors);
}

std::string fieldNode(const std::string& name, const std::string& value)
{
    return R"({"field":")" + name + R"(","type":"string","value":")" + value + R"("})";
}

const std::string Times = fieldNode("start_time", "{{LAST_SYNC_TIME|datetime}}") + "," +
                          fieldNode("end_time", "{{CURRENT_TIME|datetime}}");
const std::string Paging = fieldNode("page_size", "{{PAGINATION_PAGE_SIZE}}") + "," +
                           fieldNode("page_no", "{{PAGINATION_START_PAGE}}");

// A flow that keeps the rows of an interface.
void addDataset(Rig& rig, const std::string& method, const std::string& id, const std::string& start)
{
    const std::string file = rig.folder() + "/" + method + ".json";
    writeFile(file, R"({"api":")" + method + R"(","method":"POST","id":")" + id + R"(","request":[)" + Times +
                        "," + Paging + "]}");
    rig.editConfig("\"flows\": {", "\"flows\": { \"rows\": { \"source\": \"wdt\", \"start\": \"" + start +
                                       "\", \"source_document\": \"" + file + "\" },");
}

struct Interface
{
    const char* method;
    const char* id;  ///< as the published answers of the interface name it
    int rows = 137;  ///< what the sandbox has of it
    int calls = 100; ///< windows of 30 days since the start, and a page for every 30 to 100 rows
};

constexpr Interface Interfaces[] = {
    {"wdt.stockin.order.query.purchase", "stockin_id"},
    {"wdt.stockin.order.query.refund", "stockin_id"},
    {"wdt.stockout.order.query.trade", "stockout_id", 126}, // those that left
    {"wdt.stockout.order.query.return", "stockout_id"},
    {"wdt.trade.query", "trade_id", 137, 1'000'000}, // windows of an hour
    {"wdt.refund.query", "refund_no"},
    {"wdt.goods.query", "goods_no"},
    {"wdt.stock.query", "spec_no"},
    {"wdt.shop.query", "shop_no", 53},
    {"wdt.warehouse.query", "warehouse_no", 53},
    {"wdt.logistics.query", "logistics_no", 53},
    {"wdt.purchase.provider.query", "provider_no", 53},
    {"wdt.purchase.order.query", "purchase_no"},
    {"wdt.vip.stock.outside.wms.query", "order_no"},
    {"wdt.stock.transfer.query", "transfer_no"},
    {"wdt.stock.pd.order.query", "pd_no"},
    {"wdt.stock.in.query", "stockin_no"},
    {"wdt.his.trade.query", "order_no"}, // not in the connector's table
};

} // namespace

BOOST_AUTO_TEST_SUITE(connectors)

BOOST_AUTO_TEST_CASE(every_interface_is_read_whole_by_configuration)
{
    for (const bool direct : {false, true})
    {
        for (const Interface& interface : Interfaces)
        {
            Rig rig;
            if (direct)
            {
                rig.useDirectApi();
            }
            addDataset(rig, interface.method, interface.id, "2026-03-01 00:00:00");
            const Ended ended = rig.run({"sync", "rows", "--json"});
            BOOST_TEST_CONTEXT(interface.method << (direct ? ", direct: " : ": ") << ended.output
                                                << ended.errors)
            {
                const bool unknownPage = direct && std::string(interface.method).starts_with("wdt.his.");
                BOOST_TEST(ended.code == (unknownPage ? 1 : 0));
                if (!unknownPage)
                {
                    const Json summary(ended.output);
                    BOOST_TEST(summary.number({"this_run", "stored"}) == interface.rows);
                    BOOST_TEST(summary.number({"calls", "poll"}) <= interface.calls);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_gain_flow_runs_over_the_direct_api)
{
    Rig rig;
    rig.useDirectApi();
    const Ended ended = rig.run({"sync", "panying", "--json"});
    checkRight(rig, ended);
    const Ended audit = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(Json(audit.output).text({"verdict"}) == "right", audit.output << audit.errors);
}

BOOST_AUTO_TEST_CASE(bills_are_confirmed_before_they_are_audited)
{
    Rig rig;
    rig.editConfig("\"plugin\": \"jdy_target\"", "\"plugin\": \"jdy_target\", \"audit\": \"after_confirm\"");
    rig.control("POST", "/_sandbox/faults",
                R"([{"path":"/jdy/v2/scm/common_operate","times":3,"kind":"cut_after"}])");
    Ended ended = rig.run({"sync", "panying"});
    for (int again = 0; again < 3; ++again)
    {
        std::this_thread::sleep_for(std::chrono::seconds(rig.options.settleSeconds + 1));
        ended = rig.run({"sync", "panying"});
    }
    checkRight(rig, ended);
}

BOOST_AUTO_TEST_CASE(a_closed_period_is_told_by_the_records_and_by_the_audit)
{
    Rig rig;
    rig.control("POST", "/_sandbox/period", R"({"closed_before":"2026-03-03"})");
    const Ended first = rig.run({"sync", "panying", "--json"});
    const int64_t dead = Json(first.output).number({"in_all", "dead"});
    BOOST_TEST(dead > 0, first.output);
    const Ended audit = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(Json(audit.output).number({"missing", "count"}) == dead, audit.output);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.number({"lost_count"}) == dead);
    BOOST_TEST(truth.number({"doubled_count"}) == 0);
}

// What the plan does not map, the precheck tells without a call.
BOOST_AUTO_TEST_CASE(goods_that_need_more_are_refused_without_a_call)
{
    RigOptions options;
    options.documents = 200;
    options.sandbox = {"--special-goods", "20"};
    Rig rig(options);
    const Ended ended = rig.run({"sync", "panying", "--json"});
    checkRight(rig, ended);
    BOOST_TEST(Json(ended.output).number({"in_all", "dead"}) > 0, ended.output);
    const Json counters(rig.control("GET", "/_sandbox/counters"));
    BOOST_TEST(counters.number({"requests", "jdy", "POST /jdy/v2/scm/inv_check_gail_bill"}) ==
               counters.number({"bills_saved"}));
    const Ended records = rig.run({"records", "panying", "--state", "dead"});
    for (const char* word : {"batch_no", "kf_date", "aux_prop_id", "sp_id"})
    {
        BOOST_TEST(records.output.find(word) != std::string::npos, word << ": " << records.output);
    }
}

BOOST_AUTO_TEST_CASE(documents_touched_while_they_are_paged_come_once)
{
    RigOptions options;
    options.documents = 400;
    options.sandbox = {"--latency", "5"};
    Rig rig(options);
    rig.editConfig("\"settle_seconds\"", "\"lag_seconds\": 1, \"settle_seconds\"");
    const auto process = rig.start({"sync", "panying"});
    for (int i = 0; i < 20; ++i)
    {
        rig.control("POST", "/_sandbox/modify", R"({"count":5})");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    process->wait();
    std::this_thread::sleep_for(std::chrono::seconds(3)); // what was touched now is due behind the lag
    const Ended ended = rig.run({"sync", "panying"});
    checkRight(rig, ended);
    rig.control("POST", "/_sandbox/modify", R"({"count":10})");
    std::this_thread::sleep_for(std::chrono::seconds(3));
    const Ended third = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(Json(third.output).number({"this_run", "written"}) == 0, third.output);
    checkRight(rig, third);
}

BOOST_AUTO_TEST_CASE(late_documents_are_named_by_the_audit_and_fetched_by_a_look_back)
{
    RigOptions options;
    options.sandbox = {"--late", "20", "--late-seconds", "4"};
    Rig rig(options);
    rig.run({"sync", "panying"});
    std::this_thread::sleep_for(std::chrono::seconds(5));
    const int64_t late = Json(rig.control("GET", "/_sandbox/truth")).number({"lost_count"});
    BOOST_TEST(late > 5);
    const Ended audit = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(Json(audit.output).text({"verdict"}) != "right");
    const Ended again =
        rig.run({"sync", "panying", "--json", "--from", std::string(WorldStart) + " 00:00:00"});
    BOOST_TEST(Json(again.output).number({"this_run", "written"}) == late);
    checkRight(rig, again);
}

BOOST_AUTO_TEST_SUITE_END()
