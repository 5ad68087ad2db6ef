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
