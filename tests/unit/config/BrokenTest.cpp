// Broken configurations: each is refused with the place and a sentence that helps.
#include "Support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>

namespace duijie::config::test
{

namespace
{

struct Broken
{
    std::string Text::*part;
    const char* json;
    const char* says; ///< part of "path: sentence"
};

std::ostream& operator<<(std::ostream& out, const Broken& broken)
{
    return out << broken.json;
}

const std::string Good = R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01 00:00:00")";

const Broken Table[] = {
    // the top
    {&Text::top, R"("language": "fr")", "language: Expected \"zh\" or \"en\", found \"fr\""},
    {&Text::top, R"("language": 5)", "language: Expected a text in quotes, found 5"},
    {&Text::top, R"("sandbox": "yes")", "sandbox: Expected true or false, found \"yes\""},
    {&Text::top, R"("sandbox": 1)", "sandbox: Expected true or false, found 1"},
    {&Text::top, R"("langauge": "en")",
     "langauge: There is no setting \"langauge\" here. Did you mean \"language\"?"},
    {&Text::top, R"("zzz": null)", "zzz: There is no setting \"zzz\" here."},
    // log and http
    {&Text::top, R"("log": {"level": "loud"})", "log.level: Expected error, warning, information or debug"},
    {&Text::top, R"("log": {"format": "xml"})", "log.format: Expected text or json, found \"xml\""},
    {&Text::top, R"("log": {"levels": {"jdy": "all"}})", "log.levels.jdy: Expected error, warning"},
    {&Text::top, R"("log": {"rotate_mib": 0})", "log.rotate_mib: "},
    {&Text::top, R"("log": {"kept": 3})", "log.kept: There is no setting \"kept\" here. Did you mean \"keep\"?"},
    {&Text::top, R"("log": "debug")", "log: Expected an object"},
    {&Text::top, R"("http": {"listen": "8088"})", "http.listen: Expected an address and a port"},
    {&Text::top, R"("http": {"listen": "localhost:8088"})", "A host name is not taken"},
    {&Text::top, R"("http": {"listen": "127.0.0.1:0"})", "http.listen: "},
    {&Text::top, R"("http": {"listen": "127.0.0.1:70000"})", "http.listen: "},
    {&Text::top, R"("http": {"listen": "::1:8088"})", "http.listen: "},
    {&Text::top, R"("http": {"listen": "127.0.0.1:80x"})", "http.listen: "},
    // plugins
    {&Text::plugins, "", "plugins: This setting is missing"},
    {&Text::plugins, R"("plugins": [])", "plugins: Expected an object in braces, found []"},
    {&Text::plugins, R"("plugins": {})", "plugins.directories: This setting is missing"},
    {&Text::plugins, R"("plugins": {"directories": []})",
     "plugins.directories: This setting is missing or empty"},
    {&Text::plugins, R"("plugins": {"directories": "p"})", "plugins.directories: Expected a list of texts"},
    {&Text::plugins, R"("plugins": {"directories": ["a"], "allow": ["ABC"]})",
     "plugins.allow: Expected the SHA-256 of a library"},
    {&Text::plugins, R"("plugins": {"directories": ["a"], "signers": ["AAAA"]})",
     "plugins.signers: Expected a public Ed25519 key"},
    {&Text::plugins, R"("plugins": {"directories": ["a", 5]})",
     "plugins.directories: Expected a list of texts"},
    {&Text::plugins, R"("plugins": {"directories": ["a", ""]})",
     "plugins.directories: This setting is missing or empty"},
    {&Text::plugins, R"("plugins": {"directory": ["a"]})", "Did you mean \"directories\"?"},
    // store
    {&Text::store, "", "store: This setting is missing"},
    {&Text::store, R"("store": null)", "store: This setting is missing"},
    {&Text::store, R"("store": "sqlite:x")", "store: Expected an object in braces, found \"sqlite:x\""},
    {&Text::store, R"("store": {})", "store.url: This setting is missing"},
    {&Text::store, R"("store": {"url": ""})", "store.url: This setting is missing or empty"},
    {&Text::store, R"("store": {"url": "sqlite:"})",
     "store.url: Expected \"sqlite:PATH\", found \"sqlite:\""},
    {&Text::store, R"("store": {"url": "mysql://x"})", "store.url: Expected \"sqlite:PATH\""},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": 90})", "store.retention: Expected an object"},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": {"days": 90}})",
     "store.retention.days: There is no setting \"days\" here."},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": {"raw_days": -1}})",
     "store.retention.raw_days: "},
    {&Text::store, R"("store": {"url": "sqlite:x", "retention": {"max_mib": "1G"}})",
     "store.retention.max_mib: "},
    {&Text::store, R"("store": {"url": "sqlite:x", "ulr": 1})", "store.ulr: There is no setting \"ulr\""},
    // connections
    {&Text::connections, "", "connections: This setting is missing"},
    {&Text::connections, R"("connections": {"wdt": 1, "jdy": {"plugin": "p"}})",
     "connections.wdt: Expected an object"},
    {&Text::connections, R"("connections": {"wdt": {}, "jdy": {"plugin": "p"}})",
     "connections.wdt.plugin: This setting is missing"},
    {&Text::connections, R"("connections": {"wdt": {"plugin": 7}, "jdy": {"plugin": "p"}})",
     "connections.wdt.plugin: Expected a text in quotes, found 7"},
    {&Text::connections, R"("connections": {"wdt1": {"plugin": "p"}, "jdy": {"plugin": "p"}})",
     "flows.panying.source: There is no connection \"wdt\". Did you mean \"wdt1\"?"},
    // flow
    {&Text::flow, R"("source":"wdt","target":"jdy","start":"2024-06-01 00:00:00")",
     "flows.panying.plugin: A flow needs a plugin, or documents of its own"},
    {&Text::flow, R"("source":"wdt","target":"jdy","source_document":"x.json")",
     "flows.panying.target_document: The flow names a target but no target_document"},
    {&Text::flow, R"("source":"wdt","source_document":"x.json","settle_seconds":5)",
     "flows.panying.settle_seconds: There is no setting"},
    {&Text::flow,
     R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01 00:00:00","datasets":["panying"])",
     "flows.panying.datasets: \"panying\" is not a flow that keeps reference data"},
    {&Text::flow,
     R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01 00:00:00","sweep_hours":-1)",
     "flows.panying.sweep_hours: "},
    {&Text::flow, R"("plugin":"p","target":"jdy","start":"2024-06-01 00:00:00")",
     "flows.panying.source: This setting is missing"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"kingdee","start":"2024-06-01 00:00:00")",
     "flows.panying.target: There is no connection \"kingdee\"."},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy")",
     "flows.panying.start: This setting is missing"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"")",
     "flows.panying.start: This setting is"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"yesterday")",
     "flows.panying.start: \"yesterday\" is not a time of the form yyyy-MM-dd HH:mm:ss (zone Asia/Shanghai)"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-02-30 00:00:00")",
     "flows.panying.start: \"2024-02-30 00:00:00\" is not a time"},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":"2024-06-01")",
     "flows.panying.start: "},
    {&Text::flow, R"("plugin":"p","source":"wdt","target":"jdy","start":20240601)",
     "flows.panying.start: Expected a text in quotes, found 20240601"},
};

