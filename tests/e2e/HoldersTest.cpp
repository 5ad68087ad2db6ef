// Who holds the store: a second host, a host that is asked to stop, a host that stands still for a while.
#include "Eventually.h"
#include "Judge.h"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <thread>

using namespace duijie::e2e;

namespace
{

RigOptions slowOptions()
{
    RigOptions options;
    options.documents = 200;
    options.sandbox = {"--latency", "50", "--compact"};
    return options;
}

int64_t billsSaved(Rig& rig)
{
    return Json(rig.control("GET", "/_sandbox/counters")).number({"bills_saved"});
}

// Until the host has had more than `bills` bills saved. False: it ended before.
bool reaches(Rig& rig, Process& host, int64_t bills)
{
    while (billsSaved(rig) <= bills)
    {
        if (!host.running())
        {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

} // namespace

BOOST_AUTO_TEST_SUITE(holders)

BOOST_AUTO_TEST_CASE(a_second_host_ends_with_four)
{
    Rig rig(slowOptions());
    const auto first = rig.start({"sync", "panying"});
    BOOST_TEST_REQUIRE(reaches(rig, *first, 0));
    const Ended second = rig.run({"sync", "panying"});
    BOOST_TEST(second.code == 4);
    BOOST_TEST(second.errors.find(std::to_string(first->pid())) != std::string::npos, second.errors);
    BOOST_TEST(rig.run({"records", "panying"}).code == 0); // looking is allowed beside a running host
    first->wait();
}

// A service that is started while somebody syncs by hand, and one beside another that goes on.
BOOST_AUTO_TEST_CASE(a_service_waits_for_a_command_and_not_for_ever)
{
    Rig rig(slowOptions());
    const auto command = rig.start({"sync", "panying"});
    BOOST_TEST_REQUIRE(reaches(rig, *command, 0));
    command->signal(SIGSTOP); // however fast this machine is, it holds the store
    const auto service = rig.start({"run"});
    const std::string who = std::to_string(command->pid());
    BOOST_TEST(eventually([&] { return service->errorsSoFar().find("Waiting") != std::string::npos; }));
    BOOST_TEST(service->errorsSoFar().find(who) != std::string::npos, service->errorsSoFar());
    command->signal(SIGCONT);
    command->signal(SIGTERM);
    command->wait();
    BOOST_TEST(eventually([&] { return service->errorsSoFar().find("panying: run ") != std::string::npos; }),
               service->errorsSoFar());
    BOOST_TEST(
        eventually([&] { return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right"; }));

    const auto asked = rig.start({"run"});
    BOOST_TEST(eventually([&] { return asked->errorsSoFar().find("Waiting") != std::string::npos; }));
    asked->signal(SIGTERM);
    BOOST_TEST(asked->wait().code == 0);
    const Ended second = rig.run({"run"});
    BOOST_TEST(second.code == 4, second.errors);
    BOOST_TEST(second.errors.find(std::to_string(service->pid())) != std::string::npos, second.errors);
    service->signal(SIGTERM);
    BOOST_TEST(service->wait().code == 0);
}

BOOST_AUTO_TEST_CASE(a_stop_request_ends_cleanly)
{
    Rig rig(slowOptions());
    const auto host = rig.start({"sync", "panying", "--json"});
    BOOST_TEST_REQUIRE(reaches(rig, *host, 5));
    host->signal(SIGTERM);
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 1, ended.errors);
    const Json summary(ended.output);
    BOOST_TEST(summary.text({"state"}) == "stopped");
    BOOST_TEST(summary.number({"in_all", "sending"}) == 0);
    Story story;
    const Verdict verdict = drainAndJudge(rig, story);
    BOOST_TEST(verdict.clean(), verdict.why);
}

// It keeps the store while it stands still, so nobody else can look its bills up and write them; and what it
// finds when it goes on, calls that came to nothing meanwhile, it looks up itself.
BOOST_AUTO_TEST_CASE(a_host_that_stood_still_doubles_nothing)
{
    RigOptions options = slowOptions();
    options.receiveSeconds = 1;
    Rig rig(options);
    const auto host = rig.start({"sync", "panying", "--json"});
    int stops = 0;
    for (int64_t bills = 0; bills <= 60 && reaches(rig, *host, bills); bills += 20)
    {
        host->signal(SIGSTOP);
        ++stops;
        // Longer than an unclear write waits for its look-up, and than an answer is waited for.
        std::this_thread::sleep_for(std::chrono::milliseconds(1300));
        BOOST_TEST(rig.run({"sync", "panying"}).code == 4);
        host->signal(SIGCONT);
    }
    BOOST_TEST(stops >= 3);
    const Ended ended = host->wait();
    Story story;
    story.printed = ended.output + ended.errors;
    const Verdict verdict = drainAndJudge(rig, story);
    BOOST_TEST(verdict.clean(), verdict.why);
}

BOOST_AUTO_TEST_SUITE_END()
