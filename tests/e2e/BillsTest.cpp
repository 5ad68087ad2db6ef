// Other bills of the target, by documents alone: several in one call, ids or numbers, fixed fields.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace duijie::e2e;

namespace
{

std::string node(const std::string& name, const std::string& value, const std::string& parent = "")
{
    return R"({"field":")" + name + R"(","type":"string","value":")" + value + '"' +
           (parent.empty() ? "" : R"(,"parent":")" + parent + '"') + "}";
}

std::string line(const std::string& name, const std::string& value)
{
    return node(name, value, "material_entity");
}

const std::string ByGoods = R"(where={\"content.number\":{\"$eq\":\"{{details_list.goods_no}}\"}})";
const std::string UnitId = "_mongoQuery materials findField=content.base_unit_id " + ByGoods;

// A target document of a head and lines.
std::string target(const std::string& bill, const std::string& head, const std::string& lines)
{
    return R"({"api":"/jdy/v2/scm/)" + bill +
           R"(","effect":"EXECUTE","method":"POST","number":"id","id":"id","request":[)" + head +
           R"(,{"field":"material_entity","type":"array","value":"details_list","children":[)" + lines +
           "]}]}";
}

// The flow "other" from documents written here, with the goods kept for its lookups.
void addFlow(Rig& rig, const std::string& source, const std::string& targetText)
{
    writeFile(rig.folder() + "/source.json", source);
    writeFile(rig.folder() + "/target.json", targetText);
    rig.editConfig("\"flows\": {",
                   std::string("\"flows\": { \"materials\": { \"source\": \"jdy\", \"source_document\": \"") +
                       EXAMPLES_DIR + "/pankui/materials.json\" }, " +
                       "\"other\": { \"source\": \"wdt\", \"target\": \"jdy\", \"start\": \"2026-03-01 "
                       "00:00:00\", \"settle_seconds\": 0, \"source_document\": \"" +
                       rig.folder() + "/source.json\", \"target_document\": \"" + rig.folder() +
                       "/target.json\" }, ");
}

std::string tradeSource()
{
    return R"({"api":"wdt.stockout.order.query.trade","method":"POST","id":"stockout_id","number":"order_no","request":[)" +
           node("start_time", "{{LAST_SYNC_TIME|datetime}}") + "," +
           node("end_time", "{{CURRENT_TIME|datetime}}") + "," +
           node("page_size", "{{PAGINATION_PAGE_SIZE}}") + "," +
           node("page_no", "{{PAGINATION_START_PAGE}}") + "]}";
}

std::string salesTarget(const std::string& bill)
{
    return target(bill,
                  node("bill_date", "{{consign_time|date}}") + "," + node("customer_number", "KH0001") + "," +
                      node("remark", "旺店通销售{{order_no}}") + "," + node("operation_key", "audit"),
                  line("material_number", "{{details_list.goods_no}}") + "," + line("unit_id", UnitId) + "," +
                      line("stock_number", "WH01") + "," + line("price", "{{details_list.price}}") + "," +
                      line("qty", "{{details_list.goods_count}}"));
}

constexpr int64_t Rows = 126; // of the sandbox's sales that left

void checkSales(Rig& rig, const Ended& ended)
{
    const Json summary(ended.output);
    BOOST_TEST(summary.number({"in_all", "done"}) == Rows, ended.output << ended.errors);
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/counters")).number({"bills_saved"}) == Rows);
    const Ended audit = rig.run({"audit", "other", "--json"});
    BOOST_TEST(Json(audit.output).text({"verdict"}) == "right", audit.output << audit.errors);
}

} // namespace

BOOST_AUTO_TEST_SUITE(bills)

BOOST_AUTO_TEST_CASE(sales_go_out_one_by_one)
{
    Rig rig;
    addFlow(rig, tradeSource(), salesTarget("sal_out_bound"));
    checkSales(rig, rig.run({"sync", "other", "--json"}));
}

