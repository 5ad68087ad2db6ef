// Good configurations: what they say is what comes back.
#include "Support.h"

#include "text/Catalogue.h"

#include <boost/test/unit_test.hpp>

namespace duijie::config::test
{

namespace
{

Config read(const Folder& folder, const std::string& content)
{
    Problems problems;
    auto config = readConfig(folder.write("duijie.json", content), problems);
    for (const Problem& problem : problems)
    {
        BOOST_TEST_MESSAGE(problem.path << ": " << problem.message);
    }
    BOOST_TEST_REQUIRE(config.has_value());
    return std::move(*config);
}

} // namespace

BOOST_AUTO_TEST_SUITE(good)

BOOST_AUTO_TEST_CASE(defaultsAreFilledIn)
{
    const Folder folder;
    Text text;
    text.top = R"("sandbox": false)";
    const Config config = read(folder, text.whole());
    BOOST_TEST(config.file == folder.path("duijie.json"));
    BOOST_TEST(config.language == "");
    BOOST_TEST(!config.sandbox);
    BOOST_TEST(config.retention.callsDays == 90);
    BOOST_TEST(config.retention.rawDays == 180);
    BOOST_TEST(config.retention.mostMiB == 0);
    const FlowConfig& flow = config.flows.at("panying");
    BOOST_TEST(flow.name == "panying");
    BOOST_TEST(flow.enabled);
    BOOST_TEST(flow.timezone == "Asia/Shanghai");
    BOOST_TEST(flow.startMs == 1717171200000);
    BOOST_TEST(flow.lagSeconds == 120);
    BOOST_TEST(flow.overlapMinutes == 30);
    BOOST_TEST(flow.settleSeconds == 60);
    BOOST_TEST(flow.concurrency == 8);
    BOOST_TEST((flow.batch == engine::BatchMode::BestEffort));
    BOOST_TEST(flow.sourceDocument == "");
    BOOST_TEST(flow.every.text() == "5m");
    BOOST_TEST(flow.sweepAt.value().text() == "30 1 * * *");
    BOOST_TEST(!flow.audit.at.has_value());
    BOOST_TEST((flow.onChange == engine::OnChange::Report));
}

BOOST_AUTO_TEST_CASE(aFlowThatOthersFillHasAWordForItsSource)
{
    const Folder folder;
    folder.write("s.json", "{}");
    folder.write("t.json", "{}");
    Text text;
    text.flow = R"("source":"callback","target":"jdy","id":"b008d61b","start":"2024-06-01 00:00:00",)"
                R"("source_document":"s.json","target_document":"t.json")";
    const FlowConfig flow = read(folder, text.whole()).flows.at("panying");
    BOOST_TEST(flow.fed);
    BOOST_TEST(flow.source == "callback");
    BOOST_TEST(flow.id == "b008d61b");
    BOOST_TEST(!flow.isDataset());
}

BOOST_AUTO_TEST_CASE(retentionIsASettingOfTheStore)
{
    const Folder folder;
    Text text;
    text.store =
        R"("store": {"url": "sqlite:x", "retention": {"calls_days": 7, "raw_days": 0, "max_mib": 512}})";
    const Config config = read(folder, text.whole());
    BOOST_TEST(config.retention.callsDays == 7);
    BOOST_TEST(config.retention.rawDays == 0);
    BOOST_TEST(config.retention.mostMiB == 512);
}

BOOST_AUTO_TEST_CASE(everythingGivenIsTaken)
{
    const Folder folder;
    folder.write("s.json", "{}");
    folder.write("t.json", "{}");
    Text text;
    text.top = R"("language": "zh", "sandbox": true)";
    text.flow = R"("enabled": false, "source": "wdt", "target": "jdy", "start": "2024-06-01 12:00:00",
      "timezone": "UTC", "lag_seconds": 0, "overlap_minutes": 43200, "settle_seconds": 3600, "concurrency": 128,
      "batch": "all_or_nothing", "on_change": "update_unaudited", "every": "4-59/31 6-23 * * *",
      "sweep_at": "@daily", "audit": {"at": "30 2 * * *", "days": 7, "reports": "books"}, "source_document": "s.json", "target_document": "./t.json")";
    const Config config = read(folder, text.whole());
    BOOST_TEST(config.language == "zh");
    BOOST_TEST(config.sandbox);
    const FlowConfig& flow = config.flows.at("panying");
    BOOST_TEST(!flow.enabled);
    BOOST_TEST(flow.plugin == "");
    BOOST_TEST(flow.startMs == 1717243200000);
    BOOST_TEST(flow.lagSeconds == 0);
    BOOST_TEST(flow.overlapMinutes == 43200);
    BOOST_TEST(flow.settleSeconds == 3600);
    BOOST_TEST(flow.concurrency == 128);
    BOOST_TEST((flow.batch == engine::BatchMode::AllOrNothing));
    BOOST_TEST(flow.every.text() == "4-59/31 6-23 * * *");
    BOOST_TEST(flow.sweepAt.value().text() == "@daily");
    BOOST_TEST(flow.audit.at.value().text() == "30 2 * * *");
    BOOST_TEST(flow.audit.days == 7);
    BOOST_TEST(flow.audit.reports == folder.path("books"));
    BOOST_TEST((flow.onChange == engine::OnChange::UpdateUnaudited));
    BOOST_TEST(flow.sourceDocument == folder.path("s.json"));
    BOOST_TEST(std::filesystem::equivalent(flow.targetDocument, folder.path("t.json")));
}

