// What a running host takes up without a restart: a changed configuration, a library dropped into its folder.
#include "Eventually.h"
#include "Rig.h"
#include "Scrape.h"

#include "robots/DingTalkRobot.h"

#include <boost/test/unit_test.hpp>

#include <Poco/Net/ServerSocket.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>

using namespace duijie::e2e;
namespace fs = std::filesystem;

namespace
{

bool isRight(Rig& rig)
{
    return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right";
}

void end(Process& host)
{
    host.signal(SIGTERM);
    const Ended ended = host.wait();
    BOOST_TEST(ended.code == 0, ended.errors);
}

// The flow of materials, which needs no plugin of its own, beside the gain flow.
void addMaterials(Rig& rig, const std::string& every)
{
    rig.editConfig("\"flows\": {", "\"flows\": { \"materials\": { \"source\": \"jdy\", \"every\": \"" +
                                       every + "\", \"source_document\": \"" + EXAMPLES_DIR +
                                       "/pankui/materials.json\" }, ");
}

RigOptions small()
{
    RigOptions options;
    options.documents = 30;
    return options;
}

std::string seeing(uint16_t port, const std::string& log)
{
    return R"("http": { "listen": "127.0.0.1:)" + std::to_string(port) + R"(" }, "log": { )" + log + " }, ";
}

bool answers(uint16_t port)
{
    try
    {
        return ask(port, "/healthz").body.find("{") == 0;
    }
    catch (const std::exception&)
    {
        return false;
    }
}

int64_t wallMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::ptrdiff_t told(const robots::DingTalkRobot& robot, const std::string& part)
{
    const std::vector<std::string> messages = robot.messages();
    return std::count_if(messages.begin(), messages.end(),
                         [&](const std::string& each) { return each.find(part) != std::string::npos; });
}

} // namespace

BOOST_AUTO_TEST_SUITE(reload)

BOOST_AUTO_TEST_CASE(a_changed_configuration_is_taken_whole)
{
    Rig rig(small());
    rig.editConfig("\"plugin\": \"panying_flow\",", "\"plugin\": \"panying_flow\", \"enabled\": false,");
    addMaterials(rig, "@every 1h");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return host->errorsSoFar().find("materials: run 1") != std::string::npos; }));
    BOOST_TEST(rig.run({"trigger", "materials"}).code == 0);

    // The gain flow is enabled, the flow of materials runs no more.
    rig.editConfig("\"enabled\": false,", "");
    rig.editConfig("\"materials\": {", "\"materials\": { \"enabled\": false, ");
    const Ended reloaded = rig.run({"reload"});
    BOOST_TEST(reloaded.code == 0, reloaded.errors);
    BOOST_TEST(eventually([&] { return isRight(rig); }));
    BOOST_TEST(rig.run({"trigger", "materials"}).code == 2); // by the configuration of now
    end(*host);
}

BOOST_AUTO_TEST_CASE(a_bad_configuration_changes_nothing)
{
    Rig rig(small());
    rig.editConfig("\"settle_seconds\"", R"("every": "@every 1h", "settle_seconds")");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return isRight(rig); }));
    const std::string good = readFile(rig.configFile());
    const std::pair<const char*, const char*> cases[] = {
        {"\"source\": \"wdt\"", "\"source\": \"wdx\""},         // no such connection
        {"@every 1h", "61 * * * *"},                            // no such minute
        {"\"app_key\"", "\"ap_key\""},                          // no such setting of the plugin
        {"\"store\": {", "\"store\": { \"retentoin\": {}, "},   // no such key
        {"\"flows\": {", "\"flows\": "},                        // no JSON
        {"\"directories\": [", "\"directories\": [\"/\", "},    // cannot change while it runs
        {"\"plugin\": \"panying_flow\"", "\"plugin\": \"no\""}, // no such plugin
    };
    for (const auto& [from, to] : cases)
    {
        rig.editConfig(from, to);
        const Ended refused = rig.run({"reload", "--json"});
        // The command reads the file too: what it cannot read itself never reaches the host.
        BOOST_TEST(refused.code != 0, to);
        BOOST_TEST(refused.code != 4, to);
        BOOST_TEST((refused.output + refused.errors).find("duijie.json") != std::string::npos, to);
        writeFile(rig.configFile(), good);
        BOOST_TEST(rig.run({"trigger", "panying"}).code == 0, to);
    }
    // What the host finds is told with its line as well.
    rig.editConfig("\"plugin\": \"panying_flow\"", "\"plugin\": \"panyin_flow\"");
    const Ended refused = rig.run({"reload"});
    BOOST_TEST(refused.errors.find("duijie.json:16: flows.panying.plugin: ") != std::string::npos,
               refused.errors);
    writeFile(rig.configFile(), good);
    BOOST_TEST(rig.run({"reload"}).code == 0);
    end(*host);
}

