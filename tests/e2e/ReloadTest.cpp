// What a running host takes up without a restart: a changed configuration, a library dropped into its folder.
#include "Eventually.h"
#include "Rig.h"

#include <boost/test/unit_test.hpp>

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
