// A source document whose parameters are looked up in the flow's reference data.
#include "Rig.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::e2e;

namespace
{

constexpr const char* Stores = "35c82f7f-bdef-3bc1-86e6-4654e14ff702"; // as the gain flow keeps them

// The gain flow's own document, asked for one store alone.
void askForStore(Rig& rig, const std::string& lookup)
{
    std::string document = readFile(std::string(PANYING_DIR) + "/source.json");
    const std::string list = R"("request": [)";
    document.insert(document.find(list) + list.size(),
                    R"({"field": "warehouse_no", "value": ")" + lookup + R"("},)");
    writeFile(rig.folder() + "/source.json", document);
}

std::string storeNamed(const std::string& name)
{
    return "_findCollection find number from " + std::string(Stores) + " where name='" + name + "'";
}

} // namespace

BOOST_AUTO_TEST_SUITE(source_lookup)

BOOST_AUTO_TEST_CASE(the_source_is_asked_with_what_is_found_and_not_at_all_without)
{
    Rig rig;
    rig.editConfig("\"settle_seconds\"", R"("source_document": "source.json", "settle_seconds")");
    askForStore(rig, storeNamed("不存在的仓"));
    const Ended refused = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(refused.code == 1, refused.output << refused.errors);
    BOOST_TEST((refused.output + refused.errors).find("warehouse_no") != std::string::npos,
               refused.output << refused.errors);
    BOOST_TEST(Json(refused.output).number({"calls", "poll"}) > 0, refused.output); // the reference data
    BOOST_TEST(Json(refused.output).number({"this_run", "fetched"}) == 0, refused.output);

    askForStore(rig, storeNamed("次仓"));
    const Ended read = rig.run({"sync", "panying", "--json"});
    BOOST_TEST(Json(read.output).text({"error"}).empty(), read.output << read.errors);
    const int64_t fetched = Json(read.output).number({"this_run", "fetched"});
    BOOST_TEST(fetched > 0, read.output);
    BOOST_TEST(fetched < rig.options.documents / 2, read.output);
    const Json truth(rig.control("GET", "/_sandbox/truth"));
    BOOST_TEST(truth.text({"verdict"}) != "right"); // those of other stores were not asked for
}

BOOST_AUTO_TEST_CASE(what_nobody_fills_is_told_before)
{
    Rig rig;
    rig.editConfig("\"settle_seconds\"", R"("source_document": "source.json", "settle_seconds")");
    askForStore(rig, storeNamed("次仓"));
    BOOST_TEST(rig.run({"validate"}).code == 0);
    askForStore(rig, "_findCollection find id from nobody where number='1'");
    const Ended refused = rig.run({"validate"});
    BOOST_TEST(refused.code == 2);
    BOOST_TEST((refused.output + refused.errors).find("nobody") != std::string::npos,
               refused.output << refused.errors);
}

BOOST_AUTO_TEST_SUITE_END()
