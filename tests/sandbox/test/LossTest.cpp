#include "Caller.h"

#include "ChinaTime.h"
#include "DocumentText.h"
#include "Truth.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <set>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

const std::string kLossPath = "/jdy/v2/scm/inv_check_loss_bill";
const std::string kGainPath = "/jdy/v2/scm/inv_check_gail_bill";

JsonValue stockout(Caller& caller, Pairs change)
{
    change.try_emplace("method", "wdt.stockout.order.query");
    return caller.wdtResponse(change);
}

JsonValue list(const JsonValue& response)
{
    const JsonValue* rows = response.find("stockout_list");
    BOOST_REQUIRE(rows != nullptr);
    return *rows;
}

const World& losses(Caller& caller)
{
    return caller.sandbox().world(Flow::Loss);
}

std::uint32_t eligibleLoss(Caller& caller, std::size_t n = 0)
{
    const World& world = losses(caller);
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        if (world.head(i).kind == DocumentClass::Eligible && n-- == 0)
            return i;
    }
    BOOST_FAIL("too few eligible losses");
    return 0;
}

JsonValue post(Caller& caller, const std::string& path, const std::string& body)
{
    return parsed(caller.jdy("POST", path, {}, body).body);
}

void saveAllLosses(Caller& caller, std::uint32_t skipped = 0xFFFFFFFF)
{
    caller.login();
    const World& world = losses(caller);
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        if (world.head(i).kind == DocumentClass::Eligible && i != skipped)
            BOOST_REQUIRE_EQUAL(errcode(post(caller, kLossPath, expectedBody(world, i))), "0");
    }
}

JsonValue lossTruth(Caller& caller)
{
    return caller.control("GET", "truth?flow=loss");
}

/** Changed parameters and a part of the text WDT answers. */
struct BusinessCase
{
    Pairs change;
    const char* text;

    friend std::ostream& operator<<(std::ostream& out, const BusinessCase& value)
    {
        return out << value.text;
    }
};

