#include "SalesWorld.h"

#include <boost/test/unit_test.hpp>

namespace duijie::e2e
{

namespace
{

std::string document(const std::string& side, const std::string& name)
{
    return "\"" + side + "_document\": \"" + EXAMPLES_DIR + "/" + name + "\"";
}

} // namespace

void addSales(Rig& rig, const std::string& flow, const std::string& folder, const std::string& more)
{
    const std::string config = readFile(rig.configFile());
    const std::size_t begin = config.find("\"jdy\": {");
    const std::size_t end = config.find('}', begin) + 1;
    std::string other = config.substr(begin, end - begin);
    other.replace(0, 8, R"("jdy_sales": { "natural_key": "bill_no",)");
    rig.editConfig("\"jdy\": {", other + ", \"jdy\": {");
    rig.editConfig("\"flows\": {", "\"flows\": { \"goods\": { \"source\": \"jdy_sales\", \"id\": "
                                   "\"b88a7889-af5d-3efd-aac4-d4960eae6748\", " +
                                       document("source", "sales-out/materials.json") + " }, \"" + flow +
                                       "\": { \"source\": \"wdt\", \"target\": \"jdy_sales\", \"start\": \"" +
                                       WorldStart + " 00:00:00\", \"settle_seconds\": 0, " + more +
                                       document("source", folder + "/source.json") + ", " +
                                       document("target", folder + "/target.json") + " }, ");
}

Json salesTruth(Rig& rig)
{
    return Json(rig.control("GET", "/_sandbox/truth?flow=sales"));
}

void checkSales(Rig& rig, const std::string& flow)
{
    const Json found = salesTruth(rig);
    const std::string whole(found.root().raw());
    BOOST_TEST(found.text({"verdict"}) == "right", whole);
    BOOST_TEST(found.number({"eligible"}) > 100, whole);
    BOOST_TEST(found.number({"right"}) == found.number({"eligible"}), whole);
    BOOST_TEST(found.number({"bills"}) == found.number({"eligible"}), whole);
    BOOST_TEST(found.number({"gift_lines"}) > 10, whole);
    const Ended audit = rig.run({"audit", flow, "--json"});
    BOOST_TEST(Json(audit.output).text({"verdict"}) == "right", audit.output << audit.errors);
}

} // namespace duijie::e2e
