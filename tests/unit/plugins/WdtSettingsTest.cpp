// What a connection can be told, and what it does with it.
#include "WdtSettings.h"
#include "WdtBench.h"

#include "duijie/sdk/Services.h"

#include <boost/test/unit_test.hpp>

using namespace duijie;
using namespace duijie::wdt;
using duijie::test::RawRequest;
using duijie::test::WdtBench;
using duijie::test::WdtCanary;
using duijie::test::wdtFailure;
using duijie::test::wdtRows;
using duijie::testkit::TestContext;
using duijie::testkit::TestHost;

namespace
{

struct Known
{
    const char* name;
    bool required;
    const char* fallback;
};

const Known Settings[] = {
    {"mode", false, "qimen"},
    {"gateway", false, ""},
    {"app_key", true, ""},
    {"app_secret", true, ""},
    {"target_app_key", false, ""},
    {"sid", true, ""},
    {"sign_method", false, "md5"},
    {"direct_length", false, "characters"},
    {"calls_per_minute", false, "60"},
    {"page_size", false, "0"},
    {"rows_per_window", false, "5000"},
    {"longest_pause_seconds", false, "600"},
    {"receive_seconds", false, "30"},
};

/// Settings read over the defaults; the sentence when they cannot work.
std::string read(const std::string& json, WdtSettings& out)
{
    TestHost host;
    host.setSecret("env:S", WdtCanary);
    const sdk::ConfigSpec spec = wdtSpec();
    return readSettings(sdk::Settings(spec, json), sdk::Services(host), out);
}

} // namespace

BOOST_AUTO_TEST_SUITE(WdtConnectionSettings)

BOOST_AUTO_TEST_CASE(EverySettingIsDescribed)
{
    const sdk::ConfigSpec spec = wdtSpec();
    BOOST_TEST_MESSAGE(std::size(Settings) << " settings");
    BOOST_REQUIRE(spec.settings().size() == std::size(Settings));
    for (std::size_t i = 0; i < std::size(Settings); ++i)
    {
        BOOST_TEST_CONTEXT(Settings[i].name)
        {
            const sdk::Setting& setting = spec.settings()[i];
            BOOST_TEST(setting.name == Settings[i].name);
            BOOST_TEST(setting.required == Settings[i].required);
            BOOST_TEST(setting.fallback == Settings[i].fallback);
            BOOST_TEST(setting.en.back() == '.');
            BOOST_TEST(setting.zh.ends_with("。"));
        }
    }
}

