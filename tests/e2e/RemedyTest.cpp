// The omission remedy of a source document: what appeared late and nothing else would find.
#include "Eventually.h"
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace duijie::e2e;

namespace
{

// The gain flow's own document, which has the days of the world read again at its own times; no sweeps.
void addRemedy(Rig& rig, const std::string& crontab)
{
    std::string document = readFile(std::string(PANYING_DIR) + "/source.json");
    document.replace(document.find('{'), 1,
                     R"({"omissionRemedy": {"crontab": ")" + crontab + R"(", "takeOverRequest": [
                       {"field": "start_time", "value": ")" +
                         WorldStart + R"( 00:00:00"},
                       {"field": "end_time", "value": "{{MINUTE_AGO_1|datetime}}"}]},)");
    writeFile(rig.folder() + "/source.json", document);
    rig.editConfig("\"settle_seconds\"",
                   R"("every": "1d", "sweep_hours": 0, "sweep_days": 0, "source_document": "source.json",
                      "settle_seconds")");
}

int64_t lost(Rig& rig)
{
    return Json(rig.control("GET", "/_sandbox/truth")).number({"lost_count"});
}

std::string flowState(Rig& rig)
{
    return std::string(Json(rig.run({"flows", "--json"}).output).root().first().find("state").text());
}

} // namespace

BOOST_AUTO_TEST_SUITE(remedy)

BOOST_AUTO_TEST_CASE(what_appeared_late_is_read_when_the_document_says_so)
{
    RigOptions options;
    options.documents = 80;
    Rig rig(options);
    addRemedy(rig, "2 3 * * *");
    rig.control("POST", "/_sandbox/late", R"({"percent":30,"seconds":8})");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return flowState(rig) == "attention" || flowState(rig) == "ok"; }));
    BOOST_TEST(eventually([&] { return lost(rig) > 5; })); // they are there now, and nobody looks
    BOOST_TEST(rig.run({"trigger", "panying"}).code == 0); // an ordinary run reads from its cursor on
    const Ended asked = rig.run({"trigger", "panying", "--remedy", "--json"});
    BOOST_TEST(asked.code == 0, asked.output << asked.errors);
    BOOST_TEST(
        eventually([&] { return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right"; }));
    host->signal(SIGTERM);
    const Ended ended = host->wait();
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(ended.errors.find("panying: remedy ") != std::string::npos, ended.errors);
    const Ended audit = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(Json(audit.output).text({"verdict"}) == "right", audit.output << audit.errors);
}

BOOST_AUTO_TEST_CASE(its_times_are_shown_and_checked)
{
    Rig rig;
    addRemedy(rig, "2 */2 * * *");
    BOOST_TEST(rig.run({"validate"}).code == 0);
    const Json schedule(rig.run({"schedule", "panying", "--json"}).output);
    BOOST_TEST(schedule.text({"remedy", "rhythm"}) == "2 */2 * * *");
    BOOST_TEST(schedule.root().find("remedy").find("next").size() == 5u);
    BOOST_TEST(rig.run({"schedule", "panying"}).output.find("2 */2 * * *") != std::string::npos);

    Rig wrong;
    addRemedy(wrong, "2 */2 * 13 *");
    const Ended refused = wrong.run({"validate"});
    BOOST_TEST(refused.code == 2);
    BOOST_TEST((refused.output + refused.errors).find("omissionRemedy.crontab") != std::string::npos,
               refused.output << refused.errors);
}

BOOST_AUTO_TEST_CASE(a_flow_without_one_says_so)
{
    RigOptions options;
    options.documents = 20;
    Rig rig(options);
    rig.editConfig("\"settle_seconds\"", R"("every": "1d", "settle_seconds")");
    auto host = rig.start({"run"});
    BOOST_TEST(eventually([&] { return !flowState(rig).empty(); }));
    const Ended refused = rig.run({"trigger", "panying", "--remedy"});
    BOOST_TEST(refused.code == 1);
    BOOST_TEST(refused.errors.find("omissionRemedy") != std::string::npos, refused.errors);
    BOOST_TEST(rig.run({"trigger", "panying", "--remedy", "--audit"}).code == 2);
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
}

BOOST_AUTO_TEST_SUITE_END()
