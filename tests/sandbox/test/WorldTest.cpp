#include "Caller.h"

#include "ChinaTime.h"
#include "Decimal.h"
#include "DocumentText.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;

namespace
{

WorldOptions small(std::uint64_t seed, std::uint32_t documents = 500)
{
    WorldOptions options;
    options.seed = seed;
    options.documents = documents;
    options.start = "2026-01-05";
    return options;
}

std::string wholeText(const World& world)
{
    std::string text;
    for (std::uint32_t i = 0; i < world.size(); ++i)
        appendDocument(text, world, i);
    return text;
}

JsonValue row(const World& world, std::uint32_t index)
{
    std::string text;
    appendDocument(text, world, index);
    return parsed(text);
}

} // namespace

BOOST_AUTO_TEST_SUITE(worlds)

BOOST_AUTO_TEST_CASE(same_options_same_world)
{
    const World first(small(7));
    const World second(small(7));
    const World other(small(8));
    BOOST_TEST((wholeText(first) == wholeText(second)));
    BOOST_TEST((wholeText(first) != wholeText(other)));
    BOOST_TEST(first.catalog().materials()[3].id == second.catalog().materials()[3].id);
    BOOST_TEST(first.catalog().materials()[3].id != other.catalog().materials()[3].id);
}

BOOST_AUTO_TEST_CASE(impossible_options_are_refused)
{
    WorldOptions options = small(1);
    options.start = "2026-13-01";
    BOOST_CHECK_THROW(World{options}, std::invalid_argument);
    options = small(1, 0);
    BOOST_CHECK_THROW(World{options}, std::invalid_argument);
}

BOOST_DATA_TEST_CASE(promised_content, boost::unit_test::data::make({1, 2, 3, 99}), seed)
{
    const World world(small(static_cast<std::uint64_t>(seed)));
    std::map<DocumentClass, int> classes;
    std::map<Oddity, int> invalid;
    std::set<int> types;
    std::set<int> statuses;
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        const DocumentHead& head = world.head(i);
        ++classes[head.kind];
        if (head.kind == DocumentClass::Invalid)
            ++invalid[head.oddity];
        types.insert(head.orderType);
        statuses.insert(head.status);
        BOOST_REQUIRE(head.lines <= 20);
        BOOST_REQUIRE(head.lines > 0 || head.oddity == Oddity::NoLines);
    }
    for (const int type : {1, 2, 4, 6})
        BOOST_TEST(types.contains(type));
    for (const int status : {10, 20, 30, 60, 80})
        BOOST_TEST(statuses.contains(status));
    BOOST_TEST(classes.size() == 6U);
    BOOST_TEST(invalid.size() == 4U);
    BOOST_TEST(classes[DocumentClass::Eligible] > 300);
}

BOOST_AUTO_TEST_CASE(modified_times_rise_and_come_in_bursts)
{
    const World world(small(1));
    std::uint32_t longest = 1;
    std::uint32_t run = 1;
    for (std::uint32_t i = 1; i < world.size(); ++i)
    {
        BOOST_REQUIRE(world.modified(i) >= world.modified(i - 1));
        run = world.modified(i) == world.modified(i - 1) ? run + 1 : 1;
        longest = std::max(longest, run);
    }
    BOOST_TEST(longest >= 3U);
    BOOST_TEST(formatDate(world.modified(0)) == "2026-01-05");
    BOOST_TEST(formatDate(world.modified(world.size() - 1)) == "2026-01-07");
}

BOOST_AUTO_TEST_CASE(rows_mix_types_and_stay_exact)
{
    const World world(small(1));
    std::set<JsonValue::Kind> idKinds;
    std::set<JsonValue::Kind> statusKinds;
    std::set<JsonValue::Kind> countKinds;
    std::size_t bytes = 0;
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        const JsonValue document = row(world, i);
        idKinds.insert(document.find("stockin_id")->kind);
        statusKinds.insert(document.find("status")->kind);
        const auto lines = world.lines(i);
        const auto& shown = document.find("details_list")->items;
        BOOST_REQUIRE_EQUAL(shown.size(), lines.size());
        for (std::size_t k = 0; k < lines.size(); ++k)
        {
            countKinds.insert(shown[k].find("goods_count")->kind);
            std::string exact;
            appendTenThousandths(exact, lines[k].quantity);
            BOOST_REQUIRE_EQUAL(*canonicalDecimal(shown[k].find("goods_count")->text), exact);
        }
        std::string text;
        appendDocument(text, world, i);
        bytes += text.size();
    }
    BOOST_TEST(idKinds.size() == 2U);
    BOOST_TEST(statusKinds.size() == 2U);
    BOOST_TEST(countKinds.size() == 2U);
    const std::size_t mean = bytes / world.size();
    BOOST_TEST(mean > 5500U);
    BOOST_TEST(mean < 7500U);
    BOOST_TEST(row(world, 0).members.size() >= 38U);
}

BOOST_AUTO_TEST_CASE(oddities_show_in_the_rows)
{
    const World world(small(1));
    std::set<Oddity> seen;
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        const JsonValue document = row(world, i);
        const Oddity oddity = world.head(i).oddity;
        const auto& lines = document.find("details_list")->items;
        const auto goods = [&](std::string_view start)
        {
            return std::any_of(lines.begin(), lines.end(),
                               [&](const JsonValue& line) {
                                   return start.empty() ? line.string("goods_no").empty()
                                                        : line.string("goods_no").starts_with(start);
                               });
        };
        BOOST_REQUIRE_EQUAL(document.string("order_no").empty(), oddity == Oddity::EmptyOrderNo);
        BOOST_REQUIRE_EQUAL(document.string("stockin_time").empty(), oddity == Oddity::EmptyStockinTime);
        BOOST_REQUIRE_EQUAL(lines.empty(), oddity == Oddity::NoLines);
        BOOST_REQUIRE_EQUAL(goods(""), oddity == Oddity::EmptyGoodsNo);
        BOOST_REQUIRE_EQUAL(goods("SPU-U"), oddity == Oddity::UnknownGoods);
        seen.insert(oddity);
    }
    BOOST_TEST(seen.size() == 6U);
}

BOOST_AUTO_TEST_CASE(numbers_find_their_document)
{
    const World world(small(1));
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        BOOST_REQUIRE(world.findStockin(world.stockinNo(i)) == i);
        BOOST_REQUIRE(world.findSource(world.srcOrderNo(i)) == i);
    }
    BOOST_TEST(!world.findStockin("RK2601050000000").has_value());
    BOOST_TEST(!world.findStockin("RK2501050000001").has_value());
    BOOST_TEST(!world.findStockin("x").has_value());
}

BOOST_AUTO_TEST_CASE(catalog_is_consistent)
{
    WorldOptions options = small(5);
    options.materials = 50000;
    const World world(options);
    const Catalog& catalog = world.catalog();
    std::set<std::string> ids;
    for (std::size_t i = 0; i < catalog.materials().size(); ++i)
    {
        const Material& material = catalog.materials()[i];
        BOOST_REQUIRE(material.id.size() >= 18);
        ids.insert(material.id);
        BOOST_REQUIRE_EQUAL(catalog.materialByNumber(material.number), static_cast<std::int64_t>(i));
    }
    BOOST_TEST(ids.size() == 50000U);
    BOOST_TEST(catalog.stores().size() == 12U);
    BOOST_TEST(catalog.storeByNumber("WH2024052601") == catalog.excludedStore());
    for (const std::string& goods : Catalog::unknownGoods())
        BOOST_TEST(catalog.materialByNumber(goods) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
