// A host that runs by itself: polls, picks up what is new, audits, and stops when told.
#include "Eventually.h"
#include "Rig.h"

#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>

using namespace duijie;
using namespace duijie::e2e;

namespace
{

std::size_t countOf(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    {
        ++count;
    }
    return count;
}

RigOptions recent()
{
    RigOptions options;
    options.documents = 60;
    options.start = dayBefore(3);
    options.sandbox = {"--days", "2"};
    return options;
}

// Everything is read in every poll, so that what appears late is seen without waiting for a night.
void schedule(Rig& rig, const std::string& more = "")
{
    rig.editConfig("\"settle_seconds\"",
                   R"("every": "@every 2s", "overlap_minutes": 43200, "lag_seconds": 0, )" + more +
                       "\"settle_seconds\"");
}

} // namespace

BOOST_AUTO_TEST_SUITE(serve)

BOOST_AUTO_TEST_CASE(it_polls_audits_and_stops)
{
    Rig rig(recent());
    schedule(rig, R"("audit": {"at": "@every 3s", "days": 3, "reports": "reports"}, )");
    const int64_t all = Json(rig.control("GET", "/_sandbox/truth")).number({"eligible"});
    rig.control("POST", "/_sandbox/late", R"({"percent":30,"seconds":8})");
    auto host = rig.start({"run"});
    // What was hidden at first is written too, by a later poll.
    BOOST_TEST(eventually(
        [&]
        {
            const Json truth(rig.control("GET", "/_sandbox/truth"));
            return truth.number({"eligible"}) == all && truth.text({"verdict"}) == "right";
        }));
    const std::string report = rig.folder() + "/reports/panying-" + dayBefore(2);
    BOOST_TEST(eventually([&] { return readFile(report + ".json").find("\"right\"") != std::string::npos; }));
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(countOf(ended.errors, "panying: run ") >= 2u, ended.errors);
    BOOST_TEST(countOf(ended.errors, "panying: audit ") >= 1u, ended.errors);
    const Json page(readFile(report + ".json"));
    BOOST_TEST(page.text({"day"}) == dayBefore(2));
    BOOST_TEST(readFile(report + ".html").find("</html>") != std::string::npos);
    const Json records(rig.run({"records", "panying", "--json"}).output);
    BOOST_TEST(records.number({"counts", "sending"}) == 0);
    BOOST_TEST(records.number({"counts", "unknown"}) == 0);
}

BOOST_AUTO_TEST_CASE(a_stop_in_the_middle_loses_nothing)
{
    RigOptions options = recent();
    options.documents = 2000;
    options.sandbox.insert(options.sandbox.end(), {"--latency", "30"});
    Rig rig(options);
    schedule(rig);
    auto host = rig.start({"run"});
    BOOST_TEST(
        eventually([&] { return Json(rig.control("GET", "/_sandbox/truth")).number({"bills"}) > 20; }));
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    const Json records(rig.run({"records", "panying", "--json", "--limit", "1"}).output);
    BOOST_TEST(records.number({"counts", "sending"}) == 0);
    rig.run({"sync", "panying"});
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
}