BOOST_AUTO_TEST_CASE(log_and_page_for_monitoring_are_taken_anew)
{
    Rig rig(small());
    const uint16_t before = freePort();
    const std::string one = rig.folder() + "/one.log";
    const std::string two = rig.folder() + "/logs/two.log";
    rig.editConfig("\"flows\": {",
                   seeing(before, R"("file": ")" + one + R"(", "format": "text")") + "\"flows\": {");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return answers(before); }));
    BOOST_TEST(eventually([&] { return isRight(rig); }));

    const uint16_t after = freePort();
    rig.editConfig(seeing(before, R"("file": ")" + one + R"(", "format": "text")"),
                   seeing(after, R"("file": ")" + two + R"(", "format": "json")"));
    const Ended reloaded = rig.run({"reload"});
    BOOST_TEST(reloaded.code == 0, reloaded.errors);
    BOOST_TEST(answers(after));
    BOOST_TEST(!answers(before));
    BOOST_TEST(rig.run({"trigger", "panying"}).code == 0);
    BOOST_TEST(eventually([&] { return readFile(two).find(R"("flow":"panying")") != std::string::npos; }));
    BOOST_TEST(readFile(one).find("panying: run 1") != std::string::npos);
    BOOST_TEST(readFile(one).find("panying: run 2") == std::string::npos);

    // The same port at another address, and none at all.
    const std::string listen = "127.0.0.1:" + std::to_string(after);
    rig.editConfig(listen, "0.0.0.0:" + std::to_string(after));
    const Ended wider = rig.run({"reload"});
    BOOST_TEST(wider.code == 0, wider.errors);
    BOOST_TEST(answers(after));
    rig.editConfig(R"("http": { "listen": "0.0.0.0:)" + std::to_string(after) + "\" }, ", "");
    BOOST_TEST(rig.run({"reload"}).code == 0);
    BOOST_TEST(!answers(after));
    end(*host);
}

// Each of these is found by the host alone: the file itself is as it should be.
BOOST_AUTO_TEST_CASE(log_page_and_alerts_that_cannot_be_change_nothing)
{
    Rig rig(small());
    const uint16_t port = freePort();
    const std::string log = rig.folder() + "/host.log";
    rig.editConfig("\"flows\": {", seeing(port, R"("file": ")" + log + "\"") + "\"flows\": {");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return isRight(rig); }));
    Poco::Net::ServerSocket taken(Poco::Net::SocketAddress("127.0.0.1", 0));
    writeFile(rig.folder() + "/file", "in the way");
    const std::string good = readFile(rig.configFile());
    const std::string own = std::to_string(port);
    struct Case
    {
        std::string from;
        std::string to;
        const char* said;
    };
    const Case cases[] = {
        {"127.0.0.1:" + own, "127.0.0.1:" + std::to_string(taken.address().port()), "http.listen: "},
        {"127.0.0.1:" + own, "192.0.2.1:" + own,
         "http.listen: "}, // its own port, at an address of nobody here
        {log, rig.folder() + "/file/host.log", "log.file: "},
        {"\"flows\": {",
         R"("alerts": { "channels": { "ding": { "kind": "dingtalk", "url": "env:NO_SUCH_VARIABLE" } } }, "flows": {)",
         "alerts.channels.ding.url: "},
    };
    for (const Case& each : cases)
    {
        rig.editConfig(each.from, each.to);
        rig.editConfig("\"panying\": {", "\"panying\": { \"enabled\": false, "); // and this does not happen
        const Ended refused = rig.run({"reload"});
        BOOST_TEST(refused.code != 0, each.to);
        BOOST_TEST(refused.errors.find("duijie.json:") != std::string::npos, refused.errors);
        BOOST_TEST(refused.errors.find(each.said) != std::string::npos, refused.errors);
        BOOST_TEST(answers(port), each.to);
        writeFile(rig.configFile(), good);
        const std::string known = readFile(log);
        BOOST_TEST(rig.run({"trigger", "panying"}).code == 0, each.to);
        BOOST_TEST(eventually(
            [&] { return readFile(log).find(R"("flow":"panying")", known.size()) != std::string::npos; }));
    }
    BOOST_TEST(rig.run({"reload"}).code == 0);
    end(*host);
}

