// The host as systemd sees it: what it is told, and how a stop ends.
#include "Eventually.h"
#include "NotifySocket.h"
#include "Rig.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdlib>
#include <unistd.h>

using namespace duijie::e2e;

namespace
{

// The environment of processes that are started meanwhile.
class Variable
{
public:
    Variable(const char* name, const std::string& value) : _name(name) { ::setenv(name, value.c_str(), 1); }
    ~Variable() { ::unsetenv(_name); }

private:
    const char* _name;
};

RigOptions options(int documents)
{
    RigOptions options;
    options.documents = documents;
    options.flowMore = R"(, "every": "@every 2s")";
    return options;
}

int64_t truth(Rig& rig, const std::string& name)
{
    return Json(rig.control("GET", "/_sandbox/truth")).number({name});
}

bool isRight(Rig& rig)
{
    return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right";
}

const char* const Places[] = {"path", "abstract"};

// Reading, signing in, and writing: before the write is carried out, and after.
const char* const Silences[] = {
    R"("path":"/router/qm","method":"POST","kind":"timeout_before")",
    R"("path":"/jdyconnector/app_management/kingdee_auth_token","method":"GET",
                                   "kind":"timeout_before")",
    R"("path":"/jdy/v2/scm/inv_check_gail_bill","method":"POST","kind":"timeout_before")",
    R"("path":"/jdy/v2/scm/inv_check_gail_bill","method":"POST","kind":"timeout_after")"};

} // namespace

BOOST_AUTO_TEST_SUITE(systemd)

BOOST_DATA_TEST_CASE(it_is_told_of_start_life_and_end, boost::unit_test::data::make(Places), place)
{
    Rig rig(options(30));
    NotifySocket systemd(std::string(place) == "path" ? rig.folder() + "/notify" : "@" + rig.folder());
    const Variable watchdog("WATCHDOG_USEC", "400000");
    auto host = rig.start({"run"});
    BOOST_TEST_REQUIRE(eventually([&] { return systemd.count("READY=1") == 1; }));
    BOOST_TEST(rig.run({"sync", "panying"}).code == 4); // ready means: the store is this host's
    BOOST_TEST(eventually([&] { return systemd.count("WATCHDOG=1") >= 5; }));
    BOOST_TEST(eventually([&] { return isRight(rig) && systemd.count("STATUS=1 flows; 0 documents") >= 1; }));
    BOOST_TEST(systemd.count("STOPPING=1") == 0u);
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(systemd.messages().front() == "READY=1");
    BOOST_TEST(systemd.messages().back() == "STOPPING=1");
}

BOOST_AUTO_TEST_CASE(a_watchdog_of_another_process_is_not_fed)
{
    Rig rig(options(10));
    NotifySocket systemd(rig.folder() + "/notify");
    const Variable watchdog("WATCHDOG_USEC", "400000");
    const Variable pid("WATCHDOG_PID", std::to_string(::getpid()));
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return isRight(rig); }));
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
    BOOST_TEST(systemd.count("READY=1") == 1u);
    BOOST_TEST(systemd.count("WATCHDOG=1") == 0u);
}

BOOST_AUTO_TEST_CASE(a_host_that_cannot_start_is_never_ready)
{
    Rig rig(options(10));
    rig.editConfig("\"sqlite:data/duijie.db\"", "\"sqlite:/proc/none/duijie.db\"");
    NotifySocket systemd(rig.folder() + "/notify");
    const Ended ended = rig.run({"run"});
    BOOST_TEST(ended.code == 3, ended.errors);
    BOOST_TEST(systemd.messages().empty());
}

BOOST_AUTO_TEST_CASE(further_signals_change_nothing)
{
    RigOptions slow = options(2000);
    slow.sandbox = {"--latency", "30"};
    Rig rig(slow);
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return truth(rig, "bills") > 20; }));
    for (int i = 0; i < 50 && host->running(); ++i)
    {
        host->signal(i % 3 == 0 ? SIGTERM : i % 3 == 1 ? SIGINT : SIGQUIT);
    }
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(ended.errors.find("Stopped on request") != std::string::npos, ended.errors);
    const Json records(rig.run({"records", "panying", "--json", "--limit", "1"}).output);
    BOOST_TEST(records.number({"counts", "sending"}) == 0);
    rig.run({"sync", "panying"});
    BOOST_TEST(isRight(rig));
}

// Ten minutes is what these calls may take by themselves; nobody waits for them.
BOOST_DATA_TEST_CASE(a_silent_vendor_does_not_hold_up_a_stop, boost::unit_test::data::make(Silences), silence)
{
    RigOptions patient = options(40);
    patient.receiveSeconds = 600;
    Rig rig(patient);
    rig.control("POST", "/_sandbox/faults", "[{" + std::string(silence) + R"(,"ms":600000,"times":100000}])");
    auto host = rig.start({"run"});
    BOOST_TEST_REQUIRE(eventually(
        [&] { return rig.control("GET", "/_sandbox/faults").find("\"fired\":0") == std::string::npos; }));
    host->signal(SIGTERM);
    BOOST_TEST_REQUIRE(eventually([&] { return !host->running(); }));
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    const Json records(rig.run({"records", "panying", "--json", "--limit", "1"}).output);
    BOOST_TEST(records.number({"counts", "sending"}) == 0);
    rig.control("DELETE", "/_sandbox/faults");
    for (int i = 0; i < 20 && !isRight(rig); ++i)
    {
        rig.run({"sync", "panying"});
    }
    BOOST_TEST(isRight(rig));
}

BOOST_AUTO_TEST_SUITE_END()
