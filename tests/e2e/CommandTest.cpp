// The command line: exit codes, sentences, JSON.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <sys/stat.h>

using namespace duijie::e2e;

namespace
{

void expect(const Ended& ended, int code, const std::string& sentence)
{
    BOOST_TEST(ended.code == code, ended.output << ended.errors);
    BOOST_TEST((ended.errors + ended.output).find(sentence) != std::string::npos,
               "\"" << sentence << "\" is not in: " << ended.errors << ended.output);
}

} // namespace

BOOST_AUTO_TEST_SUITE(command)

BOOST_AUTO_TEST_CASE(usage_and_configuration_end_with_two)
{
    Rig rig;
    expect(rig.run({}), 2, "needs a command");
    expect(rig.run({"sync"}), 2, "flow");
    expect(rig.run({"sync", "panyin"}), 2, "Did you mean \"panying\"");
    expect(rig.run({"sync", "panying", "--from", "yesterday"}), 2, "yyyy-MM-dd HH:mm:ss");
    expect(rig.run({"sync", "panying", "--from", "2026-03-04 00:00:00", "--to", "2026-03-03 00:00:00"}), 2,
           "after");
    expect(rig.run({"records", "panying", "--state", "helt"}), 2, "helt");
    rig.editConfig("\"settle_seconds\"", "\"settle_second\"");
    expect(rig.run({"sync", "panying"}), 2, "flows.panying.settle_second: ");
    expect(rig.run({"sync", "panying"}), 2, "Did you mean \"settle_seconds\"");
}

BOOST_AUTO_TEST_CASE(a_wrong_setting_names_the_nearest_one)
{
    Rig rig;
    rig.editConfig("\"sign_method\"", "\"sing_method\"");
    const Ended ended = rig.run({"validate"});
    expect(ended, 2, "connections.wdt.sing_method");
    expect(ended, 2, "sign_method");
}

BOOST_AUTO_TEST_CASE(plain_secrets_are_for_the_sandbox_only)
{
    Rig rig;
    rig.editConfig("\"sandbox\": true", "\"sandbox\": false");
    const Ended ended = rig.run({"sync", "panying"});
    BOOST_TEST(ended.code == 2, ended.errors);
    BOOST_TEST(ended.errors.find("sandbox-wdt-secret") == std::string::npos);
    rig.editConfig("\"sandbox\": false", "\"sandbox\": true");
    rig.editConfig("\"http://127.0.0.1", "\"http://example.com"); // the first one: gateway
    expect(rig.run({"validate"}), 2, "connections.wdt.gateway");
}

BOOST_AUTO_TEST_CASE(secrets_come_from_files_only_their_owner_may_read)
{
    Rig rig;
    writeFile(rig.folder() + "/secret", "sandbox-wdt-secret\n");
    rig.editConfig("plain:sandbox-wdt-secret", "file:secret");
    ::chmod((rig.folder() + "/secret").c_str(), 0644);
    expect(rig.run({"sync", "panying"}), 2, "secret");
    ::chmod((rig.folder() + "/secret").c_str(), 0600);
    BOOST_TEST(rig.run({"sync", "panying"}).code == 1);
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
}

BOOST_AUTO_TEST_CASE(secrets_are_kept_sealed)
{
    Rig rig;
    rig.editConfig("plain:sandbox-wdt-secret", "secret:wdt");
    expect(rig.run({"sync", "panying"}), 2, "duijie secrets set wdt");
    writeFile(rig.folder() + "/typed", "sandbox-wdt-secret\n");
    std::vector<std::string> set = {"/bin/sh", "-c", "exec \"$@\" < typed", "sh"};
    for (const std::string& word : rig.commandLine({"secrets", "set", "wdt"}))
    {
        set.push_back(word);
    }
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(rig.folder());
    const Ended kept = Process(set, rig.folder()).wait();
    std::filesystem::current_path(before);
    expect(kept, 0, "secret:wdt");
    const Ended listed = rig.run({"secrets", "list"});
    expect(listed, 0, "connections.wdt.app_secret");
    for (const std::string& text : {kept.output, listed.output, readFile(rig.folder() + "/duijie.secrets")})
    {
        BOOST_TEST(text.find("sandbox-wdt-secret") == std::string::npos, text);
    }
    expect(rig.run({"secrets", "rotate"}), 0, "duijie.key");
    BOOST_TEST(rig.run({"sync", "panying"}).code == 1);
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
    expect(rig.run({"secrets", "remove", "wd"}), 2, "Did you mean \"wdt\"");
    expect(rig.run({"secrets", "remove", "wdt"}), 0, "connections.wdt.app_secret still refers to wdt");
}

