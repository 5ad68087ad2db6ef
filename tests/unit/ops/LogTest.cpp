#include "Portable.h"

#include "Clock.h"

#include "ops/HostLog.h"
#include "ops/LogText.h"

#include "duijie/sdk/Json.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace duijie;
using namespace duijie::ops;
using engine::LogEntry;

namespace
{

// A folder that is gone at the end.
class Folder
{
public:
    Folder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "duijie-log-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Folder() { std::filesystem::remove_all(path); }

    std::string path;
};

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    std::stringstream out;
    out << stream.rdbuf();
    return out.str();
}

struct Fixture
{
    Folder folder;
    engine::test::ManualClock clock;
    engine::Redactor redactor;
    config::LogConfig config;

    Fixture()
    {
        config.file = folder.path + "/logs/d.log";
        config.json = true;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(host_log)

BOOST_AUTO_TEST_CASE(a_json_line_carries_its_fields_and_leaves_out_what_there_is_not)
{
    BOOST_TEST(jsonLine({LOG_WARNING, "jdy", "slow", "panying", 3, 17, 99, 2}, engine::test::Noon) ==
               R"({"time":"2024-06-01T08:00:00.000Z","level":"warning","component":"jdy","flow":"panying",)"
               R"("run":3,"record":17,"attempt":2,"call":99,"message":"slow"})");
    BOOST_TEST(
        jsonLine({LOG_INFO, "host", "up"}, engine::test::Noon) ==
        R"({"time":"2024-06-01T08:00:00.000Z","level":"information","component":"host","message":"up"})");
}

BOOST_AUTO_TEST_CASE(hostile_texts_stay_one_line_of_utf8)
{
    const std::string texts[] = {"a\nb\r\x1B[31mred\x07",
                                 "\xFF\xFE broken \xC3",
                                 "quote \" back \\ slash",
                                 "c1 \xC2\x9B"
                                 "31m",
                                 std::string("zero\0in", 7),
                                 std::string(20'000, 'x')};
    for (const std::string& text : texts)
    {
        const std::string json = jsonLine({LOG_ERROR, "x", text}, engine::test::Noon);
        sdk::JsonDocument document;
        BOOST_TEST(document.parse(json), json);
        BOOST_TEST(json.find('\n') == std::string::npos);
        BOOST_TEST(json.size() < 30'000u);
        for (const LineStyle style : {LineStyle::Plain, LineStyle::Journal})
        {
            const std::string line = textLine({LOG_ERROR, "x", text}, engine::test::Noon, style);
            BOOST_TEST(line.find_first_of("\n\r\x1B\x07") == std::string::npos, line);
            BOOST_TEST(line.find("\xC2\x9B") == std::string::npos);
            BOOST_TEST(sdk::isUtf8(line), line);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_style_of_a_text_line)
{
    const LogEntry entry{LOG_WARNING, "jdy", "slow"};
    BOOST_TEST(textLine(entry, engine::test::Noon, LineStyle::Journal) == "<4>jdy: slow");
    const std::string plain = textLine(entry, engine::test::Noon, LineStyle::Plain);
    BOOST_TEST(plain.find(" Warning jdy: slow") != std::string::npos, plain);
    BOOST_TEST(plain.find('\x1B') == std::string::npos);
    const std::string coloured = textLine(entry, engine::test::Noon, LineStyle::Coloured);
    BOOST_TEST(coloured.find("\x1B[33mWarning\x1B[0m") != std::string::npos, coloured);
    BOOST_TEST(textLine({LOG_PLUGIN_MISBEHAVING, "jdy", "x"}, engine::test::Noon, LineStyle::Journal) ==
               "<4>jdy: plugin misbehaving: x");
}

BOOST_FIXTURE_TEST_CASE(what_is_concealed_reaches_no_file, Fixture)
{
    HostLog log(config, {"error", "", false, true}, clock, redactor);
    redactor.conceal("hunter2-secret");
    log.write({LOG_ERROR, "jdy", "refused: hunter2-secret"});
    const std::string content = contentOf(config.file);
    BOOST_TEST(content.find("hunter2") == std::string::npos, content);
    BOOST_TEST(content.find("refused: ***") != std::string::npos, content);
}

BOOST_FIXTURE_TEST_CASE(a_file_is_begun_anew_by_size_and_only_so_many_are_kept, Fixture)
{
    config.rotateMiB = 1;
    config.keep = 2;
    HostLog log(config, {"error", "", false, true}, clock, redactor);
    const std::string text(3900, 'x');
    for (int i = 0; i < 1200; ++i) // some 4.5 MiB
    {
        log.write({LOG_ERROR, "x", text});
    }
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path + "/logs"))
    {
        files.push_back(entry.path().filename().string());
        BOOST_TEST(entry.file_size() < 1'100'000u);
    }
    BOOST_TEST(files.size() == 3u); // the one that is written, and two
}

BOOST_FIXTURE_TEST_CASE(levels_by_component_and_the_command_line_wins, Fixture)
{
    struct Case
    {
        const char* chosen;
        const char* configured;
        LogLevel level;
        const char* component;
        bool shown;
    };
    const Case cases[] = {
        {"", "", LOG_WARNING, "host", true},
        {"", "", LOG_INFO, "host", false},
        {"", "debug", LOG_DEBUG, "host", true},
        {"", "debug", LOG_INFO, "wdt", false},
        {"", "error", LOG_DEBUG, "engine", true},
        {"", "error", LOG_WARNING, "host", false},
        {"error", "debug", LOG_DEBUG, "engine", false},
        {"debug", "", LOG_DEBUG, "wdt", true},
        {"error", "", LOG_PLUGIN_MISBEHAVING, "host", false},
        {"", "", LOG_HOST_MISBEHAVING, "host", true},
    };
    config.levels = {{"engine", "debug"}, {"wdt", "warning"}};
    for (const Case& each : cases)
    {
        config.level = each.configured;
        const HostLog log(config, {each.chosen, "warning", false, false}, clock, redactor);
        BOOST_TEST(log.enabled(each.level, each.component) == each.shown,
                   each.chosen << "/" << each.configured << " " << each.component << " " << each.level);
    }
}

BOOST_FIXTURE_TEST_CASE(a_file_that_cannot_be_written_stops_nothing_and_is_taken_up_again, Fixture)
{
    std::ofstream(folder.path + "/logs") << "in the way";
    HostLog log(config, {"error", "", false, true}, clock, redactor);
    log.write({LOG_ERROR, "x", "lost"});
    std::filesystem::remove(folder.path + "/logs");
    log.write({LOG_ERROR, "x", "kept"});
    BOOST_TEST(contentOf(config.file).find("kept") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(another_plan_is_taken_from_the_next_line_on, Fixture)
{
    HostLog log(config, {"", "error", false, true}, clock, redactor);
    log.write({LOG_ERROR, "x", "first"});
    config::LogConfig next = config;
    next.file = folder.path + "/other/e.log";
    next.json = false;
    next.level = "debug";
    const auto plan = log.plan(next);
    BOOST_TEST(!log.enabled(LOG_DEBUG, "x")); // not yet
    log.take(plan);
    BOOST_TEST(log.enabled(LOG_DEBUG, "x"));
    log.write({LOG_ERROR, "x", "second"});
    BOOST_TEST(contentOf(config.file).find("second") == std::string::npos);
    BOOST_TEST(contentOf(next.file).find("Error x: second") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(whether_a_file_could_be_written_leaves_none_behind, Fixture)
{
    LogFile good(config);
    BOOST_TEST(good.trouble() == "");
    BOOST_TEST(!std::filesystem::exists(config.file));
    std::ofstream(config.file) << "kept";
    BOOST_TEST(LogFile(config).trouble() == "");
    BOOST_TEST(contentOf(config.file) == "kept");
    config.file = config.file + "/below.log"; // a file is no folder
    BOOST_TEST(LogFile(config).trouble().find("below.log") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
