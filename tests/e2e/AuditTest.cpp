// The audit finds what is planted behind the host's back.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

namespace
{

std::size_t nthBill(const std::vector<std::string>& lines, int n)
{
    for (std::size_t i = 0; i < lines.size(); ++i)
    {
        if (lines[i].find("旺店通盘盈单") != std::string::npos && n-- == 0)
        {
            return i;
        }
    }
    BOOST_FAIL("the journal has no such bill");
    return 0;
}

void replace(std::string& text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, from << " is not in " << text);
    text.replace(at, from.size(), to);
}

} // namespace

BOOST_AUTO_TEST_SUITE(audit)

BOOST_AUTO_TEST_CASE(missing_and_different_bills_are_named)
{
    Rig rig;
    rig.run({"sync", "panying"});
    BOOST_REQUIRE(rig.run({"audit", "panying"}).code == 0);
    rig.editJournal(
        [](std::vector<std::string>& lines)
        {
            const std::string& gone = lines[nthBill(lines, 3)];
            const std::size_t id = gone.find("\"id\":\"") + 6;
            replace(lines[nthBill(lines, 5)], "\"]", "5\"]"); // a digit more in the first quantity
            lines.push_back(R"({"op":"delete","at":1,"ids":[")" + gone.substr(id, gone.find('"', id) - id) +
                            "\"]}");
        });
    const Ended ended = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(ended.code == 1);
    const Json report(ended.output);
    BOOST_TEST(report.text({"verdict"}) == "wrong");
    BOOST_TEST(report.number({"missing", "count"}) == 1);
    BOOST_TEST(report.number({"different", "count"}) == 1);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.number({"lost_count"}) == 1);
    BOOST_TEST(truth.number({"wrong_count"}) == 1);
}

BOOST_AUTO_TEST_CASE(doubled_and_unexpected_bills_are_named)
{
    Rig rig;
    rig.run({"sync", "panying"});
    // A second installation without this one's store, whose precheck is blinded by the bills it cannot see
    // yet.
    const Json before(rig.control("GET", "/_sandbox/truth"));
    rig.editJournal(
        [](std::vector<std::string>& lines)
        {
            std::string copy = lines[nthBill(lines, 2)];
            const std::size_t id = copy.find("\"id\":\"");
            BOOST_REQUIRE(id != std::string::npos);
            std::size_t end = copy.find('"', id + 6);
            copy.replace(end - 3, 3, "991");
            std::string other = lines[nthBill(lines, 4)];
            const std::size_t otherId = other.find("\"id\":\"");
            end = other.find('"', otherId + 6);
            other.replace(end - 3, 3, "992");
            replace(other, "旺店通盘盈单", "旺店通盘盈单无此单");
            lines.push_back(copy);
            lines.push_back(other);
        });
    const Ended ended = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(ended.code == 1);
    const Json report(ended.output);
    BOOST_TEST(report.number({"doubled", "count"}) == 1, ended.output);
    BOOST_TEST(report.number({"unexpected", "count"}) == 1);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.number({"doubled_count"}) == 1);
    BOOST_TEST(truth.number({"unexpected_count"}) == 1);
}

// A report of each day that a bookkeeper could keep: it names what was changed by hand to the last digit, and
// a bill on a day without any document.
BOOST_AUTO_TEST_CASE(each_day_has_a_report)
{
    Rig rig;
    rig.run({"sync", "panying"});
    rig.editJournal(
        [](std::vector<std::string>& lines)
        {
            replace(lines[nthBill(lines, 5)], "\"]", "5\"]"); // a digit more in the first quantity
            std::string stray = lines[nthBill(lines, 4)];
            const std::size_t id = stray.find("\"id\":\"");
            const std::size_t end = stray.find('"', id + 6);
            stray.replace(end - 3, 3, "993");
            replace(stray, "旺店通盘盈单", "旺店通盘盈单<script>alert(1)</script>");
            const std::size_t day = stray.find("2026-03-0");
            BOOST_REQUIRE(day != std::string::npos);
            stray.replace(day, 10, "2026-03-20"); // long after the last document
            lines.push_back(stray);
        });
    const std::string folder = rig.folder() + "/reports/of/march";
    const Ended ended = rig.run({"audit", "panying", "--report", folder, "--from", "2026-03-02 00:00:00",
                                 "--to", "2026-03-21 23:59:59"});
    BOOST_TEST(ended.code == 1);
    BOOST_TEST(ended.output.find("expected") != std::string::npos, ended.output);
    int64_t eligible = 0;
    int64_t different = 0;
    for (int day = 2; day <= 21; ++day)
    {
        const std::string name = folder + "/panying-2026-03-" + (day < 10 ? "0" : "") + std::to_string(day);
        const Json report(readFile(name + ".json"));
        BOOST_TEST(report.text({"format"}) == "duijie.audit/1");
        BOOST_TEST(report.text({"source", "connection"}) == "wdt");
        eligible += report.number({"eligible"});
        for (const auto item : report.root().find("different").find("items"))
        {
            ++different;
            const auto difference = item.find("differences").first();
            const std::string expected(difference.find("expected").text());
            const std::string found(difference.find("found").text());
            BOOST_TEST(difference.find("field").text() == "material_entity[0].qty");
            BOOST_TEST(!expected.empty());
            BOOST_TEST(found.substr(0, expected.size()) == expected, found << " for " << expected);
            BOOST_TEST(!item.find("bill").text().empty());
            BOOST_TEST(!item.find("advice").text().empty());
        }
        const std::string page = readFile(name + ".html");
        BOOST_TEST(page.find("</html>") != std::string::npos);
        BOOST_TEST(page.find("<script") == std::string::npos);
    }
    const Json stray(readFile(folder + "/panying-2026-03-20.json"));
    BOOST_TEST(stray.number({"documents"}) == 0);
    BOOST_TEST(stray.number({"unexpected", "count"}) == 1);
    BOOST_TEST(stray.text({"verdict"}) == "wrong");
    BOOST_TEST(readFile(folder + "/panying-2026-03-20.html").find("&lt;script&gt;") != std::string::npos);
    BOOST_TEST(different == 1);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(eligible == truth.number({"eligible"}));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_used_is_said)
{
    Rig rig;
    rig.run({"sync", "panying"});
    writeFile(rig.folder() + "/file", "x");
    const Ended ended = rig.run({"audit", "panying", "--report", rig.folder() + "/file/reports"});
    BOOST_TEST(ended.code == 1);
    BOOST_TEST(ended.errors.find("cannot be used") != std::string::npos, ended.errors);
}

BOOST_AUTO_TEST_CASE(a_period_is_judged_by_itself)
{
    Rig rig;
    rig.run({"sync", "panying"});
    const std::string day(WorldStart);
    const Ended noon =
        rig.run({"audit", "panying", "--json", "--from", day + " 11:00:00", "--to", day + " 13:00:00"});
    BOOST_TEST(noon.code == 0, noon.output);
    const Json part(noon.output);
    BOOST_TEST(part.number({"eligible"}) > 0);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(part.number({"eligible"}) < truth.number({"eligible"}));
}

BOOST_AUTO_TEST_CASE(an_unreadable_target_gives_no_verdict)
{
    Rig rig;
    rig.run({"sync", "panying"});
    rig.control(
        "POST", "/_sandbox/faults",
        R"([{"path":"/jdy/v2/scm/inv_check_gail_bill","method":"GET","kind":"html","skip":0,"times":100}])");
    const Ended ended = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(ended.code == 1);
    BOOST_TEST(Json(ended.output).text({"verdict"}) == "unknown");
}

BOOST_AUTO_TEST_SUITE_END()
