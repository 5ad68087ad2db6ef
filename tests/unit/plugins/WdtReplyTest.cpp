#include "WdtReply.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::wdt;
namespace data = boost::unit_test::data;

namespace
{

sdk::HttpReply answered(const std::string& body, int status = 200)
{
    sdk::HttpReply reply;
    reply.outcome = sdk::HttpOutcome::Answered;
    reply.status = status;
    reply.body = body;
    return reply;
}

WdtVerdict read(const std::string& body, WdtPage& page, int status = 200)
{
    return readReply(answered(body, status), interfaceOf("wdt.stockin.order.query"), page);
}

struct Good
{
    const char* body;
    std::size_t rows;
    int64_t total;
};

std::ostream& operator<<(std::ostream& out, const Good& g)
{
    return out << g.body;
}

const std::vector<Good> GoodOnes{
    {R"({"response":{"errorcode":0,"total_count":2,"stockin_list":[{"a":1},{"a":2}]}})", 2, 2},
    {R"({"response":{"errorcode":"0","total_count":"2","stockin_list":[{},{}]}})", 2, 2},
    {R"({"response":{"flag":"success","code":"","total_count":0}})", 0, 0},
    {R"({"response":{"errorcode":0,"total_count":0,"stockin_list":null}})", 0, 0},
    {R"({"response":{"errorcode":0,"total_count":"","stockin_list":[]}})", 0, -1},
    {R"({"response":{"errorcode":0,"total_count":-1,"stockin_list":[{}]}})", 1, -1},
    {R"({"response":{"errorcode":0,"total_count":null,"stockin_list":[{}]}})", 1, -1},
    {R"({"response":{"errorcode":0,"total_count":1.5,"stockin_list":[{}]}})", 1, -1},
    {R"({"response":{"errorcode":0,"total_count":99999999999999999999,"stockin_list":[{}]}})", 1, -1},
    {R"({"response":{"errorcode":0,"total_count":1,"other_list":[{}]}})", 1, 1},
    {R"({"response":{"code":0,"message":"","total_count":1,"stockin_list":[7]}})", 1, 1},
    {R"({"code":0,"message":"","total_count":1,"stockin_list":[{}]})", 1, 1},
    {R"({"total_count":1,"stockin_list":[{}]})", 1, 1},
    {R"({"stockin_list":[{}]})", 1, -1},
    {R"({"response":{"errorcode":"","sub_code":"0","flag":"success","code":"0","total_count":0}})", 0, 0},
    {R"({"response":{"stockin_list":[{"big":123456789012345678901234567890}],"total_count":1}})", 1, 1},
};

struct Bad
{
    const char* body;
    int status;
    WdtKind kind;
};

std::ostream& operator<<(std::ostream& out, const Bad& b)
{
    return out << b.status << " " << b.body;
}

const std::vector<Bad> BadOnes{
    {"", 200, WdtKind::Transient},
    {"<html><body>502 Bad Gateway</body></html>", 200, WdtKind::Transient},
    {"<html>", 502, WdtKind::Transient},
    {"<html>", 404, WdtKind::Misconfigured},
    {"<html>", 429, WdtKind::Throttled},
    {"{}", 503, WdtKind::Transient},
    {"{}", 200, WdtKind::Transient},
    {"[]", 200, WdtKind::Transient},
    {"null", 200, WdtKind::Transient},
    {"<html>moved</html>", 301, WdtKind::Misconfigured},
    {R"({"error_response":{"code":25,"message":"Invalid signature"}})", 200, WdtKind::Unauthorized},
    {R"({"response":{"code":29,"msg":"Invalid App Key"}})", 200, WdtKind::Unauthorized},
    {R"({"response":{"code":15,"sub_code":"isp.service-error","sub_message":"x"}})", 200, WdtKind::Transient},
    {R"({"error_response":{"code":15,"sub_code":"1012","sub_message":"x"}})", 200, WdtKind::Throttled},
    {R"({"response":{"flag":"failure"}})", 200, WdtKind::Unclear},
    {R"({"response":{"errorcode":"7200","message":"x"}})", 200, WdtKind::NotFound},
    {R"({"errorcode":1,"message":"app auth fail"})", 200, WdtKind::Unauthorized},
    {R"({"response":null})", 200, WdtKind::Transient},
    {R"({"response":{"errorcode":0,"stockin_list":[{"order_no":"RK1)", 200, WdtKind::Transient},
    {"{\"response\":{\"errorcode\":0,\"remark\":\"\xD6\xF7\xB2\xD6\"}}", 200, WdtKind::Transient},
    {"\xEF\xBB\xBF{\"response\":{\"errorcode\":0}}", 200, WdtKind::Transient},
    {R"({"response":{"errorcode":0,"a":[],"b":[]}})", 200, WdtKind::Misconfigured},
    {R"({"response":{"errorcode":0,"stockin_list":{}}})", 200, WdtKind::Misconfigured},
    {R"({"response":{"errorcode":0,"stockin_list":[]}})", 403, WdtKind::Transient},
    {R"({"response":{"flag":"failure","code":25,"message":"Invalid signature","request_id":"x"}})", 200,
     WdtKind::Unauthorized},
    {R"({"response":{"flag":"failure","code":"50","sub_code":"1012","sub_message":"x"}})", 200,
     WdtKind::Throttled},
    {R"({"response":{"sub_code":"isp.service-error"}})", 200, WdtKind::Transient},
    {R"({"error_response":{"code":7,"msg":"App Call Limited",)"
     R"("sub_code":"a","sub_msg":"ban will last for 1 more seconds"}})",
     200, WdtKind::Throttled},
    {R"({"error_response":{}})", 200, WdtKind::Unclear},
    {R"({"response":{"errorcode":1012,"message":"x"}})", 200, WdtKind::Throttled},
    {R"({"code":1020,"message":"系统异常，请稍后再试！","total_count":null,"stockin_list":null})", 200,
     WdtKind::Transient},
};

} // namespace

