// What would become of documents, shown before anything is sent, against the sandbox.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

BOOST_AUTO_TEST_SUITE(preview)

BOOST_AUTO_TEST_CASE(documents_of_the_source_are_mapped_and_nothing_is_written)
{
    Rig rig;
    const Ended ended = rig.run({"preview", "panying", "--limit", "3", "--json"});
    BOOST_TEST(ended.code == 0, ended.output);
    const Json shown(ended.output);
    BOOST_TEST(shown.root().find("documents").size() == 3);
    for (const duijie::sdk::JsonValue document : shown.root().find("documents"))
    {
        BOOST_TEST(document.find("state").text() == "ready");
        BOOST_TEST(!document.find("natural_key").text().empty());
        BOOST_TEST(document.find("body").isObject());
    }
    BOOST_TEST(Json(rig.control("GET", "/_sandbox/truth")).number({"bills"}) == 0);
    BOOST_TEST(rig.run({"records", "panying", "--json"}).output.find("\"key\"") == std::string::npos);
}

// After a document was mended: what the records that are not written would become now, without a call.
BOOST_AUTO_TEST_CASE(records_that_are_not_written_are_mapped_from_the_store)
{
    Rig rig;
    rig.run({"sync", "panying"});
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    const std::string counters = rig.control("GET", "/_sandbox/counters");
    const Ended ended = rig.run({"preview", "panying", "--stored", "--limit", "100", "--json"});
    BOOST_TEST(ended.code == 0, ended.output);
    BOOST_TEST(rig.control("GET", "/_sandbox/counters") == counters);
    const Json shown(ended.output);
    const auto documents = shown.root().find("documents");
    BOOST_TEST(static_cast<int64_t>(documents.size()) == truth.number({"excluded", "unknown_goods"}));
    BOOST_TEST_REQUIRE(documents.size() > 0);
    BOOST_TEST(documents.first().find("state").text() == "held");
    BOOST_TEST(!documents.first().find("reason").text().empty());
    BOOST_TEST(documents.first().find("values").size() > 0);
    BOOST_TEST(rig.run({"preview", "panying", "--stored", "--from", "2026-01-01 00:00:00"}).code == 2);
}

BOOST_AUTO_TEST_SUITE_END()
