#include "Caller.h"

#include "Truth.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

Options special()
{
    Options options = fixedOptions();
    options.world.documents = 2000;
    options.world.specialGoods = 8;
    return options;
}

/** Leaves the member out of the body, by another name the save does not know. */
std::string without(std::string body, const std::string& name)
{
    const std::string old = "\"" + name + "\":";
    const std::size_t at = body.find(old);
    return at == std::string::npos ? body : body.replace(at, old.size(), "\"unknown\":");
}

const std::pair<const char*, const char*> kNeeds[] = {{"batch_no", "批号"},
                                                      {"kf_date", "生产日期"},
                                                      {"sn_list", "序列号"},
                                                      {"aux_prop_id", "辅助属性"},
                                                      {"sp_id", "仓位"}};

std::vector<std::uint32_t> specials(const World& world)
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        if (world.head(i).kind == DocumentClass::SpecialGoods)
            found.push_back(i);
    }
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(special_goods)

BOOST_AUTO_TEST_CASE(none_by_default)
{
    Caller caller;
    BOOST_TEST(specials(caller.world()).empty());
    BOOST_TEST(caller.control("GET", "truth").find("excluded")->find("special_goods") == nullptr);
}

BOOST_AUTO_TEST_CASE(lines_without_what_they_need_are_refused)
{
    Caller caller(special());
    caller.login();
    const World& world = caller.world();
    std::set<std::string> seen;
    BOOST_TEST(specials(world).size() > 20U);
    for (const std::uint32_t index : specials(world))
    {
        const std::string body = expectedBody(world, index);
        for (const auto& [name, text] : kNeeds)
        {
            if (body.find("\"" + std::string(name) + "\"") == std::string::npos)
                continue;
            const JsonValue refused = caller.save(without(body, name));
            BOOST_REQUIRE_EQUAL(errcode(refused), "1030002000");
            BOOST_REQUIRE(refused.string("description").find(text) != std::string_view::npos);
            seen.emplace(name);
        }
    }
    BOOST_TEST(seen.size() == 5U);
}

BOOST_AUTO_TEST_CASE(they_may_be_left_out_or_be_posted_right)
{
    Caller caller(special());
    caller.login();
    const World& world = caller.world();
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        if (world.head(i).kind == DocumentClass::Eligible)
            caller.saveRight(i);
    }
    JsonValue report = caller.control("GET", "truth");
    BOOST_TEST(report.string("verdict") == "right");
    const auto all = specials(world);
    BOOST_TEST(report.find("excluded")->integer("special_goods", 0) == static_cast<std::int64_t>(all.size()));
    for (const std::uint32_t index : all)
        BOOST_REQUIRE_EQUAL(errcode(caller.saveRight(index)), "0");
    report = caller.control("GET", "truth");
    BOOST_TEST(report.string("verdict") == "right");
    BOOST_TEST(report.integer("right", 0) ==
               report.integer("eligible", 0) + static_cast<std::int64_t>(all.size()));
}

BOOST_AUTO_TEST_CASE(a_wrong_batch_is_wrong)
{
    Caller caller(special());
    caller.login();
    for (const std::uint32_t index : specials(caller.world()))
    {
        std::string body = expectedBody(caller.world(), index);
        const std::size_t at = body.find("\"batch_no\":\"");
        if (at == std::string::npos)
            continue;
        body.insert(at + 12, "X");
        BOOST_REQUIRE_EQUAL(errcode(caller.save(body)), "0");
        const JsonValue report = caller.control("GET", "truth");
        BOOST_REQUIRE_EQUAL(report.integer("wrong_count", 0), 1);
        BOOST_TEST(report.find("wrong")->items.at(0).string("why") == "batch_no");
        return;
    }
    BOOST_FAIL("no document with a batch");
}

BOOST_AUTO_TEST_CASE(base_data_tells_what_they_need)
{
    Caller caller(special());
    caller.login();
    const Catalog& catalog = caller.world().catalog();
    std::set<std::string> seen;
    for (std::uint32_t k = 0; k < 4; ++k)
    {
        const JsonValue row = *parsed(caller
                                          .jdy("GET", "/jdy/v2/bd/material_detail",
                                               {{"id", catalog.materials()[catalog.firstSpecial() + k].id}})
                                          .body)
                                   .find("data");
        for (const char* name : {"is_batch", "is_kf_period", "is_serial", "is_asst_attr"})
        {
            if (row.find(name)->is(JsonValue::Kind::True))
                seen.emplace(name);
        }
    }
    BOOST_TEST(seen.size() == 4U);
    const JsonValue store =
        *parsed(caller.jdy("GET", "/jdy/v2/bd/store_detail", {{"number", "WH12"}}).body).find("data");
    BOOST_TEST(store.find("is_allow_freight")->is(JsonValue::Kind::True));
    BOOST_TEST(store.string("enable") == "1");
}

BOOST_DATA_TEST_CASE(small_tables, data::make({"department", "customer", "supplier", "emp", "spaces"}), kind)
{
    Caller caller;
    caller.login();
    const std::string path = std::string("/jdy/v2/bd/") + kind;
    const std::string detail = path == "/jdy/v2/bd/spaces" ? "/jdy/v2/bd/space_detail" : path + "_detail";
    const JsonValue data = *parsed(caller.jdy("GET", path).body).find("data");
    BOOST_TEST(data.find("count")->is(JsonValue::Kind::String));
    BOOST_TEST(data.find("rows")->items.size() >= 3U);
    for (const JsonValue& row : data.find("rows")->items)
    {
        const std::string number(row.string("number"));
        const JsonValue one = parsed(caller.jdy("GET", detail, {{"number", number}}).body);
        BOOST_TEST(one.find("data")->string("id") == row.string("id"));
    }
    BOOST_TEST(errcode(parsed(caller.jdy("GET", detail, {{"number", "none"}}).body)) == "1030002003");
}

BOOST_AUTO_TEST_CASE(units_of_materials)
{
    Caller caller;
    caller.login();
    const auto& materials = caller.world().catalog().materials();
    const std::string ids = "[" + materials[0].id + "," + materials[1].id + "]";
    const JsonValue data =
        *parsed(caller.jdy("GET", "/jdy/v2/bd/material_unit", {{"material_id", ids}}).body).find("data");
    std::set<std::string> found;
    for (const JsonValue& row : data.find("rows")->items)
    {
        found.emplace(row.string("material_id"));
        const JsonValue one = parsed(
            caller.jdy("GET", "/jdy/v2/bd/material_unit_detail", {{"id", std::string(row.string("id"))}})
                .body);
        BOOST_TEST(one.find("data")->string("unit_id") == row.string("unit_id"));
    }
    BOOST_TEST((found == std::set<std::string>{materials[0].id, materials[1].id}));
    const JsonValue all =
        *parsed(caller.jdy("GET", "/jdy/v2/bd/material_unit", {{"un_page", "1"}}).body).find("data");
    BOOST_TEST(all.find("rows")->items.size() >= 200U);
}

BOOST_AUTO_TEST_SUITE_END()