BOOST_AUTO_TEST_CASE(aSourceDocumentAloneMakesADatasetFlow)
{
    const Folder folder;
    folder.write("m.json", "{}");
    Text text;
    text.top = R"("sandbox": true)";
    text.flow = R"("source": "jdy", "source_document": "m.json", "id": "b88a7889")";
    const FlowConfig flow = read(folder, text.whole()).flows.at("panying");
    BOOST_TEST(flow.isDataset());
    BOOST_TEST(flow.id == "b88a7889");
    BOOST_TEST(flow.target == "");
}

BOOST_AUTO_TEST_CASE(anIdIsTheFlowsNameWhenNoneIsGiven)
{
    const Folder folder;
    const FlowConfig flow = read(folder, Text().whole()).flows.at("panying");
    BOOST_TEST(!flow.isDataset());
    BOOST_TEST(flow.id == "panying");
    BOOST_TEST(flow.sweepHours == 48);
    BOOST_TEST(flow.sweepDays == 30);
    BOOST_TEST(flow.missingMinutes == 30);
}

BOOST_AUTO_TEST_CASE(relativePathsBeginAtTheFilesFolder)
{
    const Folder folder;
    Text text;
    text.plugins = R"("plugins": {"directories": ["plugins", "/opt/duijie"]})";
    const Config config = read(folder, text.whole());
    BOOST_TEST(config.pluginDirectories.at(0) == folder.path("plugins"));
    BOOST_TEST(config.pluginDirectories.at(1) == native("/opt/duijie"));
    BOOST_TEST(config.storeUrl == "sqlite:" + folder.path("data/duijie.db"));

    text.store = R"("store": {"url": "sqlite:/var/lib/duijie/duijie.db"})";
    BOOST_TEST(read(folder, text.whole()).storeUrl == "sqlite:" + native("/var/lib/duijie/duijie.db"));
}

BOOST_AUTO_TEST_CASE(aRelativeFileNameWorksToo)
{
    const Folder folder;
    folder.write("duijie.json", Text().whole());
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    Problems problems;
    const auto config = readConfig("duijie.json", problems);
    std::filesystem::current_path(before);
    BOOST_TEST_REQUIRE(config.has_value());
    BOOST_TEST(std::filesystem::equivalent(config->file, folder.path("duijie.json")));
    BOOST_TEST(std::filesystem::path(config->pluginDirectories.at(0)).is_absolute());
}

BOOST_AUTO_TEST_CASE(aConnectionsOwnSettingsArePassedOn)
{
    const Folder folder;
    Text text;
    text.connections =
        R"("connections": {"wdt": {"plugin": "wdt_source", "sid": "门店", "n": 5, "b": true, "o": {"x": [1]}},
                                          "jdy": {"plugin": "jdy_target@1.0.0"}})";
    const Config config = read(folder, text.whole());
    const Connection& wdt = config.connections.at("wdt");
    BOOST_TEST(wdt.name == "wdt");
    BOOST_TEST(wdt.plugin == "wdt_source");
    BOOST_TEST(wdt.settings == R"({"b":true,"n":5,"o":{"x":[1]},"sid":"门店"})");
    BOOST_TEST(config.connections.at("jdy").plugin == "jdy_target@1.0.0");
    BOOST_TEST(config.connections.at("jdy").settings == "{}");
}

BOOST_AUTO_TEST_CASE(aNullIsAsGoodAsNothing)
{
    const Folder folder;
    Text text;
    text.flow += R"(, "timezone": null, "concurrency": null, "source_document": null)";
    BOOST_TEST(read(folder, text.whole()).flows.at("panying").concurrency == 8);
}

BOOST_AUTO_TEST_CASE(commentsAreAllowed)
{
    const Folder folder;
    Text text;
    text.top = "// what people read\n  /* \"a\": 1, */ \"language\": \"en\" // done\n";
    text.connections = R"("connections": {"wdt": {"plugin": "p", "url": "http://x/*y*/"}, /* , */
      "jdy": {"plugin": "p"}})";
    const Config config = read(folder, text.whole());
    BOOST_TEST(config.connections.at("wdt").settings.find("/*y*/") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
