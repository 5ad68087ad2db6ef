// Two flows in a row: what the first one writes is told to the second, with the bill's own number.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

namespace
{

std::string node(const std::string& name, const std::string& value)
{
    return R"({"field":")" + name + R"(","value":")" + value + "\"}";
}

// The sales of the sandbox, each a 其他出库单 here.
const std::string Sales =
    R"({"api":"wdt.stockout.order.query.trade","method":"POST","id":"stockout_id","number":"order_no","request":[)" +
    node("start_time", "{{LAST_SYNC_TIME|datetime}}") + "," + node("end_time", "{{CURRENT_TIME|datetime}}") +
    "," + node("page_size", "{{PAGINATION_PAGE_SIZE}}") + "," + node("page_no", "{{PAGINATION_START_PAGE}}") +
    "]}";

std::string bill(const std::string& api, const std::string& date, const std::string& remark,
                 const std::string& more)
{
    const std::string unit = R"(_mongoQuery materials findField=content.base_unit_id )"
                             R"(where={\"content.number\":{\"$eq\":\"{{details_list.goods_no}}\"}})";
    return R"({"api":"/jdy/v2/scm/)" + api + R"(","effect":"EXECUTE","method":"POST","request":[)" +
           node("bill_date", date) + "," + node("remark", remark) + "," + node("operation_key", "audit") +
           R"(,{"field":"material_entity","type":"array","value":"details_list","children":[)" +
           node("material_number", "{{details_list.goods_no}}") + "," + node("unit_id", unit) + "," +
           node("stock_number", "WH01") + "," + node("qty", "{{details_list.goods_count}}") + "]}]" + more +
           "}";
}

const std::string Telling =
    R"(,"response":[{"field":"primaryWriteback","type":"object","children":[{"field":"id","value":"{{Id}}"},)"
    R"({"field":"number","value":"{{Number}}"}]}],"callBackStrategy":{"strategyId":)"
    R"("b008d61b-2b91-3c0b-8c91-64c893bd6c7c","FId":"{{primaryWriteback.Id}}",)"
    R"("FNumber":"{{primaryWriteback.Number}}","day":"{{consign_time}}","details_list":"{{details_list}}"})";

void addFlows(Rig& rig)
{
    const std::string folder = rig.folder();
    writeFile(folder + "/out.json", Sales);
    writeFile(folder + "/out-target.json",
              bill("inv_other_out", "{{consign_time|date}}", "出{{order_no}}", Telling));
    writeFile(folder + "/told.json", R"({"api":"callback","id":"FId","number":"FNumber","request":[]})");
    writeFile(folder + "/told-target.json", bill("inv_other_in", "{{day|date}}", "随{{FNumber}}", ""));
    rig.editConfig("\"flows\": {", std::string("\"flows\": { \"materials\": { \"source\": \"jdy\", "
                                               "\"source_document\": \"") +
                                       EXAMPLES_DIR + R"(/pankui/materials.json" },
        "out": { "source": "wdt", "target": "jdy", "start": "2026-03-01 00:00:00", "settle_seconds": 0,
                 "source_document": "out.json", "target_document": "out-target.json" },
        "told": { "source": "callback", "target": "jdy", "start": "2026-03-01 00:00:00", "settle_seconds": 0,
                  "id": "b008d61b-2b91-3c0b-8c91-64c893bd6c7c",
                  "source_document": "told.json", "target_document": "told-target.json" }, )");
}

constexpr int64_t Rows = 126; // of the sandbox's sales that left

} // namespace

BOOST_AUTO_TEST_SUITE(callback)

BOOST_AUTO_TEST_CASE(each_bill_leads_to_one_of_the_other_flow)
{
    for (const char* fault : {"", "cut_after"})
    {
        BOOST_TEST_CONTEXT("fault: " << fault)
        {
            Rig rig;
            addFlows(rig);
            BOOST_TEST(rig.run({"validate"}).code == 0);
            if (*fault != 0)
            {
                rig.control("POST", "/_sandbox/faults",
                            std::string(R"([{"path":"/jdy/v2/scm/inv_other_out","method":"POST","times":4,)"
                                        R"("kind":")") +
                                fault + "\"}]");
            }
            for (int run = 0; run < 3; ++run)
            {
                rig.run({"sync", "out"});
            }
            Json told(rig.run({"records", "told", "--json"}).output);
            BOOST_TEST(told.number({"counts", "received"}) == Rows);
            rig.run({"sync", "told"});
            told = Json(rig.run({"records", "told", "--json"}).output);
            BOOST_TEST(told.number({"counts", "done"}) == Rows);
            BOOST_TEST(Json(rig.control("GET", "/_sandbox/counters")).number({"bills_saved"}) == 2 * Rows);
            const std::string number(told.root().find("records").first().find("number").text());
            BOOST_TEST(number.starts_with("QTCK"), number); // of the bill that the first flow wrote
            const Ended audit = rig.run({"audit", "out", "--json"});
            BOOST_TEST(Json(audit.output).text({"verdict"}) == "right", audit.output << audit.errors);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_together_is_said_before_anything_runs)
{
    Rig rig;
    addFlows(rig);
    rig.editConfig("\"id\": \"b008d61b-2b91-3c0b-8c91-64c893bd6c7c\"", "\"id\": \"another\"");
    const Ended nobody = rig.run({"validate"});
    BOOST_TEST(nobody.code == 2);
    BOOST_TEST((nobody.output + nobody.errors).find("There is no flow \"b008d61b") != std::string::npos,
               nobody.output << nobody.errors);
    const Ended audit = rig.run({"audit", "told"});
    BOOST_TEST(audit.code == 1, audit.errors);
    BOOST_TEST((audit.output + audit.errors).find("filled by other flows") != std::string::npos,
               audit.output << audit.errors);
}

BOOST_AUTO_TEST_SUITE_END()