const BusinessCase kBusinessCases[] = {
    {{{"start_time", ""}}, "不能为空"},          {{{"end_time", "2026-02-04 00:00:01"}}, "30天"},
    {{{"status", "80"}}, "status不合法"},        {{{"status", "95,110"}}, "status不合法"},
    {{{"order_type", "1"}}, "order_type不合法"}, {{{"order_type", "6"}}, "order_type不合法"},
    {{{"page_size", "101"}}, "page_size不合法"}, {{{"page_size", "0"}}, "page_size不合法"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(losses_flow)

BOOST_AUTO_TEST_CASE(the_stock_in_world_does_not_depend_on_losses)
{
    const auto text = [](std::uint32_t documents)
    {
        Options options = fixedOptions();
        options.world.losses = documents;
        const World world(options.world);
        std::string all;
        for (std::uint32_t i = 0; i < world.size(); ++i)
            appendDocument(all, world, i);
        return all;
    };
    BOOST_TEST((text(10) == text(900)));
    Caller caller;
    BOOST_TEST(losses(caller).size() == 250U);
    Caller again;
    std::string first;
    std::string second;
    appendDocument(first, losses(caller), 100);
    appendDocument(second, losses(again), 100);
    BOOST_TEST(first == second);
}

BOOST_DATA_TEST_CASE(business_refusals, data::make(kBusinessCases), sample)
{
    Caller caller;
    const JsonValue response = stockout(caller, sample.change);
    BOOST_TEST(response.string("flag") == "failure");
    BOOST_TEST(response.string("sub_message").find(sample.text) != std::string_view::npos);
}

BOOST_DATA_TEST_CASE(pages_give_each_document_once, data::make({1, 7, 40, 100}), size)
{
    Caller caller;
    const World& world = losses(caller);
    std::set<std::string> expected;
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        if (world.head(i).orderType == 4 && world.head(i).status >= 95)
            expected.insert(world.stockinNo(i));
    }
    std::set<std::string> found;
    const auto step = static_cast<std::size_t>(size);
    for (std::size_t page = 0; page * step < expected.size(); ++page)
    {
        const JsonValue response =
            stockout(caller, {{"page_no", std::to_string(page)}, {"page_size", std::to_string(size)}});
        BOOST_REQUIRE_EQUAL(response.find("total_count") != nullptr, page == 0);
        for (const JsonValue& row : list(response).items)
            BOOST_REQUIRE(found.emplace(row.string("stockout_no")).second);
    }
    BOOST_TEST((found == expected));
    BOOST_TEST(list(stockout(caller, {})).items.size() == 40U);
}

BOOST_AUTO_TEST_CASE(statuses_choose_the_time)
{
    Caller caller;
    std::set<std::string> statuses;
    for (const JsonValue& row : list(stockout(caller, {{"page_size", "100"}})).items)
    {
        statuses.insert(row.find("status")->text);
        BOOST_TEST(row.string("consign_time").starts_with("2026-01-0"));
        BOOST_TEST(row.string("modified") >= row.string("consign_time"));
    }
    for (const std::string& status : statuses)
        BOOST_TEST((status == "95" || status == "110"));
    const JsonValue cancelled = stockout(caller, {{"status", "5"}, {"order_type", ""}});
    for (const JsonValue& row : list(cancelled).items)
    {
        BOOST_TEST(row.find("status")->text == "5");
        BOOST_TEST(row.string("consign_time") == "0000-00-00 00:00:00");
        BOOST_TEST(row.string("modified").starts_with("2026-01-0"));
    }
    const std::uint32_t index = eligibleLoss(caller, 3);
    const std::string second = formatTime(losses(caller).modified(index));
    for (const JsonValue& row :
         list(stockout(caller, {{"start_time", second}, {"end_time", second}, {"page_size", "100"}})).items)
        BOOST_TEST(row.string("consign_time") == second);
}

BOOST_AUTO_TEST_CASE(look_up_by_number)
{
    Caller caller;
    const std::uint32_t index = eligibleLoss(caller);
    const std::string number = losses(caller).stockinNo(index);
    const JsonValue found = stockout(caller, {{"stockout_no", number}, {"start_time", ""}, {"end_time", ""}});
    BOOST_REQUIRE_EQUAL(list(found).items.size(), 1U);
    BOOST_TEST(list(found).items[0].string("order_no") == number);
    BOOST_TEST(list(found).items[0].find("stockout_id") != nullptr);
    BOOST_TEST(!list(found).items[0].find("details_list")->items.empty());
    const std::string source = losses(caller).srcOrderNo(index);
    BOOST_TEST(list(stockout(caller, {{"src_order_no", source}, {"start_time", ""}})).items.size() == 1U);
}

BOOST_AUTO_TEST_CASE(everything_right)
{
    Caller caller;
    const std::string before = truthReport(caller.world(), caller.sandbox().book(), {});
    BOOST_TEST(lossTruth(caller).string("verdict") == "wrong");
    saveAllLosses(caller);
    const JsonValue report = lossTruth(caller);
    BOOST_TEST(report.string("verdict") == "right");
    BOOST_TEST(report.integer("right", -1) == report.integer("eligible", -2));
    BOOST_TEST(report.integer("documents", 0) == 250);
    for (const char* name : {"warehouse", "other_type", "other_status", "unknown_goods", "invalid"})
        BOOST_TEST(report.find("excluded")->integer(name, 0) > 0, name);
    BOOST_TEST(truthReport(caller.world(), caller.sandbox().book(), {}) == before);
}

BOOST_AUTO_TEST_CASE(lost_doubled_unexpected_unaudited)
{
    Caller caller;
    const std::uint32_t lost = eligibleLoss(caller, 4);
    saveAllLosses(caller, lost);
    const World& world = losses(caller);
    post(caller, kLossPath, expectedBody(world, eligibleLoss(caller, 5)));
    std::string foreign = expectedBody(world, eligibleLoss(caller, 6));
    foreign.replace(foreign.find("盘亏"), std::string("盘亏").size(), "盘盈");
    BOOST_REQUIRE_EQUAL(errcode(post(caller, kLossPath, foreign)), "0");
    const JsonValue report = lossTruth(caller);
    BOOST_TEST(report.find("lost")->items.at(0).text == world.orderNo(lost));
    BOOST_TEST(report.integer("doubled_count", 0) == 1);
    BOOST_TEST(report.integer("unexpected_count", 0) == 1);
    Caller other;
    other.login();
    other.control("POST", "faults",
                  R"([{"path":"/jdy/v2/scm/inv_check_loss_bill","method":"POST","kind":"audit_fails"}])");
    BOOST_TEST(errcode(post(other, kLossPath, expectedBody(losses(other), eligibleLoss(other)))) ==
               "2016002000");
    BOOST_TEST(lossTruth(other).integer("unaudited_count", 0) == 1);
}

BOOST_AUTO_TEST_CASE(a_number_is_unique_within_one_book)
{
    Caller caller;
    caller.login();
    const auto numbered = [&](const World& world, std::uint32_t index)
    { return R"({"bill_no":"P-1",)" + expectedBody(world, index).substr(1); };
    BOOST_TEST(errcode(post(caller, kGainPath, numbered(caller.world(), caller.eligible(0)))) == "0");
    BOOST_TEST(errcode(post(caller, kLossPath, numbered(losses(caller), eligibleLoss(caller)))) == "0");
    const JsonValue twice = post(caller, kLossPath, numbered(losses(caller), eligibleLoss(caller, 1)));
    BOOST_TEST(errcode(twice) == "1030002002");
    BOOST_TEST(twice.string("description").find("组合值重复") != std::string_view::npos);
    const JsonValue detail =
        *parsed(caller.jdy("GET", kLossPath + "_detail", {{"number", "P-1"}}).body).find("data");
    const JsonValue gain =
        *parsed(caller.jdy("GET", kGainPath + "_detail", {{"number", "P-1"}}).body).find("data");
    BOOST_TEST(detail.string("id") != gain.string("id"));
    const auto operate = [&](const std::string& entity)
    {
        return errcode(post(caller, "/jdy/v2/sys/common_operate",
                            R"({"entity_number":")" + entity + R"(","operate_type":"unaudit","ids":[")" +
                                std::string(detail.string("id")) + "\"]}"));
    };
    BOOST_TEST(operate("inv_check_gain_bill") == "1030002003");
    BOOST_TEST(operate("inv_check_loss_bill") == "0");
    BOOST_TEST(
        parsed(caller.jdy("GET", kLossPath, {{"bill_status", "Z"}}).body).find("data")->integer("count", 0) ==
        1);
}

BOOST_AUTO_TEST_CASE(controls_know_the_flow)
{
    Caller caller;
    const JsonValue shown = caller.control("GET", "world?flow=loss&kind=eligible&limit=2");
    BOOST_REQUIRE_EQUAL(shown.items.size(), 2U);
    const std::string number(shown.items[0].string("order_no"));
    BOOST_TEST(number.starts_with("CK"));
    BOOST_TEST(shown.items[0].find("stockout_id") != nullptr);
    const JsonValue body = caller.control("GET", "expected?flow=loss&order_no=" + number);
    BOOST_TEST(body.string("remark") == "旺店通盘亏单" + number);
    for (const std::string call : {"truth", "world", "expected"})
        BOOST_TEST(caller.control("GET", call + "?flow=other").find("error") != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
