#include "WdtErrors.h"
#include "CatalogueCheck.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <vector>

using namespace duijie;
using namespace duijie::wdt;
namespace data = boost::unit_test::data;

namespace
{

struct Case
{
    WdtError error;
    WdtKind kind;
};

std::ostream& operator<<(std::ostream& out, const Case& c)
{
    return out << c.error.code << "/" << c.error.subCode << "/" << c.error.errorCode << "/" << c.error.text
               << "/" << c.error.subText;
}

Case platform(std::string_view code, std::string_view text, WdtKind kind)
{
    return {{code, text, {}, {}, {}}, kind};
}

Case business(std::string_view code, std::string_view text, WdtKind kind)
{
    return {{{}, text, {}, {}, code}, kind};
}

Case sub(std::string_view code, std::string_view subCode, std::string_view subText, WdtKind kind)
{
    return {{code, "Remote service error", subCode, subText, {}}, kind};
}

const std::vector<Case> Table{
    platform("3", "Upload Fail", WdtKind::Transient),
    platform("4", "User Call Limited", WdtKind::Throttled),
    platform("5", "Session Call Limited", WdtKind::Throttled),
    platform("6", "Partner Call Limited", WdtKind::Throttled),
    platform("7", "App Call Limited", WdtKind::Throttled),
    platform("8", "App Call Exceeds Limited Frequency", WdtKind::Throttled),
    platform("9", "Http Action Not Allowed", WdtKind::Misconfigured),
    platform("10", "Service Currently Unavailable", WdtKind::Transient),
    platform("11", "Insufficient ISV Permissions", WdtKind::Misconfigured),
    platform("12", "Insufficient User Permissions", WdtKind::Misconfigured),
    platform("13", "Insufficient Partner Permissions", WdtKind::Misconfigured),
    platform("21", "Missing Method", WdtKind::Misconfigured),
    platform("22", "Invalid Method", WdtKind::Misconfigured),
    platform("23", "Invalid Format", WdtKind::Misconfigured),
    platform("24", "Missing Signature", WdtKind::Unauthorized),
    platform("25", "Invalid Signature", WdtKind::Unauthorized),
    platform("26", "Missing Session", WdtKind::Unauthorized),
    platform("27", "Invalid Session", WdtKind::Unauthorized),
    platform("28", "Missing App Key", WdtKind::Unauthorized),
    platform("29", "Invalid App Key", WdtKind::Unauthorized),
    platform("30", "Missing Timestamp", WdtKind::Clock),
    platform("31", "Invalid Timestamp", WdtKind::Clock),
    platform("32", "Missing Version", WdtKind::Misconfigured),
    platform("33", "Invalid Version", WdtKind::Misconfigured),
    platform("34", "Unsupported Version", WdtKind::Misconfigured),
    platform("40", "Missing Required Arguments", WdtKind::Rejected),
    platform("41", "Invalid Arguments", WdtKind::Rejected),
    platform("42", "Forbidden Request", WdtKind::Rejected),
    platform("43", "Parameter Error", WdtKind::Rejected),
    platform("999", "something new", WdtKind::Unclear),
    sub("15", "isp.http-read-timeout", "", WdtKind::Transient),
    sub("15", "isp.http-connection-timeout", "", WdtKind::Transient),
    sub("15", "isp.http-connection-refuse", "", WdtKind::Transient),
    sub("15", "isp.service-error", "", WdtKind::Transient),
    sub("15", "isv.param-error", "", WdtKind::Misconfigured),
    sub("15", "isv.data-duplicate-error", "", WdtKind::Misconfigured),
    sub("15", "9999", "x", WdtKind::Unclear),
    sub("15", "1012", "x", WdtKind::Throttled),
    sub("7", "accesscontrol.limited-by-api-access-count", "This ban will last for 1 more seconds",
        WdtKind::Throttled),
    sub("7", "accesscontrol.limited-by-app-api-access-count", "This ban will last for 2 more seconds",
        WdtKind::Throttled),
    sub("15", "accesscontrol.limited-by-app-access-count", "", WdtKind::Throttled),
    business("1012", "too frequent", WdtKind::Throttled),
    business("1020", "系统异常，请稍后再试！", WdtKind::Transient),
    business("7200", "not found", WdtKind::NotFound),
    business("7201", "not found", WdtKind::NotFound),
    business("2030", "", WdtKind::Unauthorized),
    business("2060", "", WdtKind::Unauthorized),
    business("2100", "", WdtKind::Unauthorized),
    business("1", "", WdtKind::Rejected),
    business("100", "", WdtKind::Rejected),
    business("2104", "", WdtKind::Rejected),
    business("100", "调用频率超限", WdtKind::Throttled),
    business("100", "超过每分钟最大调用频率限制", WdtKind::Throttled),
    business("1", "权限不足", WdtKind::Misconfigured),
    business("1", "无仓库访问权限", WdtKind::Misconfigured),
    business("1", "验证失败", WdtKind::Unauthorized),
    business("1", "签名错误", WdtKind::Unauthorized),
    business("1", "app auth fail", WdtKind::Unauthorized),
    business("1", "sid is not exists", WdtKind::Misconfigured),
    business("1", "Invalid AppKey", WdtKind::Unauthorized),
    business("4711", "哪里都没有的错误", WdtKind::Unclear),
    sub("15", "isv.invalid-signature", "", WdtKind::Unauthorized),
    sub("15", "isv.permission-denied", "", WdtKind::Misconfigured),
    sub("7", "accesscontrol.limited-by-app-access-count", "This ban will last for 31062 more seconds",
        WdtKind::Throttled),
    sub("50", "2030", "app auth fail", WdtKind::Unauthorized),
    sub("50", "7200", "x", WdtKind::NotFound),
    sub("50", "1", "params sid is not exists", WdtKind::Misconfigured),
    business("11000000", "时间查询范围不能超过30天，请缩小搜索范围！", WdtKind::Misconfigured),
    business("100", "您的查询时间过宽,查询时间不能大于1天", WdtKind::Misconfigured),
    business("1", "timestamp expired", WdtKind::Clock),
    business("1", "频率超限", WdtKind::Throttled),
    business("1", "appkey不存在", WdtKind::Unauthorized),
};

} // namespace