struct Addition
{
    const char* json;
    const char* says;
};

std::ostream& operator<<(std::ostream& out, const Addition& addition)
{
    return out << addition.json;
}

const Addition Additions[] = {
    {R"("timezone": "Mars/Olympus")", "flows.panying.timezone: There is no time zone \"Mars/Olympus\""},
    {R"("timezone": "")", "flows.panying.timezone: There is no time zone \"\""},
    {R"("enabled": "true")", "flows.panying.enabled: Expected true or false, found \"true\""},
    {R"("lag_seconds": -1)", "flows.panying.lag_seconds: Expected a whole number from 0 to 86400, found -1"},
    {R"("lag_seconds": 86401)",
     "flows.panying.lag_seconds: Expected a whole number from 0 to 86400, found 86401"},
    {R"("lag_seconds": 1.5)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("lag_seconds": "120")",
     "flows.panying.lag_seconds: Expected a whole number from 0 to 86400, found \"120\""},
    {R"("lag_seconds": true)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("lag_seconds": 18446744073709551615)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("lag_seconds": 9223372036854775808)", "flows.panying.lag_seconds: Expected a whole number"},
    {R"("overlap_minutes": 43201)", "flows.panying.overlap_minutes: Expected a whole number from 0 to 43200"},
    {R"("settle_seconds": 3601)", "flows.panying.settle_seconds: Expected a whole number from 0 to 3600"},
    {R"("concurrency": 0)", "flows.panying.concurrency: Expected a whole number from 1 to 128, found 0"},
    {R"("concurrency": 129)", "flows.panying.concurrency: Expected a whole number from 1 to 128, found 129"},
    {R"("every": "5 minutes")", "flows.panying.every: \"5 minutes\" has 2 fields"},
    {R"("every": "often")", "flows.panying.every: \"often\" is no interval"},
    {R"("every": 5)", "flows.panying.every: Expected a text in quotes, found 5"},
    {R"("every": "61 * * * *")", "flows.panying.every: The minute \"61\" is wrong: values from 0 to 59"},
    {R"("sweep_at": "0 0 30 2 *")", "flows.panying.sweep_at: \"0 0 30 2 *\" never comes"},
    {R"("audit": {"at": "x"})", "flows.panying.audit.at: \"x\" is no interval"},
    {R"("audit": {"at": "1d", "days": 0})",
     "flows.panying.audit.days: Expected a whole number from 1 to 366"},
    {R"("audit": {"when": "1d"})", "flows.panying.audit.when: There is no setting \"when\""},
    {R"("audit": "1d")", "flows.panying.audit: Expected an object"},
    {R"("on_change": "update")", "flows.panying.on_change: \"update\" is not \"report\" or"},
    {R"("batch": "all")",
     "flows.panying.batch: Expected \"best_effort\" or \"all_or_nothing\", found \"all\""},
    {R"("batch": {})", "flows.panying.batch: Expected a text in quotes, found {}"},
    {R"("source_document": "absent.json")", "flows.panying.source_document: There is no file "},
    {R"("target_document": "gone/absent.json")", "absent.json"},
    {R"("target_document": ".")", "flows.panying.target_document: There is no file "},
    {R"("settle_second": 3)", "There is no setting \"settle_second\" here. Did you mean \"settle_seconds\"?"},
    {R"("lag": 3)", "flows.panying.lag: There is no setting \"lag\" here."},
};

} // namespace

