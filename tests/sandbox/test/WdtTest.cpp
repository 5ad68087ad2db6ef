#include "Caller.h"

#include "ChinaTime.h"

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

/** A changed parameter and the code the gateway answers. */
struct GateCase
{
    const char* name;
    const char* value;
    const char* code;

    friend std::ostream& operator<<(std::ostream& out, const GateCase& value)
    {
        return out << value.name << "=" << value.value;
    }
};

const GateCase kGateCases[] = {
    {"method", "", "21"},
    {"method", "wdt.goods.query", "22"},
    {"app_key", "", "28"},
    {"app_key", "other", "29"},
    {"target_app_key", "", "40"},
    {"target_app_key", "other", "41"},
    {"sid", "", "40"},
    {"timestamp", "", "30"},
    {"timestamp", "2026-01-08T12:00:00", "31"},
    {"timestamp", "2026-01-08 11:49:59", "31"},
    {"timestamp", "2026-01-08 12:10:01", "31"},
    {"v", "", "32"},
    {"v", "1.0", "33"},
    {"format", "", "23"},
    {"format", "xml", "23"},
    {"sign_method", "", "40"},
    {"sign_method", "sha1", "41"},
    {"sign", "", "24"},
    {"sign", "0123456789ABCDEF0123456789ABCDEF", "25"},
};

/** Changed business parameters and a part of the text WDT answers. */
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
    {{{"start_time", ""}}, "不能为空"},
    {{{"end_time", ""}}, "不能为空"},
    {{{"start_time", "2026-01-05"}}, "时间格式错误"},
    {{{"start_time", "2026-01-08 00:00:00"}}, "不能大于"},
    {{{"end_time", "2026-02-04 00:00:01"}}, "时间查询范围不能超过30天"},
    {{{"status", "80"}, {"order_type", ""}}, "order_type必传"},
    {{{"status", "60,80"}}, "status不合法"},
    {{{"order_type", "99"}}, "order_type不合法"},
    {{{"page_no", "-1"}}, "page_no不合法"},
    {{{"page_size", "0"}}, "page_size不合法"},
    {{{"page_size", "101"}}, "page_size不合法"},
    {{{"sid", "other"}}, "sid is not exists"},
};

const JsonValue& list(const JsonValue& response)
{
    const JsonValue* rows = response.find("stockin_list");
    BOOST_REQUIRE(rows != nullptr);
    return *rows;
}

} // namespace

BOOST_AUTO_TEST_SUITE(wdt)

BOOST_DATA_TEST_CASE(gateway_refusals, data::make(kGateCases), sample)
{
    Caller caller;
    const JsonValue response = caller.wdtResponse({{sample.name, sample.value}});
    BOOST_TEST(response.string("flag") == "failure");
    BOOST_REQUIRE(response.find("code") != nullptr);
    BOOST_TEST(response.find("code")->text == sample.code);
    BOOST_TEST(!response.string("message").empty());
    BOOST_TEST(!response.string("request_id").empty());
}

BOOST_DATA_TEST_CASE(sign_methods, data::make({"md5", "hmac", "hmac-sha256"}), method)
{
    Caller caller;
    BOOST_TEST(caller.wdtResponse({{"sign_method", method}}).integer("errorcode", -1) == 0);
}