BOOST_AUTO_TEST_CASE(one_bad_flow_stops_no_other)
{
    Rig rig(recent());
    schedule(rig);
    // A flow whose source does not answer, and one whose connector is wrongly set.
    rig.editConfig("\"flows\": {", R"("flows": {
      "silent": { "plugin": "panying_flow", "source": "dead", "target": "jdy", "every": "@every 1s",
                  "start": "2026-01-01 00:00:00" },
      "wrong": { "plugin": "panying_flow", "source": "secretless", "target": "jdy", "every": "@every 1s",
                 "start": "2026-01-01 00:00:00" },)");
    rig.editConfig("\"connections\": {", R"("connections": {
      "dead": { "plugin": "wdt_source", "gateway": "http://127.0.0.1:9/router/qm", "app_key": "k",
                "app_secret": "plain:s", "target_app_key": "t", "sid": "s" },
      "secretless": { "plugin": "wdt_source", "gateway": "http://127.0.0.1:9/router/qm", "app_key": "k",
                "app_secret": "env:NO_SUCH_VARIABLE", "target_app_key": "t", "sid": "s" },)");
    auto host = rig.start({"run"});
    BOOST_TEST(
        eventually([&] { return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right"; }));
    BOOST_TEST(eventually([&] { return host->errorsSoFar().find("silent: run ") != std::string::npos; }));
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(ended.errors.find("wrong: This flow does not run") != std::string::npos, ended.errors);
    BOOST_TEST(ended.errors.find("silent: run ") != std::string::npos, ended.errors);
}

BOOST_AUTO_TEST_CASE(a_running_host_is_asked_to_start_pause_and_repair)
{
    RigOptions options;
    options.documents = 60;
    Rig rig(options);
    rig.editConfig("\"settle_seconds\"", R"("every": "@every 1h", "settle_seconds")");
    rig.control("POST", "/_sandbox/period", R"({"closed_before":"2026-03-03"})");
    auto host = rig.start({"run"});
    const auto runs = [&] { return countOf(host->errorsSoFar(), "panying: run "); };
    BOOST_TEST(eventually([&] { return runs() == 1; }));
    rig.control("POST", "/_sandbox/period", R"({"closed_before":""})");

    const Json dead(rig.run({"records", "panying", "--state", "dead", "--json"}).output);
    const auto count = static_cast<int64_t>(dead.root().find("records").size());
    BOOST_TEST(count > 3);
    const Ended retried = rig.run({"retry", "panying", "--state", "dead", "--json"});
    BOOST_TEST(retried.code == 0, retried.errors);
    const Json report(retried.output);
    BOOST_TEST(static_cast<int64_t>(report.root().find("changed").size()) == count);
    BOOST_TEST(rig.run({"retry", "panying", "NO-SUCH-NUMBER"}).code == 1);

    BOOST_TEST(rig.run({"pause", "panying", "--why", "counting"}).code == 0);
    const Ended refused = rig.run({"trigger", "panying"});
    BOOST_TEST(refused.code == 1);
    BOOST_TEST(refused.errors.find("paused") != std::string::npos, refused.errors);
    const Json flows(rig.run({"flows", "--json"}).output);
    BOOST_TEST(flows.root().first().find("paused").raw() == "true");
    BOOST_TEST(flows.root().first().find("why").text() == "counting");

    BOOST_TEST(rig.run({"resume", "panying"}).code == 0);
    BOOST_TEST(rig.run({"trigger", "panying"}).code == 0);
    BOOST_TEST(eventually([&] { return runs() == 2; }));
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);

    const Ended nobody = rig.run({"trigger", "panying"});
    BOOST_TEST(nobody.code == 4, nobody.errors);
}

BOOST_AUTO_TEST_CASE(a_pause_outlives_the_host)
{
    RigOptions options;
    options.documents = 20;
    Rig rig(options);
    rig.editConfig("\"settle_seconds\"", R"("every": "@every 1s", "settle_seconds")");
    BOOST_TEST(rig.run({"pause", "panying"}).code == 0); // no host runs: the store remembers
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return rig.run({"trigger", "panying"}).code == 1; }));
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).number({"bills"}) == 0);
    BOOST_TEST(rig.run({"resume", "panying"}).code == 0);
    BOOST_TEST(
        eventually([&] { return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right"; }));
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
}

BOOST_AUTO_TEST_CASE(flows_and_their_times_are_shown)
{
    Rig rig;
    rig.editConfig("\"settle_seconds\"",
                   R"("every": "4-59/31 6-23 * * *", "audit": {"at": "30 2 * * *"}, "settle_seconds")");
    const Ended shown = rig.run({"schedule", "panying", "--json"}); // there is no store yet
    BOOST_TEST(shown.code == 0, shown.errors);
    const Json schedule(shown.output);
    BOOST_TEST(schedule.text({"timezone"}) == "Asia/Shanghai");
    for (const char* what : {"poll", "sweep", "audit"})
    {
        BOOST_TEST(schedule.root().find(what).find("next").size() == 5u, what);
    }
    BOOST_TEST(std::string(schedule.root().find("audit").find("next").first().text()).substr(11) ==
               "02:30:00");
    BOOST_TEST(rig.run({"flows"}).output.find("4-59/31 6-23 * * *") != std::string::npos);
    BOOST_TEST(rig.run({"schedule", "panying"}).output.find("02:30:00") != std::string::npos);
    rig.editConfig("4-59/31 6-23 * * *", "4-59/31 6-24 * * *");
    const Ended wrong = rig.run({"flows"});
    BOOST_TEST(wrong.code == 2);
    BOOST_TEST(wrong.errors.find("flows.panying.every: ") != std::string::npos, wrong.errors);
}

BOOST_AUTO_TEST_CASE(nothing_to_run_is_said)
{
    Rig rig;
    rig.editConfig("\"flows\": { \"panying\": {", "\"flows\": { \"panying\": { \"enabled\": false,");
    const Ended ended = rig.run({"run"});
    BOOST_TEST(ended.code == 2);
    BOOST_TEST(ended.errors.find("no enabled flow") != std::string::npos, ended.errors);
}

BOOST_AUTO_TEST_SUITE_END()
