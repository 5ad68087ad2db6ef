// What a running host shows of itself: log lines, metrics, health.
#include "Eventually.h"
#include "Rig.h"
#include "Scrape.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

#include <Poco/Net/ServerSocket.h>

#include <csignal>
#include <cstdlib>
#include <regex>
#include <sstream>

using namespace duijie;
using namespace duijie::e2e;

namespace
{

RigOptions recent()
{
    RigOptions options;
    options.documents = 60;
    options.start = dayBefore(3);
    options.sandbox = {"--days", "2"};
    return options;
}

void configure(Rig& rig, uint16_t port, const std::string& log)
{
    rig.editConfig("\"settle_seconds\"",
                   R"("every": "@every 2s", "overlap_minutes": 43200, "lag_seconds": 0, "settle_seconds")");
    rig.editConfig("\"connections\": {", R"("http": {"listen": "127.0.0.1:)" + std::to_string(port) +
                                             R"("}, "log": )" + log + R"(, "connections": {)");
}

bool written(Rig& rig)
{
    return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right";
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        out.push_back(line);
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(seeing)

BOOST_AUTO_TEST_CASE(metrics_say_what_the_store_says)
{
    Rig rig(recent());
    const uint16_t port = freePort();
    configure(rig, port, "{}");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return written(rig); }));
    // One more poll, so that nothing is under way any more; and what was counted before is counted again.
    const auto stands = [&](const std::string& name, double value)
    {
        const auto all = metricsOf(ask(port, "/metrics").body);
        const auto found = all.find(name);
        return found != all.end() && found->second == value;
    };
    const int64_t eligible = Json(rig.control("GET", "/_sandbox/truth")).number({"eligible"});
    BOOST_TEST(eventually(
        [&]
        {
            return stands(R"(duijie_records{flow="panying",state="done"})", static_cast<double>(eligible)) &&
                   stands(R"(duijie_backlog_records{flow="panying"})", 0);
        }));
    const std::string page = ask(port, "/metrics").body;
    const auto metrics = metricsOf(page);
    const Json records(rig.run({"records", "panying", "--json", "--limit", "1"}).output);
    for (const char* state : {"done", "skipped", "held", "dead", "invalid", "received"})
    {
        BOOST_TEST(metrics.at(std::string(R"(duijie_records{flow="panying",state=")") + state + "\"}") ==
                   static_cast<double>(records.number({"counts", state})));
    }
    BOOST_TEST(metrics.at(R"(duijie_oldest_unsent_seconds{flow="panying"})") == 0);
    BOOST_TEST(metrics.at(R"(duijie_runs_total{flow="panying",result="failed"})") == 0);
    BOOST_TEST(metrics.at("process_resident_memory_bytes") > 1e6);
    BOOST_TEST(metrics.at("duijie_store_writable") == 1);
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(page.find("sandbox-wdt-secret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(calls_are_counted_as_the_call_log_has_them)
{
    Rig rig(recent());
    const uint16_t port = freePort();
    configure(rig, port, "{}");
    rig.editConfig("@every 2s", "@every 1h"); // one run, then silence
    auto host = rig.start({"run"});
    BOOST_TEST(eventually(
        [&]
        {
            const auto all = metricsOf(ask(port, "/metrics").body);
            const auto ok = all.find(R"(duijie_runs_total{flow="panying",result="ok"})");
            const auto some = all.find(R"(duijie_runs_total{flow="panying",result="attention"})");
            return ok != all.end() && ok->second + some->second == 1;
        }));
    double counted = 0;
    double observed = 0;
    for (const auto& [name, value] : metricsOf(ask(port, "/metrics").body))
    {
        counted += name.rfind("duijie_calls_total{", 0) == 0 ? value : 0;
        observed += name.rfind("duijie_call_duration_seconds_count{", 0) == 0 ? value : 0;
    }
    const Json calls(rig.run({"calls", "--json", "--limit", "100000"}).output);
    BOOST_TEST(counted > 0);
    BOOST_TEST(counted == static_cast<double>(calls.root().size()));
    BOOST_TEST(observed == counted);
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
}

BOOST_AUTO_TEST_CASE(dashboard_and_rules_ask_for_what_is_exported)
{
    Rig rig(recent());
    const uint16_t port = freePort();
    configure(rig, port, "{}");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return written(rig); }));
    // The figures of the store are kept for some seconds.
    BOOST_TEST(eventually(
        [&] { return exports(metricsOf(ask(port, "/metrics").body), "duijie_cursor_lag_seconds"); }));
    const std::string page = ask(port, "/metrics").body;
    const auto metrics = metricsOf(page);
    for (const char* file : {"/grafana/duijie.json", "/prometheus/duijie.rules.yml"})
    {
        const std::vector<Asked> all = askedIn(
            std::regex_replace(readFile(std::string(PACKAGING_DIR) + file), std::regex(R"(\\")"), "\""));
        BOOST_TEST(all.size() > 10u, file);
        for (const Asked& asked : all)
        {
            BOOST_TEST(exports(metrics, asked.name), file << ": " << asked.name);
            for (const std::string& label : asked.labels)
            {
                BOOST_TEST(exportsLabel(metrics, asked.name, label),
                           file << ": " << asked.name << " " << label);
            }
        }
    }
    const std::string kept = rig.folder() + "/metrics.txt";
    writeFile(kept, page);
    if (std::system("command -v promtool > /dev/null 2>&1") != 0)
    {
        BOOST_TEST_MESSAGE(
            "promtool is not here (Debian package prometheus): the page was not checked by it");
    }
    else
    {
        BOOST_TEST(std::system(("promtool check metrics < " + kept).c_str()) == 0);
    }
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
}

