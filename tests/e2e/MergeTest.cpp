// One bill of several records, by the documents of docs/examples/sales-merged alone.
#include "SalesWorld.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

BOOST_AUTO_TEST_SUITE(merge)

BOOST_AUTO_TEST_CASE(lines_arrive_in_one_bill_each)
{
    Rig rig;
    addSales(rig, "merged", "sales-merged");
    const Ended valid = rig.run({"validate"});
    BOOST_TEST(valid.code == 0, valid.output << valid.errors);
    const Ended first = rig.run({"sync", "merged", "--json"});
    BOOST_TEST(first.code == 0, first.output << first.errors);
    const Json summary(first.output);
    BOOST_TEST(summary.number({"in_all", "merged"}) > summary.number({"in_all", "done"}), first.output);
    checkSales(rig, "merged");
    const Ended second = rig.run({"sync", "merged", "--json"});
    BOOST_TEST(Json(second.output).number({"this_run", "written"}) == 0, second.output);
}

BOOST_AUTO_TEST_CASE(a_member_and_its_bundle_show_each_other)
{
    Rig rig;
    addSales(rig, "merged", "sales-merged");
    rig.run({"sync", "merged"});
    const Json members(rig.run({"records", "merged", "--state", "merged", "--json"}).output);
    const std::string key(members.root().find("records").first().find("key").text());
    BOOST_TEST_REQUIRE(!key.empty());
    const Json member(rig.run({"show", "merged", key, "--json"}).output);
    const std::string bundle(member.root().first().find("bundle").first().find("key").text());
    BOOST_TEST_REQUIRE(bundle.starts_with("merge:"));
    const Ended shown = rig.run({"show", "merged", bundle, "--json"});
    BOOST_TEST(shown.output.find("\"members\":[") != std::string::npos, shown.output);
    BOOST_TEST(shown.output.find("\"" + key + "\"") != std::string::npos, shown.output);
    const Ended explained = rig.run({"explain", "merged", key});
    BOOST_TEST(explained.code == 0, explained.output << explained.errors);
    const Ended refused = rig.run({"replay", "merged", key});
    BOOST_TEST(refused.code != 0);
    BOOST_TEST((refused.output + refused.errors).find(bundle) != std::string::npos,
               refused.output << refused.errors);
    const Ended preview = rig.run({"preview", "merged", "--limit", "3", "--json"});
    BOOST_TEST(preview.output.find("merge:") != std::string::npos, preview.output << preview.errors);
}

BOOST_AUTO_TEST_CASE(what_a_fault_leaves_is_neither_lost_nor_doubled)
{
    for (const char* fault : {"cut_before", "cut_after", "status_500_after"})
    {
        BOOST_TEST_CONTEXT(fault)
        {
            Rig rig;
            addSales(rig, "merged", "sales-merged");
            rig.control(
                "POST", "/_sandbox/faults",
                std::string(R"([{"path":"/jdy/v2/scm/sal_out_bound","method":"POST","times":5,"kind":")") +
                    fault + "\"}]");
            for (int run = 0; run < 3; ++run)
            {
                rig.run({"sync", "merged"});
            }
            checkSales(rig, "merged");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_does_not_go_together_with_merging_is_refused)
{
    for (const char* setting : {"\"batch\": \"all_or_nothing\", ", "\"on_change\": \"update_unaudited\", "})
    {
        Rig rig;
        addSales(rig, "merged", "sales-merged", setting);
        const Ended ended = rig.run({"sync", "merged"});
        BOOST_TEST(ended.code == 2);
        BOOST_TEST(ended.errors.find("Several records become one bill") != std::string::npos, ended.errors);
    }
}

BOOST_AUTO_TEST_SUITE_END()
