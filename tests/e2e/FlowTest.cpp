// The whole way on good days: everything eligible arrives once, and a second run finds nothing to do.
#include "Rig.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace duijie::e2e;

namespace
{

void checkRight(Rig& rig)
{
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.text({"verdict"}) == "right", std::string(truth.root().raw()));
    BOOST_TEST(truth.number({"right"}) == truth.number({"eligible"}));
    const Ended audit = rig.run({"audit", "panying", "--json"});
    BOOST_TEST(audit.code == 0, audit.errors << audit.output);
    const Json report(audit.output);
    BOOST_TEST(report.text({"verdict"}) == "right");
    // Two counts that share no code.
    BOOST_TEST(report.number({"eligible"}) == truth.number({"eligible"}));
    BOOST_TEST(report.number({"right"}) == truth.number({"right"}));
    BOOST_TEST(report.number({"bills"}) == truth.number({"bills"}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(flow)

BOOST_DATA_TEST_CASE(every_document_arrives_once,
                     boost::unit_test::data::make({"md5", "hmac", "hmac-sha256"}), method)
{
    RigOptions options;
    options.signMethod = method;
    options.documents = 300;
    Rig rig(options);
    const Ended first = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(first.code == 1, first.errors); // goods unknown to the book are held, and say so
    const Json summary(first.output);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(summary.text({"state"}) == "attention");
    BOOST_TEST(summary.number({"this_run", "written"}) == truth.number({"eligible"}));
    BOOST_TEST(summary.number({"in_all", "held"}) == truth.number({"excluded", "unknown_goods"}));
    BOOST_TEST(summary.number({"in_all", "invalid"}) == truth.number({"excluded", "invalid"}));
    BOOST_TEST(summary.number({"in_all", "skipped"}) == truth.number({"excluded", "warehouse"}));
    BOOST_TEST(summary.number({"in_all", "dead"}) == 0);
    checkRight(rig);

    const Ended second = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(Json(second.output).number({"this_run", "written"}) == 0);
    const Ended again =
        rig.run({"sync", "panying", "--json", "--from", std::string(WorldStart) + " 00:00:00"});
    BOOST_TEST(Json(again.output).number({"this_run", "stored"}) == 0);
    BOOST_TEST(Json(again.output).number({"this_run", "repeated"}) > 0);
    checkRight(rig);
}

BOOST_AUTO_TEST_CASE(calls_are_counted_alike_on_both_sides)
{
    Rig rig;
    const Ended run = rig.run({"sync", "panying", "--json"});
    const Json summary(run.output);
    int64_t logged = 0;
    for (const auto item : summary.root().find("calls"))
    {
        logged += std::stoll(std::string(item.text()));
    }
    const Json counters(rig.control("GET", "/_sandbox/counters"));
    int64_t seen = 0;
    for (const auto vendor : counters.root().find("requests"))
    {
        for (const auto path : vendor)
        {
            seen += std::stoll(std::string(path.text()));
        }
    }
    BOOST_TEST(logged == seen, run.output << std::string(counters.root().raw()));
}

BOOST_AUTO_TEST_CASE(a_lost_store_writes_nothing_twice)
{
    Rig rig;
    const Json first(rig.run({"sync", "panying", "--json"}).output);
    std::filesystem::remove_all(rig.folder() + "/data");
    const Ended second = rig.run({"sync", "panying", "--json"});
    const Json summary(second.output);
    BOOST_TEST(summary.number({"this_run", "written"}) == 0);
    BOOST_TEST(summary.number({"this_run", "confirmed"}) == first.number({"this_run", "written"}));
    checkRight(rig);
}

BOOST_AUTO_TEST_CASE(vendors_limits_are_kept)
{
    RigOptions options;
    options.documents = 60;
    options.sandbox = {"--limits"};
    options.callsPerMinute = 60;
    Rig rig(options);
    rig.editConfig("\"requests_per_minute\": 0", "\"requests_per_minute\": 500");
    rig.run({"sync", "panying"});
    const Json counters(rig.control("GET", "/_sandbox/counters"));
    BOOST_TEST(counters.number({"limit_violations", "wdt_sid"}) == 0);
    BOOST_TEST(counters.number({"limit_violations", "jdy_account_book"}) == 0);
    BOOST_TEST(counters.number({"limit_violations", "jdy_token"}) == 0);
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).text({"verdict"}) == "right");
}

BOOST_AUTO_TEST_CASE(tokens_expire_and_secrets_rotate_under_way)
{
    RigOptions options;
    options.documents = 300;
    options.sandbox = {"--latency", "5"};
    Rig rig(options);
    const auto process = rig.start({"sync", "panying"});
    rig.control("POST", "/_sandbox/rotate");
    rig.control("POST", "/_sandbox/expire-tokens");
    const Ended ended = process->wait();
    BOOST_TEST(ended.code == 1, ended.errors << ended.output);
    rig.run({"sync", "panying"});
    checkRight(rig);
}

BOOST_AUTO_TEST_CASE(no_secret_is_kept_or_shown)
{
    Rig rig;
    const Ended sync = rig.run({"--log", "debug", "sync", "panying"});
    const Ended show = rig.run({"show", "panying", "100001", "--json"});
    BOOST_TEST(show.code <= 2);
    std::string everything = sync.output + sync.errors + show.output + show.errors;
    for (const auto& file : std::filesystem::directory_iterator(rig.folder() + "/data"))
    {
        everything += readFile(file.path());
    }
    for (const std::string secret : {"sandbox-wdt-secret", "sandbox-client-secret", "eyJ"})
    {
        BOOST_TEST(everything.find(secret) == std::string::npos, secret << " is shown");
    }
}

BOOST_AUTO_TEST_SUITE_END()
