// Stock-outs of sales: which of them are answered, and what the report says of their bills.
#include "Caller.h"

#include "ChinaTime.h"
#include "Decimal.h"
#include "TradeSales.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;

namespace
{

const std::string kApi = "/jdy/v2/scm/sal_out_bound";

Options withSiblings()
{
    Options options = fixedOptions();
    options.behaviour.siblings = true;
    return options;
}

std::string plain(std::int64_t tenThousandths)
{
    std::string text;
    appendTenThousandths(text, tenThousandths);
    return text;
}

/** The right bill of a sale. */
std::string billOf(const World& world, const Sale& sale)
{
    const Catalog& catalog = world.catalog();
    std::string text;
    JsonOut out(text);
    out.beginObject().field("bill_date", formatDate(sale.consigned)).field("bill_no", sale.number);
    out.field("bill_source", "ISV").key("ignore_warn").boolean(true);
    out.field("customer_number", catalog.parties(PartyKind::Customer)[sale.shop].number);
    out.key("material_entity").beginArray();
    for (const SaleLine& line : sale.lines)
    {
        const Material& material = catalog.materials()[line.material];
        out.beginObject().field("material_number", material.number);
        out.field("stock_number", catalog.stores()[sale.store].number);
        out.field("unit_id", catalog.units()[material.unit].id);
        out.key("qty").raw(plain(line.quantity)).key("tax_price").raw(plain(line.price));
        out.key("is_free").boolean(line.price == 0).endObject();
    }
    out.endArray().endObject();
    return text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, from + " is not in " + text);
    return text.replace(at, from.size(), to);
}

Sale firstLeft(const World& world)
{
    std::uint32_t index = 0;
    while (!saleAt(world, index).left())
        ++index;
    return saleAt(world, index);
}

} // namespace

BOOST_AUTO_TEST_SUITE(sales)

BOOST_AUTO_TEST_CASE(rows_are_chosen_by_status_shop_warehouse_and_number)
{
    Caller caller(withSiblings());
    std::map<std::string, std::int64_t> expected;
    const Sale first = firstLeft(caller.world());
    const auto shop = [&](const Sale& sale)
    { return caller.world().catalog().parties(PartyKind::Customer)[sale.shop].number; };
    for (std::uint32_t i = 0; i < kSales; ++i)
    {
        const Sale sale = saleAt(caller.world(), i);
        ++expected[std::to_string(sale.status)];
        expected["left"] += sale.left() ? 1 : 0;
        expected["shop"] += sale.left() && sale.shop == first.shop ? 1 : 0;
        expected["store"] += sale.left() && sale.store == first.store ? 1 : 0;
    }
    const auto count = [&](Pairs more)
    {
        more["method"] = std::string(kTradeStockout);
        more["is_by_modified"] = "1"; // the first ones left before the days of the world
        return caller.wdtResponse(more).integer("total_count", -1);
    };
    BOOST_TEST(count({{"status", ""}}) == expected["left"]);
    BOOST_TEST(count({{"status", "5"}}) == expected["5"]);
    BOOST_TEST(expected["5"] > 5);
    BOOST_TEST(count({{"status", "95,105"}}) == expected["95"] + expected["105"]);
    BOOST_TEST(count({{"status", "95,105,110,113"}}) == expected["left"]);
    BOOST_TEST(count({{"status", ""}, {"shop_no", shop(first)}}) == expected["shop"]);
    BOOST_TEST(
        count({{"status", ""}, {"warehouse_no", caller.world().catalog().stores()[first.store].number}}) ==
        expected["store"]);
    BOOST_TEST(count({{"status", ""}, {"stockout_no", first.number}}) == 1);
}

BOOST_AUTO_TEST_CASE(the_report_knows_what_every_bill_should_be)
{
    Caller caller(withSiblings());
    caller.login();
    const auto report = [&] { return caller.control("GET", "truth?flow=sales"); };
    const std::int64_t eligible = report().integer("eligible", 0);
    BOOST_TEST(eligible > 100);
    BOOST_TEST(report().integer("lost_count", 0) == eligible);
    BOOST_TEST(report().string("verdict") == "wrong");
    for (std::uint32_t i = 0; i < kSales; ++i)
    {
        const Sale sale = saleAt(caller.world(), i);
        if (sale.left())
        {
            const JsonValue saved = parsed(caller.jdy("POST", kApi, {}, billOf(caller.world(), sale)).body);
            BOOST_REQUIRE_MESSAGE(errcode(saved) == "0", saved.string("description"));
        }
    }
    BOOST_TEST(report().string("verdict") == "right");
    BOOST_TEST(report().integer("right", 0) == eligible);
    BOOST_TEST(report().integer("drafts", 0) == eligible);
    const Sale first = firstLeft(caller.world());
    const std::string good = billOf(caller.world(), first);
    caller.jdy("POST", kApi, {}, replaced(good, first.number, "SOMETHING"));
    BOOST_TEST(report().integer("unexpected_count", 0) == 1);
}

BOOST_AUTO_TEST_CASE(what_differs_is_named)
{
    const std::pair<std::string, std::pair<std::string, std::string>> cases[] = {
        {"bill_source", {"\"ISV\"", "\"OTHER\""}},
        {"is_free", {"\"is_free\":false", "\"is_free\":true"}},
        {"tax_price", {"\"tax_price\":", "\"tax_price\":9"}},
        {"qty", {"\"qty\":", "\"qty\":9"}},
    };
    for (const auto& [why, change] : cases)
    {
        Caller caller(withSiblings());
        caller.login();
        const std::string bill = billOf(caller.world(), firstLeft(caller.world()));
        const JsonValue saved =
            parsed(caller.jdy("POST", kApi, {}, replaced(bill, change.first, change.second)).body);
        BOOST_REQUIRE_MESSAGE(errcode(saved) == "0", saved.string("description"));
        const JsonValue report = caller.control("GET", "truth?flow=sales");
        BOOST_TEST(report.integer("wrong_count", 0) == 1);
        BOOST_TEST(report.find("wrong")->items.at(0).string("why") == why);
    }
}

BOOST_AUTO_TEST_CASE(a_price_with_tax_is_a_price)
{
    Caller caller(withSiblings());
    caller.login();
    const std::string bill = billOf(caller.world(), firstLeft(caller.world()));
    const auto post = [&](const std::string& body)
    { return parsed(caller.jdy("POST", kApi, {}, body).body); };
    BOOST_TEST(post(replaced(bill, "\"tax_price\"", "\"x\"")).string("description").find("单价") !=
               std::string_view::npos);
    const Sale gift = saleAt(caller.world(), 2); // its first line is one
    BOOST_REQUIRE(gift.lines[0].price == 0);
    const std::string free = billOf(caller.world(), gift);
    BOOST_TEST(errcode(post(replaced(free, "\"ignore_warn\":true,", ""))) == "2016002000");
    BOOST_TEST(errcode(post(free)) == "0");
}

BOOST_AUTO_TEST_SUITE_END()
