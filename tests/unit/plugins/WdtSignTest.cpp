#include "TopSign.h"
#include "WdtRequest.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::wdt;

namespace
{

Params vectorB()
{
    return {{"app_key", "12345678"},
            {"target_app_key", "87654321"},
            {"sid", "testsid"},
            {"method", "wdt.stockin.order.query"},
            {"format", "json"},
            {"v", "2.0"},
            {"sign_method", "md5"},
            {"timestamp", "2024-01-02 03:04:05"},
            {"start_time", "2024-01-01 00:00:00"},
            {"end_time", "2024-01-02 00:00:00"},
            {"order_type", "6"},
            {"status", "80"},
            {"page_no", "0"},
            {"page_size", "50"}};
}

std::string signedAs(Params params, const std::string& word)
{
    params["sign_method"] = word;
    return topSign(params, "secret", *signMethodOf(word));
}

} // namespace

BOOST_AUTO_TEST_SUITE(WdtSign)

BOOST_AUTO_TEST_CASE(VendorExample)
{
    Params params{{"method", "taobao.item.seller.get"},
                  {"app_key", "12345678"},
                  {"session", "test"},
                  {"timestamp", "2016-01-01 12:00:00"},
                  {"format", "json"},
                  {"v", "2.0"},
                  {"sign_method", "md5"},
                  {"fields", "num_iid,title,nick,price,num"},
                  {"num_iid", "11223344"}};
    BOOST_TEST(signingText(params) == "app_key12345678fieldsnum_iid,title,nick,price,"
                                      "numformatjsonmethodtaobao.item.seller.getnum_iid11223344"
                                      "sessiontestsign_methodmd5timestamp2016-01-01 12:00:00v2.0");
    BOOST_TEST(topSign(params, "helloworld", SignMethod::Md5) == "66987CB115214E59E6EC978214934FB8");
    params["sign_method"] = "hmac";
    BOOST_TEST(topSign(params, "helloworld", SignMethod::Hmac) == "D56D7858309C31B6251083A874D48273");
    params["sign_method"] = "hmac-sha256";
    BOOST_TEST(topSign(params, "helloworld", SignMethod::HmacSha256) ==
               "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8");
}

BOOST_AUTO_TEST_CASE(QimenShape)
{
    // sign_method is itself signed, so every method has a text of its own.
    BOOST_TEST(signedAs(vectorB(), "md5") == "B9597AAA92257609461F79BE36220E0A");
    BOOST_TEST(signedAs(vectorB(), "hmac") == "0E5135BF9C2766980813F25285AC3ABE");
    BOOST_TEST(signedAs(vectorB(), "hmac-sha256") ==
               "0746AE7431DDBB7593C0EE0B31F9817D2C5D71E22CC48BD79F1C8C72C424F926");
}

BOOST_AUTO_TEST_CASE(EmptyValuesAreLeftOut)
{
    Params params = vectorB();
    params["src_order_no"] = "";
    params[""] = "nameless";
    params["sign"] = "OLD";
    BOOST_TEST(signedAs(params, "md5") == "B9597AAA92257609461F79BE36220E0A");
}

BOOST_AUTO_TEST_CASE(Utf8Bytes)
{
    Params params = vectorB();
    params["warehouse_no"] = "主仓01";
    BOOST_TEST(signedAs(params, "md5") == "669562F1089A9346D0B9727DD69F6660");
    BOOST_TEST(signedAs(params, "hmac") == "57891A786BECD613F846432EEF416207");
    BOOST_TEST(signedAs(params, "hmac-sha256") ==
               "9D6C9CB2DC998073236DB4526DA3A1AD775DF0CEC22B64DEE8DBB776C6A7A076");
}

BOOST_AUTO_TEST_CASE(MethodWords)
{
    BOOST_TEST(!signMethodOf("sha1"));
    BOOST_TEST(!signMethodOf(""));
}

BOOST_AUTO_TEST_CASE(WireCarriesWhatWasSigned)
{
    WdtAccount account;
    account.appKey = "12345678";
    account.appSecret = "secret";
    account.targetAppKey = "87654321";
    account.sid = "testsid";
    const Params business{{"start_time", "2024-01-01 00:00:00"},
                          {"end_time", "2024-01-02 00:00:00"},
                          {"order_type", "6"},
                          {"status", "80"},
                          {"page_no", "0"},
                          {"page_size", "50"},
                          {"src_order_no", ""},
                          {"app_key", "planted"}};
    const int64_t at = 1704135845000; // 2024-01-02 03:04:05 in China
    const WdtWire wire = buildWire(account, interfaceOf("wdt.stockin.order.query"), business, at);
    BOOST_TEST(wire.query.find("sign=B9597AAA92257609461F79BE36220E0A") != std::string::npos);
    BOOST_TEST(wire.query.find("timestamp=2024-01-02%2003%3A04%3A05") != std::string::npos);
    BOOST_TEST(wire.query.find("sid=") == std::string::npos);
    BOOST_TEST(wire.body.find("sid=testsid") != std::string::npos);
    BOOST_TEST(wire.body.find("start_time=2024-01-01%2000%3A00%3A00") != std::string::npos);
    BOOST_TEST(wire.body.find("planted") == std::string::npos);
    BOOST_TEST(wire.body.find("src_order_no") == std::string::npos);
    BOOST_TEST(wire.page == "");
    BOOST_TEST(wire.asked == wire.body); // no key and no signature in it
    BOOST_TEST(wire.asked.find("sign") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
