// The first configuration by questions: from nothing to a flow that ran.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace duijie::e2e;
namespace fs = std::filesystem;

namespace
{

// The answers of somebody who has the sandbox's accounts at hand.
std::string answers(Rig& rig, const std::string& last, const std::string& wdtSecret = "sandbox-wdt-secret")
{
    const std::string config = readFile(rig.configFile());
    const std::size_t at = config.find("http://127.0.0.1:");
    const std::string address = config.substr(at, config.find('/', at + 8) - at);
    return "en\nsandbox-wdt-key\n" + wdtSecret +
           "\nsandbox-sid\n?\ntarget_app_key\nsandbox-wdt-target\ngateway\n" + address +
           "/router/qm\n\nsandbox-client\nsandbox-client-secret\nsandbox-instance\nbase_url\n" + address +
           "\n\nyesterday\n" + WorldStart + "\n" + last;
}

struct Newcomer : Rig
{
    Newcomer() : file(folder() + "/new/duijie.json") { fs::create_directory(folder() + "/new"); }

    Ended init(const std::string& input)
    {
        writeFile(folder() + "/answers", input);
        Process process(
            {"/bin/sh", "-c", "exec \"$0\" -c \"$1\" init < \"$2\"", DUIJIE_BIN, file, folder() + "/answers"},
            folder());
        return process.wait();
    }

    Ended with(const std::string& command)
    {
        Process process({DUIJIE_BIN, "-c", file, command, "panying"}, folder());
        return process.wait();
    }

    const std::string file;
};

} // namespace

BOOST_AUTO_TEST_SUITE(init)

BOOST_AUTO_TEST_CASE(from_questions_to_the_first_bills)
{
    Newcomer rig;
    const Ended made = rig.init(answers(rig, "y\n"));
    BOOST_TEST_REQUIRE(made.code == 0, made.output << made.errors);
    BOOST_TEST(made.output.find("would be written by panying") != std::string::npos, made.output);
    BOOST_TEST(made.output.find("\"yesterday\" is no date") != std::string::npos);
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).number({"bills"}) == 0); // nothing was sent
    const std::string config = readFile(rig.file);
    BOOST_TEST(config.find("sandbox-wdt-secret") == std::string::npos);
    BOOST_TEST(config.find("sandbox-client-secret") == std::string::npos);
    BOOST_TEST(made.output.find("sandbox-client-secret") == std::string::npos);
    const Ended synced = rig.with("sync");
    BOOST_TEST(synced.errors == "");
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right", synced.output);
    // A second time it leaves the file alone.
    BOOST_TEST(rig.init(answers(rig, "y\n")).code == 2);
    BOOST_TEST(readFile(rig.file) == config);
}

BOOST_AUTO_TEST_CASE(what_does_not_work_is_kept_and_not_enabled)
{
    Newcomer rig;
    const Ended made = rig.init(answers(rig, "y\n", "wrong-secret"));
    BOOST_TEST(made.code == 1, made.output << made.errors);
    BOOST_TEST(readFile(rig.file).find("\"enabled\": false") != std::string::npos);
    BOOST_TEST(rig.with("sync").code == 2);
}

BOOST_AUTO_TEST_CASE(who_says_no_or_leaves_enables_nothing)
{
    Newcomer no;
    BOOST_TEST(no.init(answers(no, "n\n")).code == 1);
    BOOST_TEST(readFile(no.file).find("\"enabled\": false") != std::string::npos);
    Newcomer gone;
    const Ended left = gone.init("en\nsandbox-wdt-key\n");
    BOOST_TEST(left.code == 2, left.output);
    BOOST_TEST(!fs::exists(gone.file));
}

BOOST_AUTO_TEST_SUITE_END()
