// Every fault the sandbox can play, on each kind of call: nothing lost, nothing doubled, the others go on.
#include "Rig.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::e2e;

namespace
{

struct Fault
{
    const char* kind;
    const char* path;
    const char* method;
    const char* extra; ///< further members of the rule
};

std::ostream& operator<<(std::ostream& out, const Fault& fault)
{
    return out << fault.kind << " on " << fault.method << " " << fault.path;
}

constexpr const char* Bill = "/jdy/v2/scm/inv_check_gail_bill";
constexpr const char* Material = "/jdy/v2/bd/material";
constexpr const char* Poll = "/router/qm";
constexpr const char* Token = "/jdyconnector/app_management/kingdee_auth_token";

const Fault Faults[] = {
    {"cut_before", Bill, "POST", ""},
    {"cut_after", Bill, "POST", ""},
    {"cut_after", Bill, "POST", R"(,"reset":true)"},
    {"timeout_before", Bill, "POST", R"(,"ms":4000)"},
    {"timeout_after", Bill, "POST", R"(,"ms":4000)"},
    {"status_500_before", Bill, "POST", ""},
    {"status_500_after", Bill, "POST", ""},
    {"status_500_after", Bill, "POST", R"(,"status":504)"},
    {"html", Bill, "POST", ""},
    {"html_after", Bill, "POST", ""},
    {"truncate", Bill, "POST", R"(,"bytes":20)"},
    {"truncate_json", Bill, "POST", R"(,"bytes":20)"},
    {"charset", Bill, "POST", ""},
    {"bom", Bill, "POST", ""},
    {"empty", Bill, "POST", ""},
    {"deep_json", Bill, "POST", ""},
    {"huge", Bill, "POST", R"(,"bytes":40000000)"},
    {"status_429", Bill, "POST", ""},
    {"late_apply", Bill, "POST", R"(,"ms":500)"},
    {"cut_after", Bill, "GET", ""},
    {"html", Bill, "GET", ""},
    {"truncate_json", Bill, "GET", R"(,"bytes":30)"},
    {"cut_before", Poll, "POST", ""},
    {"cut_after", Poll, "POST", ""},
    {"status_500_before", Poll, "POST", ""},
    {"html", Poll, "POST", ""},
    {"truncate", Poll, "POST", R"(,"bytes":200)"},
    {"truncate_json", Poll, "POST", R"(,"bytes":200)"},
    {"charset", Poll, "POST", ""},
    {"bom", Poll, "POST", ""},
    {"empty", Poll, "POST", ""},
    {"deep_json", Poll, "POST", ""},
    {"huge", Poll, "POST", R"(,"bytes":40000000)"},
    {"ban", Poll, "POST", R"(,"seconds":1)"},
    {"ban", Poll, "POST", R"(,"seconds":1,"shape":"error_response")"},
    {"missing_list", Poll, "POST", ""},
    {"duplicate_rows", Poll, "POST", ""},
    {"status_500_before", Material, "GET", ""},
    {"html", Material, "GET", ""},
    {"status_500_before", Token, "GET", ""},
};

void inject(Rig& rig, const Fault& fault, int skip, int times)
{
    std::string rule = R"([{"path":")" + std::string(fault.path) + R"(","method":")" + fault.method +
                       R"(","kind":")" + fault.kind + R"(","skip":)" + std::to_string(skip) + R"(,"times":)" +
                       std::to_string(times) + fault.extra + "}]";
    rig.control("POST", "/_sandbox/faults", rule);
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault)

BOOST_DATA_TEST_CASE(settles, boost::unit_test::data::make(Faults), item)
{
    RigOptions options;
    options.documents = 60;
    Rig rig(options);
    const bool bill = std::string(item.method) == "POST" && std::string(item.path) == Bill;
    inject(rig, item, bill ? 5 : 0, bill ? 6 : 1);
    Ended ended = rig.run({"sync", "panying", "--json"});
    rig.control("DELETE", "/_sandbox/faults");
    // The run after the fault may have to wait for a pause the vendor asked for; nothing else is left over.
    for (int i = 0; i < 2; ++i)
    {
        ended = rig.run({"sync", "panying", "--json"});
    }
    const Json summary(ended.output);
    for (const char* state : {"received", "sending", "retrying", "unknown", "dead"})
    {
        BOOST_TEST(summary.number({"in_all", state}) == 0, state << ": " << ended.output << ended.errors);
    }
    const std::string truth = rig.control("GET", "/_sandbox/truth");
    BOOST_TEST(Json(truth).text({"verdict"}) == "right", truth);
}

BOOST_AUTO_TEST_CASE(a_broken_record_does_not_stop_the_others)
{
    RigOptions options;
    options.documents = 60;
    Rig rig(options);
    inject(rig, {"bad_record", Poll, "POST", ""}, 0, 1000);
    const Ended ended = rig.run({"sync", "panying", "--json"});
    const Json summary(ended.output);
    BOOST_TEST(summary.number({"in_all", "invalid"}) > 0);
    BOOST_TEST(summary.number({"in_all", "done"}) > 0);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.number({"doubled_count"}) == 0);
    BOOST_TEST(truth.number({"unexpected_count"}) == 0);
}

BOOST_AUTO_TEST_CASE(a_failed_audit_is_found_by_look_up_and_finished)
{
    RigOptions options;
    options.documents = 40;
    Rig rig(options);
    inject(rig, {"audit_fails", Bill, "POST", ""}, 3, 1);
    const Ended ended = rig.run({"sync", "panying", "--json"});
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.number({"doubled_count"}) == 0);
    BOOST_TEST(truth.number({"unaudited_count"}) == 0);
    BOOST_TEST(truth.text({"verdict"}) == "right");
    BOOST_TEST(Json(ended.output).number({"this_run", "confirmed"}) == 1);
    BOOST_TEST(rig.run({"audit", "panying"}).code == 0);
}

BOOST_AUTO_TEST_CASE(an_unreachable_target_loses_nothing)
{
    RigOptions options;
    options.documents = 40;
    Rig rig(options);
    inject(rig, {"status_500_before", Token, "GET", ""}, 0, 1000);
    const Ended down = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(down.code == 1);
    BOOST_TEST(Json(down.output).number({"in_all", "done"}) == 0);
    rig.control("DELETE", "/_sandbox/faults");
    rig.run({"sync", "panying"});
    const std::string truth = rig.control("GET", "/_sandbox/truth");
    BOOST_TEST(Json(truth).text({"verdict"}) == "right", truth);
}

BOOST_AUTO_TEST_SUITE_END()
