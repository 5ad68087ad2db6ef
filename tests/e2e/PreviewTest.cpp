// What would become of documents, shown before anything is sent, against the sandbox.
#include "SalesWorld.h"

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

// Read while the reference data could not be: they wait, and nothing is merged yet.
BOOST_AUTO_TEST_CASE(what_waits_to_be_merged_is_shown_merged_or_with_the_reason_why_it_cannot_be)
{
    Rig rig;
    addSales(rig, "merged", "sales-merged");
    const std::string published = std::string(EXAMPLES_DIR) + "/sales-merged/target.json";
    rig.editConfig(published, rig.folder() + "/target.json");
    writeFile(rig.folder() + "/target.json", readFile(published));
    rig.control("POST", "/_sandbox/faults",
                R"([{"path":"/jdy/v2/bd/material","method":"GET","times":1000,"kind":"cut_before"}])");
    const Ended read = rig.run({"sync", "merged", "--json"});
    BOOST_TEST_REQUIRE(!read.output.empty(), read.errors);
    BOOST_TEST(Json(read.output).number({"in_all", "merged"}) == 0, read.output << read.errors);
    const int64_t waiting = Json(read.output).number({"in_all", "received"});
    BOOST_TEST_REQUIRE(waiting > 100, read.output << read.errors);
    const std::vector<std::string> preview = {"preview", "merged", "--stored", "--limit", "100", "--json"};
    const Ended first = rig.run(preview);
    BOOST_TEST_REQUIRE(!first.output.empty(), first.errors);
    const Json bills(first.output);
    BOOST_TEST_REQUIRE(bills.root().find("documents").size() > 0);
    for (const duijie::sdk::JsonValue document : bills.root().find("documents"))
    {
        BOOST_TEST(document.find("key").text().starts_with("merge:"));
    }

    std::string document = readFile(published);
    const std::string body = R"("body": [)";
    document.insert(document.find(body), R"("bodySum": ["details_list_spec_no"], )");
    writeFile(rig.folder() + "/target.json", document);
    const Json rows(rig.run(preview).output);
    const auto shown = rows.root().find("documents");
    BOOST_TEST(shown.size() == 100u);
    for (const duijie::sdk::JsonValue row : shown)
    {
        BOOST_TEST(row.find("state").text() == "held");
        BOOST_TEST(!row.find("key").text().starts_with("merge:"));
        BOOST_TEST(row.find("reason").text().find("details_list_spec_no") != std::string::npos,
                   row.find("reason").text());
    }
}

BOOST_AUTO_TEST_SUITE_END()
