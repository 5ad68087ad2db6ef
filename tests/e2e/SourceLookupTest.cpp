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

// By the command that needs no configuration.
BOOST_AUTO_TEST_CASE(the_document_is_tried_by_itself)
{
    Rig rig;
    const std::string folder = rig.folder() + "/";
    writeFile(
        folder + "s.json",
        R"({"api":"a","effect":"QUERY","id":"no","request":[{"field":"s","value":"_findCollection find id from G where n='A'"},)"
        R"({"field":"u","value":"_findCollection find id from G where n='B'"}],)"
        R"("response":[{"field":"no"},{"field":"sku"}]})");
    const std::vector<std::string> map = {"plan", "map", folder + "s.json", "--dataset",
                                          "G=" + folder + "g.json"};
    writeFile(folder + "g.json", "");
    const Ended none = rig.run(map);
    BOOST_TEST(none.code == 1);
    BOOST_TEST(none.output.find("s: The data set G has no row whose n is \"A\"") == 0u, none.output);
    BOOST_TEST(none.output.find("\nu: The data set G") != std::string::npos, none.output);
    writeFile(folder + "g.json", R"([{"id":7,"n":"A"},{"id":8,"n":"B"}])");
    const Ended found = rig.run(map);
    BOOST_TEST(found.code == 0);
    BOOST_TEST(found.output.find(R"({"s":7,"u":8})") == 0u, found.output);
}

// Of a target that merges, the merged rows are what its paths are compared with; times are read as in a flow.
BOOST_AUTO_TEST_CASE(documents_are_checked_as_a_flow_takes_them)
{
    Rig rig;
    const std::string folder = rig.folder() + "/";
    const std::string begin = R"({"api":"a","id":"no","request":[{"field":"s","value":"x"}],"response":[)"
                              R"({"field":"no"},{"field":"sku"}],"omissionRemedy":{"crontab":")";
    const std::string end = R"( 2 * * *","takeOverRequest":[{"field":"s","value":"y"}]}})";
    writeFile(folder + "s.json", begin + "0" + end);
    writeFile(
        folder + "t.json",
        R"({"api":"a","operation":{"method":"merge","field":"no","bodyName":"l","body":["sku"]},"request":[)"
        R"({"field":"e","type":"array","value":"l","children":[{"field":"f","value":"{{l.sku}}"}]}]})");
    const Ended good = rig.run({"plan", "check", folder + "s.json", folder + "t.json"});
    BOOST_TEST(good.code == 0);
    BOOST_TEST(good.output.find("t.json: 0 errors, 0 warnings") != std::string::npos, good.output);
    writeFile(folder + "s.json", begin + "0 0" + end);
    const Ended bad = rig.run({"plan", "check", folder + "s.json"});
    BOOST_TEST(bad.code == 1);
    BOOST_TEST(bad.output.find("omissionRemedy.crontab") != std::string::npos, bad.output);
}

BOOST_AUTO_TEST_SUITE_END()
