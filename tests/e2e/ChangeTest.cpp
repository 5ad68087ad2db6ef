// Documents that change after they were written, against the sandbox.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

namespace
{

int64_t linesWith(const std::string& text, const std::string& one, const std::string& other)
{
    int64_t count = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        count += line.find(one) != std::string::npos && line.find(other) != std::string::npos ? 1 : 0;
    }
    return count;
}

// A world that is written whole; then somebody un-audits the first bill, and every document changes.
struct Changed : Rig
{
    explicit Changed(const std::string& onChange)
    {
        editConfig("\"settle_seconds\"",
                   "\"on_change\": \"" + onChange + "\", \"lag_seconds\": 0, \"settle_seconds\"");
        run({"sync", "panying"});
        editJournal(
            [this](std::vector<std::string>& lines)
            {
                for (const std::string& line : lines)
                {
                    if (line.find("旺店通盘盈单") != std::string::npos)
                    {
                        const std::size_t at = line.find("\"id\":\"") + 6;
                        draft = line.substr(at, line.find('"', at) - at);
                        break;
                    }
                }
                lines.push_back(R"({"op":"unaudit","at":1,"ids":[")" + draft + "\"]}");
            });
        for (int i = 0; i < 20; ++i) // each picks by chance: together they leave none out
        {
            control("POST", "/_sandbox/modify", R"({"count":120})");
        }
    }

    std::string draft; ///< id of the bill
};

} // namespace

BOOST_AUTO_TEST_SUITE(change)

BOOST_AUTO_TEST_CASE(a_draft_is_made_anew_and_audited_bills_are_left)
{
    Changed rig("update_unaudited");
    const Json before(rig.control("GET", "/_sandbox/truth"));
    const Json summary(rig.run({"sync", "panying", "--json"}).output);
    BOOST_TEST(summary.number({"in_all", "changed_after_sync"}) == before.number({"bills"}) - 1);
    BOOST_TEST(summary.number({"this_run", "written"}) == 1);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.text({"verdict"}) == "right", std::string(truth.root().raw()));
    const std::string journal = readFile(rig.journal());
    BOOST_TEST(linesWith(journal, "\"op\":\"delete\"", rig.draft) == 1);
    BOOST_TEST(linesWith(journal, "\"op\":\"unaudit\"", "") == 1); // only the person's own
    BOOST_TEST(rig.run({"audit", "panying"}).code == 0);
}

BOOST_AUTO_TEST_CASE(by_default_changes_are_reported_only)
{
    Changed rig("report");
    const Json summary(rig.run({"sync", "panying", "--json"}).output);
    BOOST_TEST(summary.number({"this_run", "written"}) == 0);
    BOOST_TEST(linesWith(readFile(rig.journal()), "\"op\":\"delete\"", "") == 0);

    // What is explained is the newest version: that one a person asks about.
    const Json changed(
        rig.run({"records", "panying", "--state", "changed_after_sync", "--limit", "1", "--json"}).output);
    const std::string key(changed.root().find("records").first().find("key").text());
    const Json versions(rig.run({"show", "panying", key, "--json"}).output);
    BOOST_TEST(versions.root().size() >= 2u);
    const auto newest = versions.root().first().find("mapped_now");
    const Json explained(rig.run({"explain", "panying", key, "--json"}).output);
    BOOST_TEST(std::string(explained.root().find("mapped_now").raw()) == std::string(newest.raw()));
    BOOST_TEST(rig.run({"explain", "panying", key}).output.find(key) != std::string::npos);
}

// Whatever is lost of the answers on the way, there is one bill in the end.
BOOST_AUTO_TEST_CASE(lost_answers_leave_one_bill)
{
    for (const char* kind : {"cut_before", "cut_after", "timeout_after", "status_500_after", "html_after"})
    {
        Changed rig("update_unaudited");
        rig.control("POST", "/_sandbox/faults",
                    R"([{"path":"/jdy/v2/sys/common_operate","kind":")" + std::string(kind) +
                        R"(","skip":0,"times":1}])");
        for (int i = 0; i < 3; ++i)
        {
            rig.run({"sync", "panying"});
        }
        const Json truth(rig.control("GET", "/_sandbox/truth"));
        BOOST_TEST(truth.text({"verdict"}) == "right", kind << ": " << std::string(truth.root().raw()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