BOOST_AUTO_TEST_CASE(a_wrong_secret_halts_and_loses_nothing)
{
    Rig rig;
    rig.editConfig("plain:sandbox-client-secret", "plain:another-secret");
    const Ended wrong = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(wrong.code == 1);
    BOOST_TEST(Json(wrong.output).number({"in_all", "dead"}) == 0);
    BOOST_TEST((wrong.output + wrong.errors).find("another-secret") == std::string::npos);
    rig.editConfig("plain:another-secret", "plain:sandbox-client-secret");
    rig.run({"sync", "panying"});
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
}

BOOST_AUTO_TEST_CASE(a_store_that_cannot_be_used_ends_with_three)
{
    Rig rig;
    std::filesystem::create_directory(rig.folder() + "/data");
    writeFile(rig.folder() + "/data/duijie.db", std::string(8192, 'x'));
    expect(rig.run({"sync", "panying"}), 3, "duijie.db");
    BOOST_TEST(readFile(rig.folder() + "/data/duijie.db") ==
               std::string(8192, 'x')); // never made anew silently
}

BOOST_AUTO_TEST_CASE(records_and_show_tell_the_story)
{
    Rig rig;
    rig.run({"sync", "panying"});
    const Ended held = rig.run({"records", "panying", "--state", "held", "--json"});
    const Json list(held.output);
    BOOST_TEST(list.root().find("records").size() > 0u);
    BOOST_TEST(held.output.find("material_entity[") != std::string::npos);

    const Ended done = rig.run({"records", "panying", "--state", "done", "--limit", "1", "--json"});
    const Json one(done.output);
    const std::string number(one.root().find("records").first().find("number").text());
    const Ended shown = rig.run({"show", "panying", number, "--json"});
    BOOST_TEST(shown.code == 0, shown.errors);
    const Json story(shown.output);
    const auto record = story.root().first();
    BOOST_TEST(std::string(record.find("state").text()) == "done");
    BOOST_TEST(std::string(record.find("raw").text()).find(number) != std::string::npos);
    BOOST_TEST(record.find("intents").size() == 1u);
    BOOST_TEST(record.find("calls").size() >= 1u);
    BOOST_TEST(record.find("mapped_now").size() > 3u);
    expect(rig.run({"show", "panying", number}), 0, number);
    expect(rig.run({"show", "panying", "no-such"}), 2, "no-such");

    // Where each value comes from: of one field of every line, and of one line alone.
    const Ended explained =
        rig.run({"explain", "panying", number, "--field", "material_entity.unit_id", "--json"});
    BOOST_TEST(explained.code == 0, explained.errors);
    const Json reasons(explained.output);
    const auto units = reasons.root().find("mapped_now");
    BOOST_TEST(units.size() >= 1u);
    const auto lookup = units.first().find("lookups").first();
    BOOST_TEST(std::string(lookup.find("hits").text()) == "1");
    BOOST_TEST(std::string(lookup.find("row").text()).find("base_unit_id") != std::string::npos);
    BOOST_TEST(std::string(units.first().find("inputs").first().find("name").text()) ==
               "details_list.goods_no");
    const Ended line = rig.run({"explain", "panying", number, "--field", "material_entity[0].qty"});
    expect(line, 0, "material_entity[0].qty = ");
    BOOST_TEST(line.output.find("bill_date") == std::string::npos, line.output);
    expect(rig.run({"explain", "panying", number}), 0, "bill_date = ");
    expect(rig.run({"explain", "panying", number, "--field", "nothing"}), 2, "nothing");
}

