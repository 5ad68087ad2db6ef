// "duijie validate --connect": the accounts are asked, and nothing is changed by it.
#include "Eventually.h"
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <filesystem>

using namespace duijie::e2e;
namespace fs = std::filesystem;

namespace
{

RigOptions small()
{
    RigOptions options;
    options.documents = 20;
    options.flowMore = R"(, "enabled": false)"; // an account is tried before a flow is enabled
    return options;
}

// "answered" of each account, by connection.
std::string accountsOf(const Ended& ended)
{
    const Json answer(ended.output);
    std::string out;
    for (const auto account : answer.root().find("accounts"))
    {
        out += std::string(account.find("connection").text()) + ":" +
               std::string(account.find("answered").raw()) + " ";
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(connect)

BOOST_AUTO_TEST_CASE(each_account_answers_and_nothing_is_left)
{
    Rig rig(small());
    const Ended ended = rig.run({"validate", "--connect"});
    BOOST_TEST(ended.code == 0, ended.errors);
    BOOST_TEST(ended.output.find("wdt (wdt_source): the account answers") != std::string::npos, ended.output);
    BOOST_TEST(ended.output.find("jdy (jdy_target): the account answers") != std::string::npos, ended.output);
    BOOST_TEST(!fs::exists(rig.data()));
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).number({"bills"}) == 0);
    BOOST_TEST(accountsOf(rig.run({"validate", "--connect", "--json"})) == "jdy:true wdt:true ");
    BOOST_TEST(accountsOf(rig.run({"validate", "--json"})) == "");
}

BOOST_AUTO_TEST_CASE(who_is_refused_is_told_with_the_place)
{
    Rig rig(small());
    rig.editConfig("plain:sandbox-wdt-secret", "plain:another-wdt-secret");
    const Ended ended = rig.run({"validate", "--connect"});
    BOOST_TEST(ended.code == 1, ended.errors);
    BOOST_TEST(ended.errors.find("duijie.json:7: connections.wdt: The account was refused") !=
                   std::string::npos,
               ended.errors);
    BOOST_TEST(ended.output.find("jdy (jdy_target): the account answers") != std::string::npos, ended.output);
    BOOST_TEST((ended.output + ended.errors).find("another-wdt-secret") == std::string::npos);
    rig.editConfig("sandbox-client-secret", "another-client-secret");
    rig.sandbox().signal(SIGTERM);
    rig.sandbox().wait();
    const Ended alone = rig.run({"validate", "--connect", "--json"});
    BOOST_TEST(alone.code == 1);
    BOOST_TEST(accountsOf(alone) == "jdy:false wdt:false ");
}

BOOST_AUTO_TEST_CASE(it_works_beside_a_running_host)
{
    RigOptions options = small();
    options.flowMore = R"(, "every": "@every 1h")";
    Rig rig(options);
    auto host = rig.start({"run"});
    BOOST_TEST(
        eventually([&] { return Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right"; }));
    BOOST_TEST(accountsOf(rig.run({"validate", "--connect", "--json"})) == "jdy:true wdt:true ");
    host->signal(SIGTERM);
    BOOST_TEST(host->wait().code == 0);
}

BOOST_AUTO_TEST_CASE(nobody_is_asked_while_something_is_wrong)
{
    Rig rig(small());
    rig.editConfig("\"target\": \"jdy\"", "\"target\": \"wdt\"");
    const Ended ended = rig.run({"validate", "--connect"});
    BOOST_TEST(ended.code == 2, ended.output);
    BOOST_TEST(ended.errors.find("flows.panying.target: Plugin \"wdt_source\" cannot be used") !=
                   std::string::npos,
               ended.errors);
    BOOST_TEST(ended.output.find("accounts were not asked") != std::string::npos, ended.output);
}

BOOST_AUTO_TEST_SUITE_END()
