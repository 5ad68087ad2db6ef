// A second flow without new code: 盘亏, from the documents of docs/examples/pankui and the same connectors.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

namespace
{

std::string document(const char* name)
{
    return std::string("\"source_document\": \"") + EXAMPLES_DIR + "/pankui/" + name + "\"";
}

// The configuration of docs/pankui.md, beside the gain flow.
void addPankui(Rig& rig)
{
    rig.editConfig("\"flows\": {",
                   "\"flows\": { \"materials\": { \"source\": \"jdy\", " + document("materials.json") +
                       " }, \"stores\": { \"source\": \"jdy\", " + document("stores.json") +
                       " }, \"pankui\": { \"source\": \"wdt\", \"target\": \"jdy\", \"start\": \"" +
                       WorldStart + " 00:00:00\", " + document("source.json") + ", \"target_document\": \"" +
                       EXAMPLES_DIR + "/pankui/target.json\" }, ");
}

Json truthOf(Rig& rig, const std::string& flow)
{
    return Json(rig.control("GET", "/_sandbox/truth?flow=" + flow));
}

} // namespace

BOOST_AUTO_TEST_SUITE(pankui)

BOOST_AUTO_TEST_CASE(the_documents_are_valid)
{
    Rig rig;
    addPankui(rig);
    const Ended ended = rig.run({"validate"});
    BOOST_TEST(ended.code == 0, ended.output << ended.errors);
}

BOOST_AUTO_TEST_CASE(losses_arrive_once_each_and_audit_right)
{
    RigOptions options;
    options.documents = 200;
    Rig rig(options);
    addPankui(rig);
    const Ended first = rig.run({"sync", "pankui", "--json"});
    const Json summary(first.output);
    const Json truth = truthOf(rig, "loss");
    BOOST_TEST(truth.text({"verdict"}) == "right", std::string(truth.root().raw())
                                                       << first.output << first.errors);
    BOOST_TEST(truth.number({"eligible"}) > 20);
    BOOST_TEST(summary.number({"this_run", "written"}) == truth.number({"eligible"}));
    // What cannot become a bill says so; everything else is written.
    BOOST_TEST(summary.number({"in_all", "dead"}) <= truth.number({"excluded", "invalid"}), first.output);
    const Ended audit = rig.run({"audit", "pankui", "--json"});
    BOOST_TEST(Json(audit.output).text({"verdict"}) == "right", audit.output << audit.errors);
    const Ended second = rig.run({"sync", "pankui", "--json"});
    BOOST_TEST(Json(second.output).number({"this_run", "written"}) == 0);
}

BOOST_AUTO_TEST_CASE(both_flows_share_account_and_connections)
{
    RigOptions options;
    options.documents = 150;
    Rig rig(options);
    addPankui(rig);
    rig.run({"sync", "panying"});
    rig.run({"sync", "pankui"});
    for (const char* flow : {"gain", "loss"})
    {
        const Json truth = truthOf(rig, flow);
        BOOST_TEST(truth.text({"verdict"}) == "right", std::string(truth.root().raw()));
    }
}

BOOST_AUTO_TEST_CASE(a_flow_with_a_source_document_only_keeps_a_dataset)
{
    Rig rig;
    addPankui(rig);
    const Ended first = rig.run({"sync", "materials", "--json"});
    BOOST_TEST(first.code == 0, first.output << first.errors);
    BOOST_TEST(Json(first.output).number({"this_run", "stored"}) > 100);
    const Ended second = rig.run({"sync", "materials"});
    BOOST_TEST(second.output.find("0 rows of reference data") != std::string::npos, second.output);
    // What it keeps is there for the flow that looks things up: only what changed is read.
    const Json sync(rig.run({"sync", "pankui", "--json"}).output);
    BOOST_TEST(truthOf(rig, "loss").text({"verdict"}) == "right");
    const Ended audit = rig.run({"audit", "materials"});
    BOOST_TEST(audit.code == 2);
    BOOST_TEST(audit.errors.find("only keeps reference data") != std::string::npos, audit.errors);
}

BOOST_AUTO_TEST_CASE(a_lookup_into_a_dataset_nobody_keeps_is_refused)
{
    Rig rig;
    addPankui(rig);
    rig.editConfig("\"stores\": { \"source\"", "\"warehouses\": { \"source\"");
    const Ended ended = rig.run({"sync", "pankui"});
    BOOST_TEST(ended.code == 2);
    BOOST_TEST(ended.errors.find("stores") != std::string::npos, ended.errors);
}

BOOST_AUTO_TEST_SUITE_END()
