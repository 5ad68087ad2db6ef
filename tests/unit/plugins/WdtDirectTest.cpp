// The open API of 旺店通 itself: packing, signature and a reading over it.
#include "DirectSign.h"
#include "WdtBench.h"
#include "WdtRequest.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::wdt;
using duijie::test::RawAnswer;
using duijie::test::RawRequest;
using duijie::test::WdtBench;
using duijie::test::WdtCanary;

namespace
{

/// Vendor: open API, signature example.
Params vendorExample()
{
    return {{"appkey", "test2-xx"},
            {"page_no", "0"},
            {"end_time", "2016-08-01 13:00:00"},
            {"start_time", "2016-08-01 12:00:00"},
            {"page_size", "40"},
            {"sid", "test2"},
            {"timestamp", "1470042310"}};
}

const char* const VendorPacked =
    "06-appkey:0008-test2-xx;08-end_time:0019-2016-08-01 13:00:00;07-page_no:0001-0;09-page_size:0002-40;"
    "03-sid:0005-test2;10-start_time:0019-2016-08-01 12:00:00;09-timestamp:0010-1470042310";

RawAnswer direct(const std::string& members)
{
    return RawAnswer::json(R"({"code":0,"message":"",)" + members + "}");
}

constexpr const char* DirectMode = R"(,"mode":"direct")";

} // namespace

BOOST_AUTO_TEST_SUITE(WdtDirect)

BOOST_AUTO_TEST_CASE(VendorExampleOfTheSignature)
{
    for (const LengthUnit unit : {LengthUnit::Characters, LengthUnit::Bytes})
    {
        BOOST_TEST(directPacked(vendorExample(), unit) == VendorPacked);
        BOOST_TEST(directSign(vendorExample(), "12345", unit) == "ad4e6fe037ea6e3ba4768317be9d1309");
    }
}

