#include "Caller.h"

#include "ChinaTime.h"
#include "Truth.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <set>
#include <unistd.h>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

const std::string kGain = "/jdy/v2/scm/inv_check_gail_bill";

/** The document numbers of the whole world, page by page; `between` runs after each page. */
template <typename Between>
std::vector<std::string> walk(Caller& caller, const Pairs& change, Between between)
{
    const bool loss = change.contains("method");
    std::vector<std::string> numbers;
    for (int page = 0;; ++page)
    {
        Pairs query = change;
        query["page_no"] = std::to_string(page);
        const JsonValue response = caller.wdtResponse(query);
        const JsonValue* rows = response.find(loss ? "stockout_list" : "stockin_list");
        if (rows == nullptr)
            return numbers;
        for (const JsonValue& row : rows->items)
            numbers.emplace_back(row.string(loss ? "stockout_no" : "stockin_no"));
        between();
    }
}

std::set<std::string> unique(const std::vector<std::string>& numbers)
{
    return {numbers.begin(), numbers.end()};
}

void saveAll(Caller& caller)
{
    caller.login();
    for (std::uint32_t i = 0; i < caller.world().size(); ++i)
    {
        if (caller.world().head(i).kind == DocumentClass::Eligible)
            BOOST_REQUIRE_EQUAL(errcode(caller.saveRight(i)), "0");
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(changes)

BOOST_AUTO_TEST_CASE(modified_documents_shift_the_pages)
{
    Caller caller;
    const auto quiet = walk(caller, {}, [] {});
    const auto moving = walk(caller, {}, [&] { caller.control("POST", "modify", R"({"count":20})"); });
    // Now lies behind the window, so what is modified leaves it and forward pages skip rows.
    BOOST_TEST(unique(moving).size() < unique(quiet).size());
    const Pairs later = {{"end_time", formatTime(caller.nowMs() / 1000)}, {"page_size", "100"}};
    BOOST_TEST((unique(walk(caller, later, [] {})) == unique(quiet)));
    BOOST_TEST(walk(caller, later, [] {}).size() == quiet.size());
}

BOOST_DATA_TEST_CASE(rows_stay_in_order_and_whole, data::make({"gain", "loss"}), flow)
{
    Caller caller;
    const bool loss = std::string(flow) == "loss";
    const Pairs change = loss ? Pairs{{"method", "wdt.stockout.order.query"}, {"page_size", "100"}}
                              : Pairs{{"page_size", "100"}};
    const auto before = walk(caller, change, [] {});
    const JsonValue done =
        caller.control("POST", "modify", std::string(R"({"count":60,"seconds":40,"flow":")") + flow + "\"}");
    BOOST_TEST(done.integer("count", 0) == 60);
    BOOST_TEST(done.find("documents")->items.size() == 60U);
    const auto after = walk(caller, change, [] {});
    BOOST_TEST((before != after));
    BOOST_TEST((unique(before) == unique(after)));
    std::string last;
    for (int page = 0; page < 3; ++page)
    {
        Pairs query = change;
        query["page_no"] = std::to_string(page);
        const JsonValue response = caller.wdtResponse(query);
        const JsonValue* rows = response.find(loss ? "stockout_list" : "stockin_list");
        if (rows == nullptr)
            break;
        for (const JsonValue& row : rows->items)
        {
            const auto time = row.string(loss ? "consign_time" : "modified");
            BOOST_REQUIRE(time >= last);
            last = time;
        }
    }
}

BOOST_AUTO_TEST_CASE(bills_already_written_stay_right)
{
    Caller caller;
    saveAll(caller);
    for (int i = 0; i < 5; ++i)
        caller.control("POST", "modify", R"({"count":200})");
    BOOST_TEST(caller.control("GET", "truth").string("verdict") == "right");
    const std::string before = "truth?from=2026-01-05+00:00:00&to=2026-01-07+23:59:59";
    BOOST_TEST(caller.control("GET", before).integer("documents", 500) < 500);
    const JsonValue wrong = caller.control("POST", "modify", R"({"amount":3})");
    BOOST_TEST(wrong.find("error") != nullptr);
}

BOOST_AUTO_TEST_CASE(a_restart_keeps_what_was_modified)
{
    char name[] = "/tmp/sandbox-changes-XXXXXX";
    ::close(::mkstemp(name));
    Options options = fixedOptions();
    options.journal = name;
    std::vector<std::string> before;
    const Pairs wide = {{"end_time", "2026-01-20 00:00:00"}};
    {
        Caller caller(options);
        caller.control("POST", "modify", R"({"count":30})");
        caller.control("POST", "reset");
        caller.control("POST", "modify", R"({"count":30})");
        caller.login();
        const World& losses = caller.sandbox().world(Flow::Loss);
        std::uint32_t index = 0;
        while (losses.head(index).kind != DocumentClass::Eligible)
            ++index;
        BOOST_TEST(errcode(parsed(
                       caller.jdy("POST", "/jdy/v2/scm/inv_check_loss_bill", {}, expectedBody(losses, index))
                           .body)) == "0");
        before = walk(caller, wide, [] {});
    }
    Caller again(options);
    BOOST_TEST((walk(again, wide, [] {}) == before));
    BOOST_TEST(again.control("GET", "truth?flow=loss").integer("right", 0) == 1);
    BOOST_TEST(again.control("GET", "truth").integer("bills", -1) == 0);
    std::remove(name);
}

BOOST_AUTO_TEST_CASE(late_documents_show_up_later)
{
    Options options = fixedOptions();
    options.behaviour.latePercent = 30;
    options.behaviour.lateSeconds = 120;
    Caller caller(options);
    const auto early = walk(caller, {}, [] {});
    const JsonValue soon = caller.control("GET", "truth");
    const std::int64_t late = soon.find("excluded")->integer("late", 0);
    BOOST_TEST(late > 80);
    caller.advance(120'000);
    const auto all = walk(caller, {}, [] {});
    BOOST_TEST(all.size() > early.size() + 80);
    const JsonValue truth = caller.control("GET", "truth");
    BOOST_TEST(truth.find("excluded")->find("late") == nullptr);
    BOOST_TEST(truth.integer("eligible", 0) == soon.integer("eligible", 0) + late);
    caller.control("POST", "late", R"({"percent":100,"seconds":10})");
    BOOST_TEST(walk(caller, {}, [] {}).empty());
    caller.advance(10'000);
    BOOST_TEST((walk(caller, {}, [] {}) == all));
}

BOOST_AUTO_TEST_CASE(late_documents_are_nobodys_loss)
{
    Caller caller;
    caller.control("POST", "late", R"({"percent":40,"seconds":60})");
    caller.login();
    for (std::uint32_t i = 0; i < caller.world().size(); ++i)
    {
        if (caller.world().head(i).kind == DocumentClass::Eligible &&
            caller.world().visible(i, caller.nowMs()))
            caller.saveRight(i);
    }
    BOOST_TEST(caller.control("GET", "truth").string("verdict") == "right");
    caller.advance(60'000);
    BOOST_TEST(caller.control("GET", "truth").string("verdict") == "wrong");
}

BOOST_AUTO_TEST_CASE(periods_close_and_open)
{
    Caller caller;
    caller.login();
    BOOST_TEST(caller.control("POST", "period", R"({"closed_before":"2026-02-01"})").find("error") ==
               nullptr);
    const JsonValue refused = caller.saveRight(caller.eligible(0));
    BOOST_TEST(refused.string("description").find("以前期间") != std::string_view::npos);
    caller.control("POST", "period", R"({"closed_before":""})");
    BOOST_TEST(errcode(caller.saveRight(caller.eligible(0))) == "0");
    BOOST_TEST(caller.control("POST", "period", R"({"closed_before":"soon"})").find("error") != nullptr);
}

BOOST_AUTO_TEST_CASE(lists_lag_on_command)
{
    Caller caller;
    caller.login();
    caller.control("POST", "list-delay", R"({"ms":5000})");
    caller.saveRight(caller.eligible(0));
    const auto count = [&]
    { return parsed(caller.jdy("GET", kGain).body).find("data")->integer("count", -1); };
    BOOST_TEST(count() == 0);
    caller.advance(5000);
    BOOST_TEST(count() == 1);
    BOOST_TEST(caller.control("POST", "list-delay", "{}").find("error") != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