BOOST_AUTO_TEST_SUITE(WdtReplies)

BOOST_DATA_TEST_CASE(ReadWell, data::make(GoodOnes), sample)
{
    WdtPage page;
    const WdtVerdict verdict = read(sample.body, page);
    BOOST_TEST(verdict.message == "");
    BOOST_TEST(static_cast<int>(verdict.kind) == static_cast<int>(WdtKind::Ok));
    BOOST_TEST(page.rows.size() == sample.rows);
    BOOST_TEST(page.total == sample.total);
}

BOOST_DATA_TEST_CASE(ReadAsFailure, data::make(BadOnes), sample)
{
    WdtPage page;
    const WdtVerdict verdict = read(sample.body, page, sample.status);
    BOOST_TEST(static_cast<int>(verdict.kind) == static_cast<int>(sample.kind));
    BOOST_TEST(!verdict.message.empty());
    BOOST_TEST(page.rows.size() == 0u);
}

BOOST_AUTO_TEST_CASE(RowsKeepTheirBytes)
{
    WdtPage page;
    read(R"({"response":{"total_count":1,"stockin_list":[ {"n": 12.10, "t":"\u4e3b" , "e":1E2} ]}})", page);
    BOOST_TEST(page.rows.first().raw() == R"({"n": 12.10, "t":"\u4e3b" , "e":1E2})");
}

BOOST_AUTO_TEST_CASE(ControlCharactersBecomeBlanks)
{
    WdtPage page;
    const WdtVerdict verdict =
        read("{\"response\":{\n\t\"total_count\":1,\"stockin_list\":[{\"r\":\"a\tb\\\"\x01"
             "c\"}]}}",
             page);
    BOOST_TEST(static_cast<int>(verdict.kind) == static_cast<int>(WdtKind::Ok));
    BOOST_TEST(page.rows.first().find("r").text() == "a b\" c");
}

BOOST_AUTO_TEST_CASE(TooDeepIsRefusedNotFollowed)
{
    WdtPage page;
    std::string deep = R"({"response":{"stockin_list":[)";
    deep += std::string(5000, '[') + std::string(5000, ']') + "]}}";
    BOOST_TEST(static_cast<int>(read(deep, page).kind) == static_cast<int>(WdtKind::Transient));
}

BOOST_AUTO_TEST_CASE(RetryAfterOfHttp)
{
    WdtPage page;
    sdk::HttpReply reply = answered("", 429);
    reply.retryAfterMs = 7000;
    BOOST_TEST(readReply(reply, interfaceOf("wdt.stockin.order.query"), page).waitMs == 7000u);
}

BOOST_AUTO_TEST_SUITE_END()