// Needs no configuration: nothing but the files it names.
BOOST_AUTO_TEST_CASE(a_document_is_tried_by_itself)
{
    Rig rig;
    const std::string folder = rig.folder() + "/";
    writeFile(folder + "t.json", R"({"api":"a","request":[{"field":"a","value":"{{x}}"},)"
                                 R"({"field":"b","value":"_findCollection find id from G where n={{y}}"}]})");
    writeFile(folder + "s.json",
              R"({"api":"a","type":"QUERY","id":"k","condition":[[{"field":"x","logic":"eq","value":"1"}]],)"
              R"("request":[{"field":"t","value":"{{CURRENT_TIME|date}}"}]})");
    writeFile(folder + "r.json",
              "{\"x\":1.50,\"y\":\"A\",\"k\":\"K1\"}\n{\"x\":1,\"y\":\"B\",\"k\":\"K2\"}\n");
    writeFile(folder + "g.json", R"({"id":7,"n":"A"})");
    writeFile(folder + "bad.json",
              "{\n\"api\":\"a\",\n\"request\":[{\"field\":\"a\",\"value\":\"{{x|dat}}\"}]}");

    const Ended checked = rig.run({"plan", "check", folder + "bad.json", folder + "s.json", "--json"});
    BOOST_TEST(checked.code == 1);
    const Json findings(checked.output);
    const auto finding = findings.root().first().find("findings").first();
    BOOST_TEST(std::string(finding.find("line").text()) == "3");
    BOOST_TEST(std::string(finding.find("path").text()) == "request[0].value");
    expect(rig.run({"plan", "check", folder + "t.json"}), 0, "0 errors");

    expect(rig.run({"plan", "map", folder + "t.json", "--record", folder + "g.json"}), 1, "a: ");
    const Ended half = rig.run({"plan", "map", folder + "t.json", "--record", folder + "r.json", "--dataset",
                                "G=" + folder + "g.json"});
    BOOST_TEST(half.code == 1);
    BOOST_TEST(
        (half.output.find("\"B\"") != std::string::npos && half.output.find("\"A\"") == std::string::npos),
        half.output);
    writeFile(folder + "g.json", R"([{"id":7,"n":"A"},{"id":8,"n":"B"}])");
    expect(rig.run({"plan", "map", folder + "t.json", "--record", folder + "r.json", "--dataset",
                    "G=" + folder + "g.json"}),
           0, R"([{"a":1.50,"b":7},{"a":1,"b":8}])");

    expect(rig.run({"plan", "map", folder + "s.json", "--now", "2024-06-01 20:00:00", "--zone", "UTC"}), 0,
           R"({"t":"2024-06-01"})");
    const std::string stored = R"([{"id":"K2","number":"","content":{"x":1,"y":"B","k":"K2"}}])";
    expect(rig.run({"plan", "map", folder + "s.json", "--rows", folder + "r.json"}), 0, stored);
    expect(rig.run({"plan", "map", folder + "s.json", "--rows", "--record", folder + "r.json"}), 0, stored);
    writeFile(folder + "r.json", R"({"x":"1"})");
    expect(rig.run({"plan", "map", folder + "s.json", "--rows", folder + "r.json"}), 1, "has no \"k\"");
    expect(rig.run({"plan", "map", folder + "t.json"}), 2, "--record");
    expect(rig.run({"plan", "test", folder}), 2, "no cases");
}