BOOST_AUTO_TEST_CASE(alerts_go_on_through_the_channels_of_now)
{
    Rig rig(small());
    const std::string token = "0123456789abcdef0123456789abcdef";
    robots::DingTalkRobot first(wallMs, token, "");
    robots::DingTalkRobot second(wallMs, token, "");
    first.breakWith({200, R"({"errcode":300001,"errmsg":"token is not exist"})"});
    const auto channel = [](const robots::DingTalkRobot& robot)
    {
        return R"("alerts": { "group_seconds": 0, "channels": { "ding": { "kind": "dingtalk", "url": ")" +
               robot.url() + "\" } } }, ";
    };
    rig.editConfig("\"flows\": {", channel(first) + "\"flows\": {");
    rig.editConfig("\"settle_seconds\"", R"("every": "@every 1s", "settle_seconds")");
    rig.control("POST", "/_sandbox/period", R"({"closed_before":"2026-03-03"})");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually(
        [&] { return host->errorsSoFar().find("300001: token is not exist") != std::string::npos; }));

    // What the first group did not take is told to the second, and nothing is told twice.
    rig.editConfig(channel(first), channel(second));
    const Ended reloaded = rig.run({"reload"});
    BOOST_TEST(reloaded.code == 0, reloaded.errors);
    BOOST_TEST(eventually([&] { return told(second, "records were given up") == 1; }), host->errorsSoFar());
    first.mend();
    BOOST_TEST(rig.run({"reload"}).code == 0);
    rig.control("POST", "/_sandbox/period", R"({"closed_before":""})");
    BOOST_TEST(eventually([&] { return rig.run({"retry", "panying", "--state", "dead"}).code == 0; }));
    BOOST_TEST(eventually([&] { return told(second, "RECOVERED") == 1; }), host->errorsSoFar());
    BOOST_TEST(told(second, "ALERT") == 1);
    BOOST_TEST(first.messages().empty());
    end(*host);
}

BOOST_AUTO_TEST_CASE(a_library_dropped_into_the_folder_is_taken)
{
    Rig rig(small());
    const std::string folder = rig.folder() + "/plugins";
    fs::create_directory(folder);
    std::string late;
    for (const auto& file : fs::directory_iterator(PLUGINS_DIR))
    {
        const std::string name = file.path().filename().string();
        if (name.find("panying_flow") != std::string::npos)
        {
            late = file.path().string();
        }
        else if (file.path().extension() == ".so")
        {
            fs::copy(file.path(), folder + "/" + name);
        }
    }
    rig.editConfig(PLUGINS_DIR, folder);
    addMaterials(rig, "@every 1h");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return host->errorsSoFar().find("materials: run 1") != std::string::npos; }));
    BOOST_TEST(host->errorsSoFar().find("panying: This flow does not run") != std::string::npos);
    writeFile(folder + "/libbroken.so", "no library");
    BOOST_TEST(eventually([&] { return host->errorsSoFar().find("libbroken.so") != std::string::npos; }));
    fs::copy(late, folder + "/" + fs::path(late).filename().string());
    BOOST_TEST(eventually([&] { return isRight(rig); }), host->errorsSoFar());
    end(*host);
}

BOOST_AUTO_TEST_SUITE_END()
