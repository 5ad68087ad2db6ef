// Both vendors' limits on, a backlog of 2,000 documents, reference data known: no call is wasted, none
// refused.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

BOOST_AUTO_TEST_SUITE(quota)

BOOST_AUTO_TEST_CASE(a_backlog_uses_what_the_minute_allows)
{
    RigOptions options;
    options.documents = 2000;
    options.sandbox = {"--limits"};
    options.callsPerMinute = 60;
    Rig rig(options);
    rig.editConfig("\"requests_per_minute\": 0", "\"requests_per_minute\": 500");
    rig.editConfig("\"requests_per_second\": 0", "\"requests_per_second\": 100");
    rig.editConfig("\"token_requests_per_minute\": 0", "\"token_requests_per_minute\": 2");
    rig.editConfig("\"calls_per_minute\"", "\"page_size\": 100, \"calls_per_minute\"");
    rig.editConfig("\"flows\": {",
                   std::string("\"flows\": { \"materials\": { \"source\": \"jdy\", \"id\": ") +
                       "\"b88a7889-af5d-3efd-aac4-d4960eae6748\", \"source_document\": \"" + EXAMPLES_DIR +
                       "/pankui/materials.json\" }, \"stores\": { \"source\": \"jdy\"," +
                       "\"id\": \"35c82f7f-bdef-3bc1-86e6-4654e14ff702\", \"source_document\": \"" +
                       EXAMPLES_DIR + "/pankui/stores.json\" }, ");
    BOOST_TEST(rig.run({"sync", "materials"}).code == 0);
    BOOST_TEST(rig.run({"sync", "stores"}).code == 0);

    const Ended ended = rig.run({"sync", "panying", "--json", "--to", "2026-03-06 00:00:00"});
    const Json summary(ended.output);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.text({"verdict"}) == "right", ended.output << ended.errors);
    const int64_t bills = summary.number({"this_run", "written"});
    BOOST_TEST(bills == truth.number({"eligible"}));
    int64_t calls = 0;
    for (const auto call : summary.root().find("calls"))
    {
        calls += std::stoll(std::string(call.text()));
    }
    BOOST_TEST(calls * 100 <= bills * 102, calls << " calls for " << bills << " bills\n" << ended.output);
    BOOST_TEST(summary.number({"refused_calls"}) == 0);
    double used = 0;
    for (const auto quota : summary.root().find("quotas"))
    {
        const bool target = quota.find("bucket").text() == "jdy:sandbox-instance";
        used = target ? std::stod(std::string(quota.find("used_percent").text())) : used;
    }
    BOOST_TEST(used >= 98.0, ended.output);
    BOOST_TEST_MESSAGE(calls << " calls for " << bills << " bills: " << summary.text({"calls_per_bill"})
                             << " a bill; " << used << " % of the target's quota used while work waited; "
                             << summary.number({"refused_calls"}) << " refused; " << summary.text({"seconds"})
                             << " s");
    // The vendors' own count agrees.
    const Json counters(rig.control("GET", "/_sandbox/counters"));
    BOOST_TEST_MESSAGE(counters.root().raw());
}

BOOST_AUTO_TEST_SUITE_END()
