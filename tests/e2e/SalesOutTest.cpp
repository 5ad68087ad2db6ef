// A third flow without new code: stock-outs of sales, by the published documents of docs/examples/sales-out.
#include "SalesWorld.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

BOOST_AUTO_TEST_SUITE(sales_out)

BOOST_AUTO_TEST_CASE(the_documents_are_valid)
{
    Rig rig;
    addSales(rig, "sales", "sales-out");
    const Ended ended = rig.run({"validate"});
    BOOST_TEST(ended.code == 0, ended.output << ended.errors);
}

BOOST_AUTO_TEST_CASE(sales_arrive_once_each_to_the_last_digit)
{
    Rig rig;
    addSales(rig, "sales", "sales-out");
    const Ended first = rig.run({"sync", "sales", "--json"});
    BOOST_TEST(first.code == 0, first.output << first.errors);
    const Json summary(first.output);
    BOOST_TEST(summary.number({"this_run", "written"}) == salesTruth(rig).number({"eligible"}), first.output);
    checkSales(rig, "sales");
    const Ended second = rig.run({"sync", "sales", "--json"});
    BOOST_TEST(Json(second.output).number({"this_run", "written"}) == 0, second.output);
    // The gain flow of the same account goes on by its remark.
    rig.run({"sync", "panying"});
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
    checkSales(rig, "sales");
}

BOOST_AUTO_TEST_CASE(what_a_fault_leaves_is_neither_lost_nor_doubled)
{
    for (const char* fault : {"status_500_before", "cut_before", "cut_after", "status_500_after"})
    {
        BOOST_TEST_CONTEXT(fault)
        {
            Rig rig;
            addSales(rig, "sales", "sales-out");
            rig.control(
                "POST", "/_sandbox/faults",
                std::string(R"([{"path":"/jdy/v2/scm/sal_out_bound","method":"POST","times":5,"kind":")") +
                    fault + "\"}]");
            for (int run = 0; run < 3; ++run)
            {
                rig.run({"sync", "sales"});
            }
            checkSales(rig, "sales");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
