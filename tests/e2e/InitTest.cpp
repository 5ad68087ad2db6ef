// The first configuration by questions: from nothing to a flow that ran.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

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
    return "en\nqimn\nqimen\nsandbox-wdt-key\n" + wdtSecret +
           "\nsandbox-wdt-target\nsandbox-sid\n?\ngateway\nnowhere\n" + address +
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
    // What is wrong is told at once and asked for again.
    for (const char* sentence : {"\"yesterday\" is no date", "\"mode\" is \"qimn\"",
                                 "\"gateway\" is \"nowhere\"", "There is no setting \"?\""})
    {
        BOOST_TEST(made.output.find(sentence) != std::string::npos, sentence << " is not in " << made.output);
    }
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

// Whoever uses 旺店通's own interface has no target_app_key and is not asked for one; a start may be told in
// days.
BOOST_AUTO_TEST_CASE(only_what_is_needed_is_asked)
{
    Newcomer rig;
    const Ended made =
        rig.init("en\ndirect\nsandbox-wdt-key\nsecret\nsandbox-sid\ngateway\n"
                 "http://127.0.0.1:9/openapi2\n\nsandbox-client\nsecret\nsandbox-instance\nbase_url\n"
                 "http://127.0.0.1:9\n\n1000\n3\nn\n");
    BOOST_TEST(made.code == 1, made.output << made.errors);
    BOOST_TEST(made.output.find("target_app_key:") == made.output.rfind("target_app_key:"), made.output);
    BOOST_TEST(made.output.find("\"1000\" is no date") != std::string::npos, made.output);
    const std::string config = readFile(rig.file);
    BOOST_TEST(config.find("\"mode\": \"direct\"") != std::string::npos, config);
    BOOST_TEST(config.find("target_app_key") == std::string::npos, config);
}

#ifdef __linux__
// The package's folder belongs to whom the host runs as: what root makes there must be that user's to read.
BOOST_AUTO_TEST_CASE(root_works_as_the_owner_of_the_folder)
{
    constexpr uid_t Nobody = 65534;
    if (::geteuid() != 0)
    {
        BOOST_TEST_MESSAGE("skipped: not root");
        return;
    }
    Newcomer rig;
    const std::string home = fs::path(rig.file).parent_path();
    BOOST_REQUIRE(::chmod(rig.folder().c_str(), 0755) == 0);
    BOOST_REQUIRE(::chown(home.c_str(), Nobody, Nobody) == 0);
    const Ended made = rig.init(answers(rig, "y\n"));
    BOOST_TEST_REQUIRE(made.code == 0, made.output << made.errors);
    BOOST_TEST(rig.with("sync").errors == "");
    std::size_t files = 0;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(home))
    {
        struct stat info
        {
        };
        BOOST_TEST(::stat(entry.path().c_str(), &info) == 0);
        BOOST_TEST(info.st_uid == Nobody, entry.path().string());
        ++files;
    }
    BOOST_TEST(files > 4u);
}
#endif

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