BOOST_AUTO_TEST_CASE(calls_are_listed_by_flow_class_time_and_record)
{
    Rig rig;
    rig.control(
        "POST", "/_sandbox/faults",
        R"([{"path":"/jdy/v2/scm/inv_check_gail_bill","method":"POST","times":1,"kind":"status_500_before"}])");
    rig.run({"sync", "panying"});
    const Json all(rig.run({"calls", "--limit", "100000", "--json"}).output);
    BOOST_TEST_REQUIRE(all.root().size() > 10u);
    BOOST_TEST(std::stoll(std::string(all.root().first().find("id").text())) >=
               static_cast<long long>(all.root().size())); // the newest comes first
    const Json two(rig.run({"calls", "--limit", "2", "--json"}).output);
    BOOST_TEST(two.root().size() == 2u);
    const Json failed(rig.run({"calls", "--flow", "panying", "--class", "failed", "--json"}).output);
    BOOST_TEST_REQUIRE(failed.root().size() >=
                       1u); // some numbers of the world are unknown to the target as well
    for (const auto call : failed.root())
    {
        BOOST_TEST(call.find("class").text() != "ok", call.raw());
        BOOST_TEST(!call.find("message").text().empty(), call.raw());
    }
    const Json unclear(rig.run({"calls", "--class", "unclear", "--json"}).output);
    BOOST_TEST_REQUIRE(unclear.root().size() == 1u, unclear.root().raw());
    BOOST_TEST(unclear.root().first().find("http_status").text() == "500");

    const Json done(rig.run({"records", "panying", "--state", "done", "--limit", "1", "--json"}).output);
    const std::string number(done.root().find("records").first().find("number").text());
    const Json ofOne(rig.run({"calls", "--record", number, "--json"}).output);
    BOOST_TEST_REQUIRE(ofOne.root().size() >= 1u);
    const std::string path(ofOne.root().first().find("path").text());
    BOOST_TEST(path.find("inv_check_gail_bill") != std::string::npos, path);
    expect(rig.run({"calls", "--record", number}), 0, "inv_check_gail_bill");
    expect(rig.run({"calls", "--record", number}), 0, "panying");
    expect(rig.run({"calls", "--record", number + "x"}), 2, "There is no record");
    const Json one(rig.run({"calls", "--record", number, "--class", "ok", "--limit", "1", "--json"}).output);
    BOOST_TEST(one.root().size() == 1u);
    expect(rig.run({"calls", "--record", number, "--class", "throttled"}), 0, "No calls.");

    expect(rig.run({"calls", "--since", "2090-01-01 00:00:00"}), 0, "No calls.");
    expect(rig.run({"calls", "--since", "yesterday"}), 2, "yyyy-MM-dd HH:mm:ss");
    expect(rig.run({"calls", "--class", "bad"}), 2, "misconfigured");
    expect(rig.run({"calls", "--flow", "panyin"}), 2, "panying");
}

BOOST_AUTO_TEST_CASE(plugins_and_validate)
{
    Rig rig;
    const Ended plugins = rig.run({"plugins", "--json"});
    BOOST_TEST(plugins.code == 0, plugins.output);
    BOOST_TEST(Json(plugins.output).root().size() == 3u);
    expect(rig.run({"validate"}), 0, "good");
    const std::string folder = rig.folder() + "/more";
    std::filesystem::create_directory(folder);
    writeFile(folder + "/notes.so", "this is no library");
    rig.editConfig("\"directories\": [", "\"directories\": [\"more\", ");
    const Ended refused = rig.run({"plugins"});
    expect(refused, 1, "notes.so");
    BOOST_TEST(rig.run({"sync", "panying"}).code == 1); // a refused library stops nobody
}

BOOST_AUTO_TEST_CASE(a_document_can_be_overridden_by_a_file)
{
    Rig rig;
    writeFile(rig.folder() + "/target.json", R"({"api":"/jdy/v2/scm/inv_check_gail_bill","request":[
        {"field":"bill_date","value":"{{stockin_tme}}"},{"field":"remark","value":"旺店通盘盈单{order_no}"}]})");
    rig.editConfig("\"settle_seconds\"", "\"target_document\": \"target.json\", \"settle_seconds\"");
    const Ended run = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(run.code == 1, run.errors);
    BOOST_TEST(Json(run.output).number({"in_all", "done"}) == 0);
    const Ended records = rig.run({"records", "panying", "--state", "dead"});
    BOOST_TEST(records.output.find("stockin_time") != std::string::npos, records.output); // the nearest name
    writeFile(rig.folder() + "/target.json",
              R"({"api":"x","request":[{"field":"a","value":"_function 1+"}]})");
    expect(rig.run({"validate"}), 2, "target.json:1 request[0].value: ");
}

