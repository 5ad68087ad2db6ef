// What the connector says, in the language of those who read it.
#include "CatalogueCheck.h"
#include "WdtBench.h"
#include "WdtSay.h"

#include <boost/test/unit_test.hpp>

namespace duijie::test
{

namespace
{

std::string refusal(const std::string& language, const RawAnswer& answer)
{
    const EnglishAfterwards guard;
    WdtBench bench([&answer](const RawRequest&) { return answer; }, "", "/router/qm", language);
    BOOST_TEST(bench.opened.code == STATUS_OK);
    BOOST_TEST(bench.poll().code != STATUS_OK);
    return bench.context.message();
}

} // namespace

BOOST_AUTO_TEST_SUITE(WdtLanguage)

BOOST_AUTO_TEST_CASE(SentencesAreWhole)
{
    for (const std::string& fault :
         catalogueFaults(wdt::messages(), PLUGIN_SOURCES "/wdt_source", "wdt_source."))
    {
        BOOST_ERROR(fault);
    }
}

BOOST_AUTO_TEST_CASE(ARefusalIsInTheLanguageOfItsReader)
{
    const RawAnswer refused = wdtFailure(R"("code":"25","message":"Invalid Signature")");
    BOOST_TEST(refusal("zh-CN", refused) ==
               "wdt.source：接口 wdt.stockin.order.query（卖家账号 sid S1）：网关返回 code \"25\"，message "
               "\"Invalid Signature\"；请检查此连接的 app_secret 和 sign_method");
    BOOST_TEST(refusal("", refused) ==
               "wdt.source: wdt.stockin.order.query for sid S1: the gateway answered code \"25\", message "
               "\"Invalid Signature\"; check app_secret and sign_method of this connection");
}

// What comes out of the kit's own parts is in the same language.
BOOST_AUTO_TEST_CASE(SoIsWhatTheKitFindsWrong)
{
    const std::string message = refusal("zh-CN", RawAnswer::json(R"({"response":)"));
    BOOST_TEST(message.find("应答不是 JSON（第 ") != std::string::npos, message);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace duijie::test