BOOST_DATA_TEST_CASE(business_refusals, data::make(kBusinessCases), sample)
{
    Caller caller;
    const JsonValue response = caller.wdtResponse(sample.change);
    BOOST_TEST(response.string("flag") == "failure");
    BOOST_TEST(!response.string("sub_code").empty());
    BOOST_TEST(response.string("sub_message").find(sample.text) != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(thirty_days_are_allowed)
{
    Caller caller;
    BOOST_TEST(caller.wdtResponse({{"end_time", "2026-02-04 00:00:00"}}).integer("errorcode", -1) == 0);
}

BOOST_DATA_TEST_CASE(pages_give_each_document_once, data::make({1, 7, 40, 100}), size)
{
    Caller caller;
    const World& world = caller.world();
    std::set<std::string> expected;
    for (std::uint32_t i = 0; i < world.size(); ++i)
    {
        if (world.head(i).orderType == 4 && world.head(i).status == 80)
            expected.insert(world.stockinNo(i));
    }
    std::vector<std::string> found;
    const auto pages =
        (expected.size() + static_cast<std::size_t>(size) - 1) / static_cast<std::size_t>(size);
    std::string last;
    for (std::size_t page = 0; page < pages; ++page)
    {
        const JsonValue response =
            caller.wdtResponse({{"page_no", std::to_string(page)}, {"page_size", std::to_string(size)}});
        BOOST_REQUIRE_EQUAL(response.find("total_count") != nullptr, page == 0);
        if (page == 0)
            BOOST_REQUIRE_EQUAL(response.integer("total_count", -1),
                                static_cast<std::int64_t>(expected.size()));
        for (const JsonValue& row : list(response).items)
        {
            BOOST_REQUIRE(row.string("modified") >= last);
            last = row.string("modified");
            found.emplace_back(row.string("stockin_no"));
        }
    }
    BOOST_TEST(found.size() == expected.size());
    BOOST_TEST((std::set<std::string>(found.begin(), found.end()) == expected));
    BOOST_TEST(caller.wdtResponse({{"page_no", std::to_string(pages)}, {"page_size", std::to_string(size)}})
                   .find("stockin_list") == nullptr);
}

BOOST_AUTO_TEST_CASE(window_is_closed_at_both_ends)
{
    Caller caller;
    const std::uint32_t index = caller.eligible(20);
    const std::string second = formatTime(caller.world().modified(index));
    const JsonValue response =
        caller.wdtResponse({{"start_time", second}, {"end_time", second}, {"page_size", "100"}});
    bool found = false;
    for (const JsonValue& row : list(response).items)
    {
        BOOST_TEST(row.string("modified") == second);
        found = found || row.string("order_no") == caller.world().orderNo(index);
    }
    BOOST_TEST(found);
}

BOOST_AUTO_TEST_CASE(status_and_type_filter)
{
    Caller caller;
    for (const std::string status : {"10", "60"})
    {
        const JsonValue response = caller.wdtResponse({{"status", status}, {"page_size", "100"}});
        BOOST_TEST(response.integer("total_count", 0) > 0);
        for (const JsonValue& row : list(response).items)
            BOOST_TEST(row.find("status")->text == status);
    }
    const std::int64_t all = caller.wdtResponse({{"order_type", ""}}).integer("total_count", 0);
    BOOST_TEST(all > caller.wdtResponse({}).integer("total_count", 0));
    const JsonValue other = caller.wdtResponse({{"warehouse_no", "WH2024052601"}});
    for (const JsonValue& row : list(other).items)
        BOOST_TEST(row.string("warehouse_no") == "WH2024052601");
}

BOOST_AUTO_TEST_CASE(empty_list_key)
{
    Caller caller;
    const Pairs empty = {{"start_time", "2025-01-01 00:00:00"}, {"end_time", "2025-01-02 00:00:00"}};
    const JsonValue response = caller.wdtResponse(empty);
    BOOST_TEST(response.find("stockin_list") == nullptr);
    BOOST_TEST(response.integer("total_count", -1) == 0);
    Options options = fixedOptions();
    options.behaviour.dropEmptyList = false;
    Caller other(options);
    BOOST_TEST(list(other.wdtResponse(empty)).items.empty());
}

BOOST_AUTO_TEST_CASE(look_up_by_number)
{
    Caller caller;
    const std::string number = caller.world().stockinNo(caller.eligible(0));
    const JsonValue response =
        caller.wdtResponse({{"stockin_no", number}, {"start_time", ""}, {"end_time", ""}});
    BOOST_REQUIRE_EQUAL(list(response).items.size(), 1U);
    BOOST_TEST(list(response).items[0].string("order_no") == number);
    const std::string source = caller.world().srcOrderNo(caller.eligible(0));
    BOOST_TEST(list(caller.wdtResponse({{"src_order_no", source}, {"start_time", ""}, {"end_time", ""}}))
                   .items.size() == 1U);
    BOOST_TEST(caller.wdtResponse({{"stockin_no", "RK0"}, {"start_time", ""}}).integer("total_count", -1) ==
               0);
}

BOOST_AUTO_TEST_CASE(everything_in_the_query_of_a_get)
{
    Caller caller;
    Request request;
    request.method = "GET";
    request.path = "/router/qm";
    request.query = "method=wdt.stockin.order.query";
    BOOST_TEST(parsed(caller.sandbox().handle(request).body).find("response")->find("code")->text == "28");
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = "{}";
    BOOST_TEST(parsed(caller.sandbox().handle(request).body).find("response")->find("code")->text == "41");
    request.headers.clear();
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = "method=wdt.stockin.order.query";
    BOOST_TEST(parsed(caller.sandbox().handle(request).body).find("response")->find("code")->text == "41");
}

BOOST_AUTO_TEST_CASE(sixty_calls_a_minute)
{
    Options options = fixedOptions();
    options.behaviour.limits = true;
    Caller caller(options);
    for (int i = 0; i < 60; ++i)
        BOOST_REQUIRE_EQUAL(caller.wdtResponse({{"page_size", "1"}}).integer("errorcode", -1), 0);
    const JsonValue refused = caller.wdtResponse({{"page_size", "1"}});
    BOOST_TEST(refused.integer("errorcode", -1) == 1012);
    BOOST_TEST(refused.string("message").find("频率") != std::string_view::npos);
    BOOST_TEST(caller.control("GET", "counters").find("limit_violations")->integer("wdt_sid", 0) == 1);
    caller.advance(60001);
    BOOST_TEST(caller.wdtResponse({{"page_size", "1"}}).integer("errorcode", -1) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