BOOST_AUTO_TEST_CASE(chinese_is_spoken)
{
    Rig rig;
    const Ended ended = rig.run({"--lang", "zh", "audit", "panying"});
    BOOST_TEST(ended.output.find("结论") != std::string::npos, ended.output << ended.errors);
}

// The reason comes out of the connector, in the language of the host that ran.
BOOST_AUTO_TEST_CASE(why_a_bill_is_refused_is_told_in_the_operators_language)
{
    RigOptions options;
    options.documents = 200;
    options.sandbox = {"--special-goods", "20"};
    Rig rig(options);
    for (const auto& [language, sentence] :
         {std::pair("zh", "该商品按批次管理，但 batch_no 为空"),
          std::pair("en", "the goods are kept by batch, and batch_no is empty")})
    {
        rig.beginAnew();
        rig.run({"--lang", language, "sync", "panying"});
        const Ended records = rig.run({"records", "panying", "--state", "dead", "--json"});
        BOOST_TEST(records.output.find(sentence) != std::string::npos, records.output << records.errors);
    }
}

BOOST_AUTO_TEST_CASE(the_doctor_finds_what_is_wrong)
{
    Rig rig;
    const Ended well = rig.run({"doctor", "--json"});
    const Json findings(well.output);
    const auto healthOf = [](const Json& all, const std::string& topic)
    {
        for (const auto finding : all.root())
        {
            if (finding.find("topic").text() == topic)
            {
                return std::string(finding.find("health").text());
            }
        }
        return std::string("absent");
    };
    for (const char* topic :
         {"version", "configuration", "plugins", "reach wdt", "reach jdy", "disk", "store"})
    {
        BOOST_TEST(healthOf(findings, topic) == "good", topic << "\n" << well.output);
    }
    // No vendor there, no such secret, a file that anybody may write.
    rig.editConfig("\"connections\": {", R"("connections": {
      "dead": { "plugin": "wdt_source", "gateway": "http://127.0.0.1:9/router/qm", "app_key": "k",
                "app_secret": "env:NO_SUCH_VARIABLE", "target_app_key": "t", "sid": "s" },)");
    rig.editConfig("\"flows\": {",
                   R"("alerts": { "channels": { "ops": { "kind": "wecom", "url": "env:NO_SUCH_URL" } } },
      "flows": {)");
    std::filesystem::permissions(rig.configFile(), std::filesystem::perms::others_write,
                                 std::filesystem::perm_options::add);
    const Ended ill = rig.run({"doctor", "--json"});
    BOOST_TEST(ill.code == 1);
    const Json wrong(ill.output);
    BOOST_TEST(healthOf(wrong, "reach dead") == "bad", ill.output);
    BOOST_TEST(healthOf(wrong, "secret dead.app_secret") == "bad", ill.output);
    BOOST_TEST(healthOf(wrong, "secret alerts.channels.ops.url") == "bad", ill.output);
    BOOST_TEST(healthOf(wrong, "configuration") == "doubtful", ill.output);
    BOOST_TEST(healthOf(wrong, "reach wdt") == "good", ill.output);
    const std::string said = rig.run({"doctor"}).output;
    BOOST_TEST(said.find("\nx dead: ") != std::string::npos);
    BOOST_TEST(
        said.find("duijie.json:8: connections.dead.app_secret: The environment variable NO_SUCH_VARIABLE") !=
            std::string::npos,
        said);
}

BOOST_AUTO_TEST_SUITE_END()
