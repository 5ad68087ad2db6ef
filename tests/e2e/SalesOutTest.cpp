// A third flow without new code: stock-outs of sales, by the published documents of docs/examples/sales-out.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

namespace
{

std::string document(const char* side, const char* name)
{
    return std::string("\"") + side + "_document\": \"" + EXAMPLES_DIR + "/sales-out/" + name + "\"";
}

// The configuration of docs/sales-out.md: the same account, bills found again by their number.
void addSales(Rig& rig)
{
    const std::string config = readFile(rig.configFile());
    const std::size_t begin = config.find("\"jdy\": {");
    const std::size_t end = config.find('}', begin) + 1;
    std::string other = config.substr(begin, end - begin);
    other.replace(0, 8, R"("jdy_sales": { "natural_key": "bill_no",)");
    rig.editConfig("\"jdy\": {", other + ", \"jdy\": {");
    rig.editConfig("\"flows\": {", "\"flows\": { \"goods\": { \"source\": \"jdy_sales\", \"id\": "
                                   "\"b88a7889-af5d-3efd-aac4-d4960eae6748\", " +
                                       document("source", "materials.json") +
                                       " }, \"sales\": { \"source\": \"wdt\", \"target\": \"jdy_sales\", "
                                       "\"start\": \"" +
                                       WorldStart + " 00:00:00\", \"settle_seconds\": 0, " +
                                       document("source", "source.json") + ", " +
                                       document("target", "target.json") + " }, ");
}

Json truth(Rig& rig)
{
    return Json(rig.control("GET", "/_sandbox/truth?flow=sales"));
}

// Every sale that left is one bill, right in shop, store, unit, quantity, price and gift.
void checkRight(Rig& rig)
{
    const Json found = truth(rig);
    const std::string whole(found.root().raw());
    BOOST_TEST(found.text({"verdict"}) == "right", whole);
    BOOST_TEST(found.number({"eligible"}) > 100, whole);
    BOOST_TEST(found.number({"right"}) == found.number({"eligible"}), whole);
    BOOST_TEST(found.number({"bills"}) == found.number({"eligible"}), whole);
    BOOST_TEST(found.number({"gift_lines"}) > 10, whole);
    const Ended audit = rig.run({"audit", "sales", "--json"});
    BOOST_TEST(Json(audit.output).text({"verdict"}) == "right", audit.output << audit.errors);
}

} // namespace

BOOST_AUTO_TEST_SUITE(sales_out)

BOOST_AUTO_TEST_CASE(the_documents_are_valid)
{
    Rig rig;
    addSales(rig);
    const Ended ended = rig.run({"validate"});
    BOOST_TEST(ended.code == 0, ended.output << ended.errors);
}

BOOST_AUTO_TEST_CASE(sales_arrive_once_each_to_the_last_digit)
{
    Rig rig;
    addSales(rig);
    const Ended first = rig.run({"sync", "sales", "--json"});
    BOOST_TEST(first.code == 0, first.output << first.errors);
    const Json summary(first.output);
    BOOST_TEST(summary.number({"this_run", "written"}) == truth(rig).number({"eligible"}), first.output);
    checkRight(rig);
    const Ended second = rig.run({"sync", "sales", "--json"});
    BOOST_TEST(Json(second.output).number({"this_run", "written"}) == 0, second.output);
    // The gain flow of the same account goes on by its remark.
    rig.run({"sync", "panying"});
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
    checkRight(rig);
}

BOOST_AUTO_TEST_CASE(what_a_fault_leaves_is_neither_lost_nor_doubled)
{
    for (const char* fault : {"status_500_before", "cut_before", "cut_after", "status_500_after"})
    {
        BOOST_TEST_CONTEXT(fault)
        {
            Rig rig;
            addSales(rig);
            rig.control(
                "POST", "/_sandbox/faults",
                std::string(R"([{"path":"/jdy/v2/scm/sal_out_bound","method":"POST","times":5,"kind":")") +
                    fault + "\"}]");
            for (int run = 0; run < 3; ++run)
            {
                rig.run({"sync", "sales"});
            }
            checkRight(rig);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