BOOST_AUTO_TEST_CASE(sales_go_out_several_in_one_call)
{
    Rig rig;
    addFlow(rig, tradeSource(), salesTarget("sal_out_bound_batch"));
    const Ended ended = rig.run({"sync", "other", "--json"});
    checkSales(rig, ended);
    const Json counters(rig.control("GET", "/_sandbox/counters"));
    const int64_t posts = counters.number({"requests", "jdy", "POST /jdy/v2/scm/sal_out_bound_batch"});
    BOOST_TEST(posts < Rows / 5, posts << " calls for " << Rows << " bills");
    // Every document of a call shows the call.
    for (const char* number : {"SB0000002", "SB0000003", "SB0000020"})
    {
        const Ended shown = rig.run({"show", "other", number, "--json"});
        BOOST_TEST(shown.output.find("sal_out_bound_batch") != std::string::npos, shown.output);
    }
}

BOOST_AUTO_TEST_CASE(a_batch_whose_answer_is_lost_is_neither_lost_nor_doubled)
{
    for (const char* fault : {"cut_before", "cut_after", "status_500_after", "html_after", "truncate_json"})
    {
        BOOST_TEST_CONTEXT(fault)
        {
            Rig rig;
            addFlow(rig, tradeSource(), salesTarget("sal_out_bound_batch"));
            rig.control("POST", "/_sandbox/faults",
                        std::string(R"([{"path":"/jdy/v2/scm/sal_out_bound_batch","times":3,"kind":")") +
                            fault + "\"}]");
            Ended ended = rig.run({"sync", "other", "--json"});
            for (int again = 0; again < 4; ++again)
            {
                ended = rig.run({"sync", "other", "--json"});
            }
            checkSales(rig, ended);
        }
    }
}

BOOST_AUTO_TEST_CASE(other_stock_in_with_its_fixed_type)
{
    Rig rig;
    addFlow(rig, tradeSource(),
            target("inv_other_in",
                   node("bill_date", "{{consign_time|date}}") + "," + node("remark", "入库{{order_no}}") +
                       "," + node("operation_key", "audit"),
                   line("material_number", "{{details_list.goods_no}}") + "," + line("unit_id", UnitId) +
                       "," + line("stock_number", "WH01") + "," +
                       line("qty", "{{details_list.goods_count}}")));
    checkSales(rig, rig.run({"sync", "other", "--json"}));
}

// The first day is closed: of a batch that reaches into the second, what was written is taken back, step by
// step.
BOOST_AUTO_TEST_CASE(a_batch_taken_back_shows_each_step)
{
    for (const char* fault : {"", "cut_before", "cut_after", "status_500_after"})
    {
        BOOST_TEST_CONTEXT("removing: " << fault)
        {
            RigOptions options;
            options.sandbox = {"--closed-before", "2026-03-03"};
            Rig rig(options);
            addFlow(rig, tradeSource(), salesTarget("sal_out_bound"));
            rig.editConfig("\"settle_seconds\": 0,", "\"settle_seconds\": 0, \"batch\": \"all_or_nothing\",");
            if (*fault != 0)
            {
                rig.control("POST", "/_sandbox/faults",
                            std::string(R"([{"path":"/jdy/v2/sys/common_operate","times":2,"kind":")") +
                                fault + "\"}]");
            }
            for (int run = 0; run < 4; ++run)
            {
                rig.run({"sync", "other"});
            }
            const Ended ended = rig.run({"sync", "other", "--json"});
            const Json counts =
                Json(rig.run({"records", "other", "--state", "rolled_back", "--json"}).output);
            const Ended audit = rig.run({"audit", "other", "--json"});
            BOOST_TEST(counts.root().find("records").size() > 0u, ended.output << ended.errors);
            BOOST_TEST(counts.number({"counts", "rollback_stuck"}) == 0);
            BOOST_TEST(Json(audit.output).number({"unexpected", "count"}) == 0, audit.output);
            for (const auto record : counts.root().find("records"))
            {
                const Ended shown =
                    rig.run({"show", "other", std::string(record.find("key").text()), "--json"});
                const auto unaudited = shown.output.find(R"("step":"unaudit")");
                const auto removed = shown.output.find(R"("step":"delete")");
                BOOST_TEST(
                    (unaudited != std::string::npos && removed != std::string::npos && unaudited < removed),
                    shown.output);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