BOOST_AUTO_TEST_CASE(health_and_readiness_name_the_flow_and_the_reason)
{
    Rig rig(recent());
    const uint16_t port = freePort();
    configure(rig, port, "{}");
    rig.editConfig("\"flows\": {", R"("flows": {
      "silent": { "plugin": "panying_flow", "source": "dead", "target": "jdy", "every": "@every 1s",
                  "start": "2026-01-01 00:00:00" },)");
    rig.editConfig("\"connections\": {", R"("connections": {
      "dead": { "plugin": "wdt_source", "gateway": "http://127.0.0.1:9/router/qm", "app_key": "k",
                "app_secret": "plain:s", "target_app_key": "t", "sid": "s" },)");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return ask(port, "/healthz").status == 200; }));
    BOOST_TEST(eventually(
        [&] { return ask(port, "/readyz").body.find("\"state\":\"failing\"") != std::string::npos; }));
    const Answer ready = ask(port, "/readyz");
    BOOST_TEST(ready.status == 503);
    BOOST_TEST(ready.body.rfind("{\"ready\":false", 0) == 0u);
    BOOST_TEST(ready.body.find("\"flow\":\"silent\"") != std::string::npos);
    BOOST_TEST(ready.body.find("\"why\":") != std::string::npos);
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
}

BOOST_AUTO_TEST_CASE(bad_requests_get_nothing)
{
    Rig rig(recent());
    const uint16_t port = freePort();
    configure(rig, port, "{}");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return ask(port, "/healthz").status == 200; }));
    struct Case
    {
        const char* bytes;
        const char* begins;
    };
    const Case cases[] = {
        {"POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 405"},
        {"DELETE /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 405"},
        {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404"},
        {"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404"},
        {"GET /metrics/../../duijie.json HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404"},
        {"GET /%2e%2e/duijie.json HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404"},
        {"GET /metrics?x=%00 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200"},
    };
    for (const Case& each : cases)
    {
        const std::string answer = raw(port, each.bytes);
        BOOST_TEST(answer.rfind(each.begins, 0) == 0u, each.bytes << answer);
        BOOST_TEST(answer.find("app_secret") == std::string::npos);
    }
    const std::string reflected = raw(port, "GET /nothing HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    BOOST_TEST(reflected.find("evil.example") == std::string::npos);
    for (const std::string& rubbish :
         {std::string("\0\0\0\0\r\n\r\n", 8), "GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\n\r\n",
          "GET /metrics HTTP/1.1\r\nX: " + std::string(100'000, 'a') + "\r\n\r\n"})
    {
        BOOST_TEST(raw(port, rubbish).find("200 OK") == std::string::npos);
    }
    BOOST_TEST(ask(port, "/healthz").status == 200); // and it lives
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
}

BOOST_AUTO_TEST_CASE(a_port_in_use_stops_no_flow)
{
    Rig rig(recent());
    Poco::Net::ServerSocket taken(Poco::Net::SocketAddress("127.0.0.1", 0));
    configure(rig, taken.address().port(), "{}");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return written(rig); }));
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(ended.errors.find("cannot be listened on") != std::string::npos, ended.errors);
}

BOOST_AUTO_TEST_CASE(json_lines_carry_flow_run_record_and_call)
{
    Rig rig(recent());
    configure(rig, freePort(), R"({"level": "debug", "file": "logs/duijie.log", "format": "json"})");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return written(rig); }));
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    int runs = 0;
    int records = 0;
    const std::string text = readFile(rig.folder() + "/logs/duijie.log");
    for (const std::string& line : linesOf(text))
    {
        sdk::JsonDocument document;
        BOOST_REQUIRE_MESSAGE(document.parse(line), line);
        const sdk::JsonValue root = document.root();
        BOOST_TEST(root.find("time").text().size() == 24u, line);
        for (const char* name : {"level", "component", "message"})
        {
            BOOST_TEST(root.find(name).exists(), line);
        }
        const bool ofRun = root.find("flow").text() == "panying" && root.find("run").exists();
        runs += ofRun && !root.find("record").exists() ? 1 : 0;
        records += ofRun && root.find("record").exists() && root.find("call").exists() ? 1 : 0;
    }
    BOOST_TEST(runs > 0);
    BOOST_TEST(records > 0);
    for (const char* secret : {"sandbox-wdt-secret", "sandbox-client-secret"})
    {
        BOOST_TEST(text.find(secret) == std::string::npos);
        BOOST_TEST(ended.errors.find(secret) == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