BOOST_AUTO_TEST_CASE(ValuesThatTheSpecRefuses)
{
    const std::string base = R"({"app_key":"A","app_secret":"env:S","sid":"S","target_app_key":"T")";
    BOOST_TEST(wdtSpec().check(base + "}", false).empty());
    for (const char* wrong :
         {R"("mode":"flagship")", R"("direct_length":"words")", R"("sign_method":"rot13")",
          R"("page_size":-1)", R"("page_size":10001)", R"("rows_per_window":-1)",
          R"("longest_pause_seconds":86401)", R"("receive_seconds":0)", R"("calls_per_minute":"many")",
          R"("gateway":"ftp://x")", R"("target_appkey":"T")", R"("app_secret":"plain-text")"})
    {
        BOOST_TEST_CONTEXT(wrong)
        {
            BOOST_TEST(wdtSpec().check(base + "," + wrong + "}", false).size() == 1u);
        }
    }
}

BOOST_AUTO_TEST_CASE(TheModeSaysWhetherTheOtherKeyIsNeeded)
{
    const std::string base = R"({"app_key":"A","app_secret":"env:S","sid":"S")";
    for (const char* mode : {"", R"(,"mode":"qimen")", R"(,"mode":"qimen","target_app_key":"")"})
    {
        const auto problems = wdtSpec().check(base + mode + "}", false);
        BOOST_TEST_REQUIRE(problems.size() == 1u);
        BOOST_TEST(problems.front().name == "target_app_key");
    }
    BOOST_TEST(wdtSpec().check(base + R"(,"mode":"direct"})", false).empty());
}

BOOST_AUTO_TEST_CASE(GatewayFollowsTheMode)
{
    struct Case
    {
        const char* settings;
        const char* gateway;
    };
    const Case cases[] = {
        {R"({"app_secret":"env:S","target_app_key":"T"})", "http://hu3cgwt0tc.api.taobao.com/router/qm"},
        {R"({"app_secret":"env:S","mode":"direct"})", "https://api.wangdian.cn/openapi2"},
        {R"({"app_secret":"env:S","mode":"direct","gateway":"https://sandbox.wangdian.cn/openapi2"})",
         "https://sandbox.wangdian.cn/openapi2"},
        {R"({"app_secret":"env:S","target_app_key":"T",)"
         R"("gateway":"http://hu3cgwt0tc.api.taobao.com/router/qmtest"})",
         "http://hu3cgwt0tc.api.taobao.com/router/qmtest"},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.settings)
        {
            WdtSettings out;
            BOOST_TEST(read(c.settings, out) == "");
            BOOST_TEST(out.gateway == c.gateway);
        }
    }
}

BOOST_AUTO_TEST_CASE(DefaultsInTheirUnits)
{
    WdtSettings out;
    BOOST_TEST(read(R"({"app_secret":"env:S","target_app_key":"T"})", out) == "");
    BOOST_TEST(out.callsPerMinute == 60u);
    BOOST_TEST(out.rowsPerWindow == 5000);
    BOOST_TEST(out.pageSize == 0);
    BOOST_TEST(out.longestPauseMs == 600'000u);
    BOOST_TEST(out.limits.receiveMs == 30'000u);
    BOOST_TEST(out.limits.totalMs == 60'000u);
    BOOST_TEST(out.account.appSecret == WdtCanary);
    BOOST_TEST((out.account.mode == WdtMode::Qimen));
    BOOST_TEST((out.account.lengths == LengthUnit::Characters));
}

BOOST_AUTO_TEST_CASE(SettingsThatCannotWorkTogether)
{
    struct Case
    {
        const char* settings;
        const char* says;
    };
    const Case cases[] = {
        {R"({"app_secret":"env:NONE","target_app_key":"T"})", "app_secret: the reference gives no value"},
        {R"({"app_secret":"env:S"})", "target_app_key is missing"},
        {R"({"app_secret":"env:S","mode":"qimen","target_app_key":""})", "only mode \"direct\" goes without"},
        {R"({"app_secret":"env:S","target_app_key":"T","sign_method":"rot13"})", "rot13"},
        {R"({"app_secret":"env:S","target_app_key":"T","gateway":"ftp://x"})", "gateway is \"ftp://x\""},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.settings)
        {
            TestHost host;
            host.setSecret("env:S", WdtCanary);
            TestContext context;
            WdtSource source;
            BOOST_TEST(source.open(host, context, sdk::toView(c.settings)).code == STATUS_MISCONFIGURED);
            BOOST_TEST(context.message().find(c.says) != std::string::npos, context.message());
            source.close();
        }
    }
}

BOOST_AUTO_TEST_CASE(TestGatewayIsJustAnAddress)
{
    WdtBench bench([](const RawRequest&) { return wdtRows("", "0"); }, "", "/router/qmtest");
    BOOST_TEST(bench.poll().code == STATUS_OK);
    const RawRequest request = bench.server.requests()[0];
    BOOST_TEST(request.path == "/router/qmtest");
    Params all = request.form;
    all.insert(request.query.begin(), request.query.end());
    BOOST_TEST(all.at("sign") == topSign(all, WdtCanary, SignMethod::Md5));
}

BOOST_AUTO_TEST_CASE(PageSizeOfTheConnection)
{
    struct Case
    {
        const char* setting;
        const char* plan;
        const char* sent;
    };
    const char* const stockin = R"({"api":"wdt.stockin.order.query","page_size":30})";
    const Case cases[] = {
        {"", stockin, "30"},
        {R"(,"page_size":0)", stockin, "30"},
        {R"(,"page_size":100)", stockin, "100"},
        {R"(,"page_size":5)", stockin, "5"},
        {R"(,"page_size":500)", stockin, "100"},
        {R"(,"page_size":100)", R"({"api":"wdt.stockin.order.query.refund","page_size":30})", "40"},
        {R"(,"page_size":500)",
         R"({"api":"wdt.stockin.order.query","connector":{"largest_page":200},"page_size":30})", "200"},
        {"", R"({"api":"wdt.stockin.order.query"})", "50"},
        {"", R"({"api":"wdt.stockin.order.query","page_size":0})", "50"},
        {"", R"({"api":"wdt.stockin.order.query","page_size":"x"})", "50"},
        {"", R"({"api":"wdt.stockin.order.query","page_size":"70"})", "70"},
        {"", R"({"api":"wdt.trade.query"})", "40"},
        {"", R"({"api":"wdt.unknown.query","id":"x"})", "40"},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.setting << " over " << c.plan)
        {
            WdtBench bench([](const RawRequest&) { return wdtRows("", "0"); }, c.setting);
            bench.plan = c.plan;
            BOOST_TEST(bench.poll().code == STATUS_OK);
            BOOST_TEST(bench.server.requests()[0].form.at("page_size") == c.sent);
        }
    }
}

BOOST_AUTO_TEST_CASE(BansAreWaitedOutUpToTheLongestPause)
{
    struct Case
    {
        const char* setting;
        const char* seconds;
        bool waited;
        uint32_t ms;
    };
    const Case cases[] = {
        {"", "1", true, 1500},
        {"", "2", true, 2500},
        {"", "599", true, 599'500},
        {"", "600", false, 600'500},
        {"", "31062", false, 31'062'500},
        {R"(,"longest_pause_seconds":10)", "9", true, 9500},
        {R"(,"longest_pause_seconds":10)", "11", false, 11'500},
        {R"(,"longest_pause_seconds":0)", "1", false, 1500},
        {R"(,"longest_pause_seconds":86400)", "31062", true, 31'062'500},
    };
    for (const Case& c : cases)
    {
        BOOST_TEST_CONTEXT(c.seconds << " seconds with" << c.setting)
        {
            const std::string refusal = R"("code":7,"sub_code":"accesscontrol.limited-by-app-access-count",)"
                                        R"("sub_message":"This ban will last for )" +
                                        std::string(c.seconds) + R"( more seconds")";
            WdtBench bench([&refusal](const RawRequest& request)
                           { return request.number == 1 ? wdtFailure(refusal) : wdtRows("", "0"); },
                           c.setting);
            const Status status = bench.poll();
            BOOST_TEST(status.code == (c.waited ? STATUS_OK : STATUS_THROTTLED));
            BOOST_TEST(bench.server.requests().size() == (c.waited ? 2u : 1u));
            const auto pauses = bench.host.pauses();
            BOOST_REQUIRE(pauses.size() == (c.waited ? 1u : 0u));
            BOOST_TEST((c.waited ? pauses[0].ms : status.retry_after_ms) == c.ms);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