BOOST_AUTO_TEST_SUITE(WdtErrors)

BOOST_DATA_TEST_CASE(EveryCodeAndText, data::make(Table), sample)
{
    const WdtVerdict verdict = judge(sample.error);
    BOOST_TEST(static_cast<int>(verdict.kind) == static_cast<int>(sample.kind));
    BOOST_TEST(!verdict.message.empty());
    BOOST_TEST((verdict.waitMs > 0) == (sample.kind == WdtKind::Throttled));
}

BOOST_AUTO_TEST_CASE(BanSeconds)
{
    BOOST_TEST(banMs("This ban will last for 1 more seconds") == 1500u);
    BOOST_TEST(banMs("This ban will last for 31062 more seconds") == 31062500u);
    BOOST_TEST(banMs("This ban will last for 99999999999999999999 more seconds") == 0u);
    BOOST_TEST(banMs("more seconds") == 0u);
    BOOST_TEST(banMs(" more seconds") == 0u);
    BOOST_TEST(banMs("") == 0u);
}

BOOST_AUTO_TEST_CASE(WaitsWithoutFigure)
{
    BOOST_TEST(judge({"7", "App Call Limited", {}, {}, {}}).waitMs == 10000u);
    BOOST_TEST(judge({{}, {}, {}, {}, "1012"}).waitMs == 31000u);
}

BOOST_AUTO_TEST_CASE(SentencesNameWhatToChange)
{
    struct Advice
    {
        const char* code;
        const char* text;
        const char* says;
    };
    const Advice advice[] = {
        {"9", "x", "check gateway"},
        {"11", "x", "authorise this app"},
        {"21", "x", "check api"},
        {"25", "x", "check app_secret"},
        {"27", "x", "target_app_key"},
        {"29", "x", "check app_key"},
        {"31", "x", "clock"},
        {"33", "x", "check gateway"},
        {"41", "x", "parameters"},
        {"1", "权限不足", "authorise"},
        {"1", "无仓库访问权限", "warehouse_no"},
        {"1", "验证失败", "check app_secret"},
        {"1", "签名错误", "check app_secret"},
        {"1", "app auth fail", "authorise"},
        {"1", "sid is not exists", "check sid"},
        {"1", "appkey", "check app_key"},
        {"15", "isv.param-error", "parameters of the plan"},
        {"1", "时间查询范围不能超过30天", "window_minutes"},
    };
    for (const Advice& a : advice)
    {
        BOOST_TEST_CONTEXT(a.code << " " << a.text)
        {
            const std::string message = judge({a.code, a.text, {}, {}, {}}).message;
            BOOST_TEST(message.find(a.says) != std::string::npos, message);
        }
    }
}

BOOST_AUTO_TEST_CASE(EveryAdviceIsInTheLanguageOfItsReader)
{
    const test::EnglishAfterwards guard;
    std::size_t count = 0;
    for (const auto& [word, kind] : knownErrors())
    {
        const std::string known(word);
        const WdtError errors[] = {
            {known, "x", {}, {}, {}}, {{}, {}, {}, {}, known}, {"1", known, {}, {}, {}}};
        for (const WdtError& error : errors)
        {
            sdk::setLanguage(sdk::Language::English);
            const std::string english = judge(error).message;
            sdk::setLanguage(sdk::Language::Chinese);
            const std::string chinese = judge(error).message;
            BOOST_TEST(english.find("wdt_source.") == std::string::npos, english);
            BOOST_TEST(chinese.find("wdt_source.") == std::string::npos, chinese);
            const bool advised = english.find("; ") != std::string::npos;
            BOOST_TEST(advised == (chinese.find("；") != std::string::npos), chinese);
            count += advised ? 1 : 0;
        }
    }
    BOOST_TEST(count > 60u);
}

BOOST_AUTO_TEST_SUITE_END()