BOOST_AUTO_TEST_CASE(LengthsBeyondAscii)
{
    Params params = vendorExample();
    params["src_order_no"] = "测试单";
    BOOST_TEST(directSign(params, "12345", LengthUnit::Characters) == "3b8be0f3c81abeb00bb6a117e3c21916");
    BOOST_TEST(directSign(params, "12345", LengthUnit::Bytes) == "f97cdd9b481ad882190e97ff78a388fb");
    BOOST_TEST(directPacked(params, LengthUnit::Characters).find("12-src_order_no:0003-测试单") !=
               std::string::npos);
    BOOST_TEST(directPacked(params, LengthUnit::Bytes).find("12-src_order_no:0009-测试单") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(WhatIsNotPacked)
{
    Params params = vendorExample();
    params["sign"] = "OLD";
    params["remark"] = "";
    params[""] = "nameless";
    BOOST_TEST(directPacked(params, LengthUnit::Characters) == VendorPacked);
}

BOOST_AUTO_TEST_CASE(LongNamesAndValuesKeepTheirLength)
{
    const std::string longName(123, 'n');
    const std::string longValue(12345, 'v');
    BOOST_TEST(directPacked({{longName, longValue}}, LengthUnit::Characters) ==
               "123-" + longName + ":12345-" + longValue);
    BOOST_TEST(directPacked({{"a", "b"}}, LengthUnit::Bytes) == "01-a:0001-b");
    BOOST_TEST(directPacked({}, LengthUnit::Bytes) == "");
}

BOOST_AUTO_TEST_CASE(WireOfTheVendorExample)
{
    WdtAccount account;
    account.mode = WdtMode::Direct;
    account.appKey = "test2-xx";
    account.appSecret = "12345";
    account.sid = "test2";
    const Params business{{"start_time", "2016-08-01 12:00:00"},
                          {"end_time", "2016-08-01 13:00:00"},
                          {"page_no", "0"},
                          {"page_size", "40"},
                          {"appkey", "planted"},
                          {"timestamp", "planted"},
                          {"sign", "planted"},
                          {"sid", "planted"}};
    const WdtWire wire = buildWire(account, interfaceOf("wdt.stockin.order.query"), business, 1470042310999);
    BOOST_TEST(wire.page == "/stockin_order_query.php");
    BOOST_TEST(wire.query == "");
    BOOST_TEST(wire.body ==
               "appkey=test2-xx&end_time=2016-08-01%2013%3A00%3A00&page_no=0&page_size=40&sid=test2"
               "&sign=ad4e6fe037ea6e3ba4768317be9d1309"
               "&start_time=2016-08-01%2012%3A00%3A00&timestamp=1470042310");
    BOOST_TEST(wire.asked == "end_time=2016-08-01%2013%3A00%3A00&page_no=0&page_size=40&sid=test2"
                             "&start_time=2016-08-01%2012%3A00%3A00");
}

BOOST_AUTO_TEST_CASE(ReadsPagesBackwards)
{
    WdtBench bench(
        [](const RawRequest& request)
        {
            return request.form.at("page_no") == "0"
                       ? direct(R"("total_count":"3","stockin_list":[{"stockin_id":1},{"stockin_id":2}])")
                       : direct(R"("stockin_list":[{"stockin_id":"3"}])");
        },
        DirectMode, "/openapi2");
    bench.host.setNow(1704135845000);
    BOOST_TEST(bench.opened.code == STATUS_OK);
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_TEST(bench.records.records.size() == 3u);
    const auto requests = bench.server.requests();
    BOOST_REQUIRE(requests.size() == 3u);
    BOOST_TEST(requests[0].method == "POST");
    BOOST_TEST(requests[0].path == "/openapi2/stockin_order_query.php");
    BOOST_TEST(requests[0].query.empty());
    BOOST_TEST(requests[0].headers.at("content-type").find("application/x-www-form-urlencoded") == 0u);
    BOOST_TEST(requests[0].form.at("sid") == "S1");
    BOOST_TEST(requests[0].form.at("appkey") == "AK");
    BOOST_TEST(requests[0].form.at("timestamp") == "1704135845");
    for (const char* platform : {"method", "app_key", "target_app_key", "format", "v", "sign_method"})
    {
        BOOST_TEST(!requests[0].form.contains(platform));
    }
    BOOST_TEST(requests[0].form.at("sign") ==
               directSign(requests[0].form, WdtCanary, LengthUnit::Characters));
    BOOST_TEST(bench.context.calls()[0].path == "/openapi2/stockin_order_query.php");
    BOOST_TEST(bench.context.calls()[0].request.find("appkey") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(LengthUnitIsASetting)
{
    WdtBench bench([](const RawRequest&) { return direct(R"("total_count":0,"stockin_list":[])"); },
                   R"(,"mode":"direct","direct_length":"bytes")", "/openapi2");
    bench.plan = R"({"api":"wdt.stockin.order.query","params":{"warehouse_no":"主仓"}})";
    BOOST_TEST(bench.poll().code == STATUS_OK);
    const Params sent = bench.server.requests()[0].form;
    BOOST_TEST(sent.at("sign") == directSign(sent, WdtCanary, LengthUnit::Bytes));
    BOOST_TEST(sent.at("sign") != directSign(sent, WdtCanary, LengthUnit::Characters));
}

BOOST_AUTO_TEST_CASE(PageOfThePlan)
{
    WdtBench bench([](const RawRequest&) { return direct(R"("total_count":0)"); }, DirectMode, "/openapi2");
    bench.plan = R"({"api":"wdt.any.query","id":"x","connector":{"php":"some_other_page"}})";
    BOOST_TEST(bench.poll().code == STATUS_OK);
    BOOST_TEST(bench.server.requests()[0].path == "/openapi2/some_other_page.php");
}

BOOST_AUTO_TEST_CASE(RefusalsAreUnderstood)
{
    struct Case
    {
        const char* body;
        StatusCode status;
        const char* says;
    };
    const Case cases[] = {
        {R"({"code":1,"message":"sid is not exists"})", STATUS_MISCONFIGURED, "check sid"},
        {R"({"code":1,"message":"签名错误"})", STATUS_UNAUTHORIZED, "app_secret"},
        {R"({"code":"2030","message":"x"})", STATUS_UNAUTHORIZED, "sid"},
        {R"({"code":100,"message":"参数错误"})", STATUS_REJECTED, "parameters of the plan"},
        {R"({"code":1020,"message":"x"})", STATUS_UNAVAILABLE, "1020"},
        {R"({"code":1012,"message":"x"})", STATUS_THROTTLED, "1012"},
        {R"({"code":4242,"message":"x"})", STATUS_UNAVAILABLE, "not known here"},
        {R"({"code":1,"message":"timestamp expired"})", STATUS_MISCONFIGURED, "clock"},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.body)
        {
            WdtBench bench([&c](const RawRequest&) { return RawAnswer::json(c.body); }, DirectMode,
                           "/openapi2");
            BOOST_TEST(bench.poll().code == static_cast<uint32_t>(c.status));
            BOOST_TEST(bench.context.message().find(c.says) != std::string::npos, bench.context.message());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