BOOST_AUTO_TEST_SUITE(broken)

BOOST_AUTO_TEST_CASE(thePartsThemselvesAreGood)
{
    BOOST_TEST(problemsOf(Text().whole()) == "");
}

BOOST_DATA_TEST_CASE(onePartIsWrong, boost::unit_test::data::make(Table), item)
{
    Text text;
    text.*item.part = item.json;
    if (text.top.empty())
    {
        text.top = R"("sandbox": false)";
    }
    const std::string found = problemsOf(text.whole());
    BOOST_TEST(found.find(item.says) != std::string::npos, "expected " << item.says << "\nfound " << found);
}

BOOST_DATA_TEST_CASE(oneSettingOfAFlowIsWrong, boost::unit_test::data::make(Additions), item)
{
    Text text;
    text.flow = Good + ", " + item.json;
    const std::string found = problemsOf(text.whole());
    BOOST_TEST(found.find(item.says) != std::string::npos, "expected " << item.says << "\nfound " << found);
    BOOST_TEST(std::count(found.begin(), found.end(), '\n') == 1, "only that: " << found);
}

BOOST_AUTO_TEST_CASE(everythingWrongIsToldAtOnce)
{
    Text text;
    text.top = R"("language": "xx", "sandbx": true)";
    text.store = R"("store": {"url": "oracle:x"})";
    text.flow =
        R"("plugin":"p","source":"nobody","target":"jdy","start":"?","concurrency":0,"batch":"x","lagg":1)";
    const std::string found = problemsOf(text.whole());
    BOOST_TEST(std::count(found.begin(), found.end(), '\n') == 8, found);
    for (const char* path :
         {"language: ", "sandbx: ", "store.url: ", "flows.panying.source: ", "flows.panying.start: ",
          "flows.panying.concurrency: ", "flows.panying.batch: ", "flows.panying.lagg: "})
    {
        BOOST_TEST(found.find(path) != std::string::npos, path);
    }
}

BOOST_AUTO_TEST_CASE(whatIsNoJsonIsSaidSo)
{
    for (const char* content :
         {"", "{", "[]", "[1]", "5", "\"x\"", "null", "{\"a\":}", "{\"a\":1,}", "{} {}"})
    {
        const std::string found = problemsOf(content);
        BOOST_TEST(found.find("is not valid JSON") != std::string::npos, content << ": " << found);
    }
    BOOST_TEST(problemsOf(std::string(5000, '[')).find("is not valid JSON") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(aFileThatCannotBeReadIsSaidSo)
{
    const Folder folder;
    Problems problems;
    BOOST_TEST(!readConfig(folder.path("absent.json"), problems).has_value());
    BOOST_TEST_REQUIRE(problems.size() == 1u);
    BOOST_TEST(problems[0].message.find("cannot be read") != std::string::npos);
    BOOST_TEST(problems[0].message.find("absent.json") != std::string::npos);
    problems.clear();
    BOOST_TEST(!readConfig(folder.path(), problems).has_value());
    BOOST_TEST(problems.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::config::test
