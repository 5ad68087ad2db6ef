#include "Caller.h"

#include "Signature.h"
#include "Text.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

Parameters parametersOf(const Pairs& pairs)
{
    std::string text;
    for (const auto& [name, value] : pairs)
        text += (text.empty() ? "" : "&") + percentEncode(name) + "=" + percentEncode(value);
    Parameters parameters;
    parameters.add(text, true);
    return parameters;
}

/** Posts a signed call; an empty value removes a parameter. */
Response direct(Caller& caller, const std::string& file, const Pairs& change)
{
    Pairs pairs = {{"sid", "sandbox-sid"},
                   {"appkey", "sandbox-wdt-key"},
                   {"timestamp", std::to_string(caller.nowMs() / 1000)},
                   {"start_time", "2026-01-05 00:00:00"},
                   {"end_time", "2026-01-07 23:59:59"}};
    for (const auto& [name, value] : change)
        pairs[name] = value;
    std::erase_if(pairs, [](const auto& pair) { return pair.second.empty(); });
    if (!change.contains("sign"))
        pairs["sign"] = wdtDirectSignature(parametersOf(pairs), "sandbox-wdt-secret");
    Request request;
    request.method = "POST";
    request.path = "/openapi2/" + file;
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    for (const auto& [name, value] : pairs)
        request.body += (request.body.empty() ? "" : "&") + name + "=" + percentEncode(value);
    return caller.sandbox().handle(request);
}

/** A change of a right call, the code and a part of the text. */
struct RefusalCase
{
    Pairs change;
    int code;
    const char* text;

    friend std::ostream& operator<<(std::ostream& out, const RefusalCase& value) { return out << value.text; }
};

const RefusalCase kRefusals[] = {
    {{{"sid", ""}}, 100, "sid不能为空"},
    {{{"sid", "other"}}, 2030, "sid is not exists"},
    {{{"appkey", "other"}}, 2060, "appkey"},
    {{{"timestamp", ""}}, 100, "timestamp不能为空"},
    {{{"timestamp", "2026-01-08 12:00:00"}}, 100, "timestamp不合法"},
    {{{"timestamp", "1767844499"}}, 100, "timestamp不合法"},
    {{{"sign", "00000000000000000000000000000000"}}, 2100, "签名验证失败"},
    {{{"page_size", "101"}}, 100, "page_size不合法"},
    {{{"status", "80"}}, 100, "order_type必传"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(direct_interface)

BOOST_AUTO_TEST_CASE(the_vendors_sign)
{
    Pairs pairs = {{"appkey", "test2-xx"},
                   {"page_no", "0"},
                   {"end_time", "2016-08-01 13:00:00"},
                   {"start_time", "2016-08-01 12:00:00"},
                   {"page_size", "40"},
                   {"sid", "test2"},
                   {"timestamp", "1470042310"}};
    BOOST_TEST(wdtDirectSignature(parametersOf(pairs), "12345") == "ad4e6fe037ea6e3ba4768317be9d1309");
    pairs["src_order_no"] = "测试单";
    BOOST_TEST(wdtDirectSignature(parametersOf(pairs), "12345") == "3b8be0f3c81abeb00bb6a117e3c21916");
}

BOOST_AUTO_TEST_CASE(the_same_documents_without_a_wrapper)
{
    Caller caller;
    const JsonValue answer = parsed(direct(caller, "stockin_order_query.php", {{"order_type", "4"}}).body);
    const JsonValue wrapped = caller.wdtResponse({});
    BOOST_TEST(answer.integer("code", -1) == 0);
    BOOST_TEST(answer.find("response") == nullptr);
    BOOST_TEST(answer.find("errorcode") == nullptr);
    BOOST_TEST(answer.integer("total_count", -1) == wrapped.integer("total_count", -2));
    BOOST_TEST(answer.find("stockin_list")->items.at(7).string("order_no") ==
               wrapped.find("stockin_list")->items.at(7).string("order_no"));
    const JsonValue out = parsed(direct(caller, "stockout_order_query.php", {}).body);
    BOOST_TEST(out.find("stockout_list")->items.size() == 40U);
    const JsonValue page = parsed(direct(caller, "stockin_order_query.php", {{"page_no", "1"}}).body);
    BOOST_TEST(page.find("total_count") == nullptr);
}

BOOST_DATA_TEST_CASE(refusals, data::make(kRefusals), sample)
{
    Caller caller;
    const JsonValue answer = parsed(direct(caller, "stockin_order_query.php", sample.change).body);
    BOOST_TEST(answer.integer("code", -1) == sample.code);
    BOOST_TEST(answer.string("message").find(sample.text) != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(five_minutes_of_clock_are_allowed)
{
    Caller caller;
    for (const std::int64_t off : {-300, 300})
    {
        const std::string time = std::to_string(caller.nowMs() / 1000 + off);
        BOOST_TEST(parsed(direct(caller, "stockin_order_query.php", {{"timestamp", time}}).body)
                       .integer("code", -1) == 0);
    }
}

BOOST_AUTO_TEST_CASE(siblings_and_unknown_files)
{
    Options options = fixedOptions();
    options.behaviour.siblings = true;
    Caller caller(options);
    BOOST_TEST(parsed(direct(caller, "goods_query.php", {}).body).find("goods_list") != nullptr);
    BOOST_TEST(parsed(direct(caller, "shop.php", {}).body).find("shoplist") != nullptr);
    BOOST_TEST(direct(caller, "nothing.php", {}).status == 404);
    BOOST_TEST(direct(caller, "goods_query", {}).status == 404);
    BOOST_TEST(direct(caller, ".php", {}).status == 404);
}

BOOST_AUTO_TEST_CASE(the_account_has_one_limit)
{
    Options options = fixedOptions();
    options.behaviour.limits = true;
    Caller caller(options);
    for (int i = 0; i < 30; ++i)
    {
        BOOST_REQUIRE_EQUAL(caller.wdtResponse({{"page_size", "1"}}).integer("errorcode", -1), 0);
        BOOST_REQUIRE_EQUAL(
            parsed(direct(caller, "stockin_order_query.php", {{"page_size", "1"}}).body).integer("code", -1),
            0);
    }
    const JsonValue refused = parsed(direct(caller, "stockin_order_query.php", {}).body);
    BOOST_TEST(refused.integer("code", -1) == 1012);
    BOOST_TEST(refused.string("message").find("频率") != std::string_view::npos);
}

BOOST_AUTO_TEST_SUITE_END()
