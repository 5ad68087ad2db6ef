#include "Caller.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

const std::string kMaterials = "/jdy/v2/bd/material";

JsonValue listData(Caller& caller, const std::string& path, const Pairs& query)
{
    const JsonValue answer = parsed(caller.jdy("GET", path, query).body);
    BOOST_REQUIRE_EQUAL(errcode(answer), "0");
    return *answer.find("data");
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_data)

BOOST_AUTO_TEST_CASE(pages_of_a_hundred_give_all)
{
    Caller caller;
    caller.login();
    std::set<std::string> numbers;
    const JsonValue first = listData(caller, kMaterials, {{"page_size", "100"}, {"enable", "-1"}});
    BOOST_TEST(first.find("count")->is(JsonValue::Kind::String));
    BOOST_TEST(first.string("count") == "200");
    BOOST_TEST(first.integer("total_page", 0) == 2);
    for (const std::string page : {"1", "2"})
    {
        const JsonValue rows =
            listData(caller, kMaterials, {{"page", page}, {"page_size", "100"}, {"enable", "-1"}});
        for (const JsonValue& row : rows.find("rows")->items)
            numbers.emplace(row.string("number"));
    }
    BOOST_TEST(numbers.size() == 200U);
}

BOOST_AUTO_TEST_CASE(larger_pages_are_cut_in_silence)
{
    Caller caller;
    caller.login();
    const JsonValue cut = listData(caller, kMaterials, {{"page_size", "1000"}, {"enable", "-1"}});
    BOOST_TEST(cut.find("rows")->items.size() == 100U);
    BOOST_TEST(cut.integer("total_page", 0) == 1);
    BOOST_TEST(cut.string("count") == "200");
    BOOST_TEST(cut.integer("current_page_size", 0) == 100);
    BOOST_TEST(listData(caller, kMaterials, {}).find("rows")->items.size() == 10U);
}

BOOST_AUTO_TEST_CASE(filters)
{
    Caller caller;
    caller.login();
    BOOST_TEST(listData(caller, kMaterials, {}).string("count") == "196");
    BOOST_TEST(listData(caller, kMaterials, {{"enable", "0"}}).string("count") == "4");
    const JsonValue found = listData(caller, kMaterials, {{"search", "毛巾"}});
    BOOST_TEST(!found.find("rows")->items.empty());
    for (const JsonValue& row : found.find("rows")->items)
        BOOST_TEST(row.string("name").find("毛巾") != std::string_view::npos);
    const std::string later = std::to_string(caller.world().startSeconds() * 1000);
    BOOST_TEST(listData(caller, kMaterials, {{"modify_start_time", later}}).string("count") == "0");
    BOOST_TEST(listData(caller, kMaterials, {{"modify_end_time", later}}).string("count") == "196");
    BOOST_TEST(errcode(parsed(caller.jdy("GET", kMaterials, {{"modify_end_time", "2026-01-05"}}).body)) ==
               "1030002006");
    BOOST_TEST(errcode(parsed(caller.jdy("GET", kMaterials, {{"page", "0"}}).body)) == "1030002006");
}

BOOST_DATA_TEST_CASE(details_by_number_and_id, data::make({"material", "store", "measure_unit"}), kind)
{
    Caller caller;
    caller.login();
    const std::string path = std::string("/jdy/v2/bd/") + kind;
    const JsonValue rows = listData(caller, path, {{"page_size", "100"}});
    for (const JsonValue& row : rows.find("rows")->items)
    {
        const std::string number(row.string("number"));
        const JsonValue byNumber = listData(caller, path + "_detail", {{"number", number}});
        BOOST_REQUIRE_EQUAL(byNumber.string("id"), row.string("id"));
        const JsonValue byId = listData(caller, path + "_detail", {{"id", std::string(row.string("id"))}});
        BOOST_REQUIRE_EQUAL(byId.string("number"), number);
    }
    const JsonValue missing = parsed(caller.jdy("GET", path + "_detail", {{"number", "无 A+B"}}).body);
    BOOST_TEST(errcode(missing) == "1030002003");
    BOOST_TEST(missing.string("description") == "参数number[无 A+B]不存在");
    BOOST_TEST(errcode(parsed(caller.jdy("GET", path + "_detail").body)) == "1030002000");
}

BOOST_AUTO_TEST_SUITE_END()
