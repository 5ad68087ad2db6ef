// Faults that last, and what they must not stop. Single faults, one by one: MatrixTest.
#include "Judge.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

namespace
{

constexpr const char* Poll = "/router/qm";
constexpr const char* Token = "/jdyconnector/app_management/kingdee_auth_token";

RigOptions small()
{
    RigOptions options;
    options.documents = 60;
    options.settleSeconds = 0;
    return options;
}

void always(Rig& rig, const std::string& method, const std::string& path, const std::string& kind)
{
    rig.control("POST", "/_sandbox/faults",
                R"([{"path":")" + path + R"(","method":")" + method + R"(","kind":")" + kind +
                    R"(","times":1000}])");
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault)

BOOST_AUTO_TEST_CASE(a_broken_record_does_not_stop_the_others)
{
    Rig rig(small());
    always(rig, "POST", Poll, "bad_record");
    const Ended ended = rig.run({"sync", "panying", "--json"});
    const Json summary(ended.output);
    BOOST_TEST(summary.number({"in_all", "invalid"}) > 0);
    BOOST_TEST(summary.number({"in_all", "done"}) > 0);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.number({"doubled_count"}) == 0);
    BOOST_TEST(truth.number({"unexpected_count"}) == 0);
}

BOOST_AUTO_TEST_CASE(an_unreachable_target_loses_nothing)
{
    Rig rig(small());
    always(rig, "GET", Token, "status_500_before");
    Story story;
    const Ended down = syncOnce(rig, story);
    BOOST_TEST(down.code == 1);
    BOOST_TEST(Json(down.output).number({"in_all", "done"}) == 0);
    rig.control("DELETE", "/_sandbox/faults");
    const Verdict verdict = drainAndJudge(rig, story, 1);
    BOOST_TEST(verdict.clean(), verdict.why);
}

BOOST_AUTO_TEST_SUITE_END()
