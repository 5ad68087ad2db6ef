#include "Caller.h"

#include "ChinaTime.h"
#include "Text.h"
#include "Truth.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;

namespace
{

/** Saves the right bill of every eligible document, but the skipped one. */
void saveAll(Caller& caller, std::uint32_t skipped = 0xFFFFFFFF)
{
    caller.login();
    for (std::uint32_t i = 0; i < caller.world().size(); ++i)
    {
        if (caller.world().head(i).kind == DocumentClass::Eligible && i != skipped)
            BOOST_REQUIRE_EQUAL(errcode(caller.saveRight(i)), "0");
    }
}

JsonValue truth(Caller& caller)
{
    return caller.control("GET", "truth");
}

std::string replaced(std::string text, const std::string& old, const std::string& fresh)
{
    const std::size_t at = text.find(old);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), fresh);
}

/** A change of a right body and the reason the report must give. */
struct WrongCase
{
    const char* why;
    std::string (*change)(const World&, std::uint32_t, std::string);

    friend std::ostream& operator<<(std::ostream& out, const WrongCase& value) { return out << value.why; }
};

std::string otherDate(const World& world, std::uint32_t index, std::string body)
{
    return replaced(std::move(body), formatDate(world.stockinSeconds(index)), "2026-02-01");
}

std::string otherStore(const World& world, std::uint32_t index, std::string body)
{
    const auto& stores = world.catalog().stores();
    const std::size_t store = world.head(index).warehouse;
    return replaced(std::move(body), stores[store].id, stores[store == 0 ? 1 : 0].id);
}

std::string otherQuantity(const World&, std::uint32_t, std::string body)
{
    return replaced(std::move(body), "\"qty\":", "\"qty\":1");
}

std::string otherMaterial(const World& world, std::uint32_t index, std::string body)
{
    const auto& materials = world.catalog().materials();
    const std::uint32_t own = world.lines(index)[0].material;
    for (std::uint32_t i = 0; i < materials.size(); ++i)
    {
        if (i != own && materials[i].unit == materials[own].unit)
            return replaced(std::move(body), materials[own].id, materials[i].id);
    }
    return body;
}

std::string oneLineMore(const World&, std::uint32_t, std::string body)
{
    const std::size_t start = body.find("[{");
    const std::string line = body.substr(start + 1, body.find('}', start) - start);
    return replaced(std::move(body), "[{", "[" + line + ",{");
}

std::string notAudited(const World&, std::uint32_t, std::string body)
{
    return replaced(std::move(body), R"("operation_key":"audit",)", "");
}

const WrongCase kWrongCases[] = {{"bill_date", otherDate},    {"stock_id", otherStore},
                                 {"qty", otherQuantity},      {"material_id", otherMaterial},
                                 {"line_count", oneLineMore}, {"unaudited", notAudited}};

} // namespace

BOOST_AUTO_TEST_SUITE(truths)

BOOST_AUTO_TEST_CASE(everything_right)
{
    Caller caller;
    BOOST_TEST(truth(caller).string("verdict") == "wrong");
    saveAll(caller);
    const JsonValue report = truth(caller);
    BOOST_TEST(report.string("verdict") == "right");
    BOOST_TEST(report.integer("right", -1) == report.integer("eligible", -2));
    BOOST_TEST(report.integer("bills", -1) == report.integer("eligible", -2));
    const JsonValue& excluded = *report.find("excluded");
    std::int64_t sum = report.integer("eligible", 0);
    for (const auto& [name, value] : excluded.members)
        sum += *parseDigits(value.text);
    BOOST_TEST(sum == report.integer("documents", -1));
}

BOOST_AUTO_TEST_CASE(a_lost_document)
{
    Caller caller;
    const std::uint32_t index = caller.eligible(11);
    saveAll(caller, index);
    const JsonValue report = truth(caller);
    BOOST_TEST(report.string("verdict") == "wrong");
    BOOST_TEST(report.integer("lost_count", 0) == 1);
    BOOST_TEST(report.find("lost")->items.at(0).text == caller.world().orderNo(index));
}

BOOST_AUTO_TEST_CASE(a_doubled_document)
{
    Caller caller;
    saveAll(caller);
    const std::uint32_t index = caller.eligible(5);
    caller.saveRight(index);
    const JsonValue report = truth(caller);
    BOOST_TEST(report.string("verdict") == "wrong");
    BOOST_TEST(report.integer("doubled_count", 0) == 1);
    BOOST_TEST(report.find("doubled")->items.at(0).text == caller.world().orderNo(index));
    BOOST_TEST(report.integer("right", 0) == report.integer("eligible", 0) - 1);
}

BOOST_DATA_TEST_CASE(a_wrong_bill, boost::unit_test::data::make(kWrongCases), sample)
{
    Caller caller;
    const std::uint32_t index = caller.eligible(7);
    saveAll(caller, index);
    BOOST_REQUIRE_EQUAL(
        errcode(caller.save(sample.change(caller.world(), index, expectedBody(caller.world(), index)))), "0");
    const JsonValue report = truth(caller);
    BOOST_TEST(report.string("verdict") == "wrong");
    BOOST_REQUIRE_EQUAL(report.integer("wrong_count", 0), 1);
    BOOST_TEST(report.find("wrong")->items.at(0).string("order_no") == caller.world().orderNo(index));
    BOOST_TEST(report.find("wrong")->items.at(0).string("why") == sample.why);
}

BOOST_AUTO_TEST_CASE(unexpected_bills)
{
    Caller caller;
    saveAll(caller);
    const World& world = caller.world();
    const std::string right = expectedBody(world, caller.eligible(0));
    const std::string remark = expectedRemark(world, caller.eligible(0));
    std::vector<std::string> remarks = {"", "手工单", "旺店通盘盈单", "旺店通盘盈单RK2601050000000"};
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        if (world.head(i).kind == DocumentClass::ExcludedWarehouse)
        {
            remarks.push_back(expectedRemark(world, i));
            break;
        }
    }
    for (const std::string& text : remarks)
        BOOST_REQUIRE_EQUAL(errcode(caller.save(replaced(right, remark, text))), "0");
    const JsonValue report = truth(caller);
    BOOST_TEST(report.string("verdict") == "wrong");
    BOOST_TEST(report.integer("unexpected_count", 0) == 5);
    BOOST_TEST(report.find("unexpected")->items.at(1).text == "手工单");
    BOOST_TEST(report.integer("right", 0) == report.integer("eligible", -1));
}

BOOST_AUTO_TEST_CASE(deleted_bills_do_not_count)
{
    Caller caller;
    const std::uint32_t index = caller.eligible(0);
    saveAll(caller, index);
    const std::string body = replaced(expectedBody(caller.world(), index), R"("operation_key":"audit",)", "");
    const std::string id = caller.save(body).find("data")->find("ids")->items.at(0).text;
    caller.jdy("POST", "/jdy/v2/sys/common_operate", {},
               R"({"entity_number":"inv_check_gain_bill","operate_type":"delete","ids":[")" + id + "\"]}");
    caller.saveRight(index);
    BOOST_TEST(truth(caller).string("verdict") == "right");
}

BOOST_AUTO_TEST_CASE(a_range_looks_at_its_documents_only)
{
    Caller caller;
    const std::uint32_t index = caller.eligible(0);
    saveAll(caller, index);
    const std::string after = "truth?from=2026-01-06%2000:00:00&to=2026-01-07%2023:59:59";
    BOOST_TEST(caller.control("GET", after).string("verdict") == "right");
    const JsonValue first = caller.control("GET", "truth?from=2026-01-05+00:00:00&to=2026-01-05+23:59:59");
    BOOST_TEST(first.integer("lost_count", 0) == 1);
    BOOST_TEST(first.integer("documents", 0) < 500);
    BOOST_TEST(caller.control("GET", "truth?from=yesterday").find("error") != nullptr);
}

BOOST_AUTO_TEST_CASE(the_world_can_be_listed)
{
    Caller caller;
    const JsonValue list = caller.control("GET", "world?kind=eligible&limit=3");
    BOOST_REQUIRE_EQUAL(list.items.size(), 3U);
    BOOST_TEST(list.items[0].string("order_no") == caller.world().orderNo(caller.eligible(0)));
    BOOST_TEST(caller.control("GET", "world?kind=invalid&limit=100").items.size() >= 4U);
    BOOST_TEST(caller.control("GET", "world?limit=1000").items.size() == 500U);
    const JsonValue body =
        caller.control("GET", "expected?order_no=" + caller.world().orderNo(caller.eligible(0)));
    BOOST_TEST(body.string("remark") == expectedRemark(caller.world(), caller.eligible(0)));
}

BOOST_AUTO_TEST_SUITE_END()
