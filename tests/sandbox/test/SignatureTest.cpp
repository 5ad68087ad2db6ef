#include "Signature.h"
#include "Digest.h"
#include "Parameters.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::sandbox;

namespace
{

/** A Taobao signing case: a form text, the secret and the sign that must come out. */
struct TopCase
{
    const char* name;
    const char* form;
    const char* signMethod;
    const char* secret;
    const char* sign;

    friend std::ostream& operator<<(std::ostream& out, const TopCase& value) { return out << value.name; }
};

constexpr const char* kOfficial =
    "method=taobao.item.seller.get&app_key=12345678&session=test&timestamp=2016-01-01+12%3A00%3A00"
    "&format=json&v=2.0&fields=num_iid%2Ctitle%2Cnick%2Cprice%2Cnum&num_iid=11223344";
constexpr const char* kStockin =
    "app_key=12345678&target_app_key=87654321&sid=testsid&method=wdt.stockin.order.query&format=json"
    "&v=2.0&timestamp=2024-01-02+03%3A04%3A05&start_time=2024-01-01+00%3A00%3A00"
    "&end_time=2024-01-02%2000%3A00%3A00&order_type=6&status=80&page_no=0&page_size=50";
constexpr const char* kEmptyValue =
    "app_key=12345678&target_app_key=87654321&sid=testsid&method=wdt.stockin.order.query&format=json"
    "&v=2.0&timestamp=2024-01-02+03%3A04%3A05&start_time=2024-01-01+00%3A00%3A00&src_order_no="
    "&end_time=2024-01-02%2000%3A00%3A00&order_type=6&status=80&page_no=0&page_size=50&sign=OLD";
constexpr const char* kChinese =
    "app_key=12345678&target_app_key=87654321&sid=testsid&method=wdt.stockin.order.query&format=json"
    "&v=2.0&timestamp=2024-01-02+03%3A04%3A05&start_time=2024-01-01+00%3A00%3A00"
    "&end_time=2024-01-02%2000%3A00%3A00&order_type=6&status=80&page_no=0&page_size=50"
    "&warehouse_no=%E4%B8%BB%E4%BB%9301";

const TopCase kTopCases[] = {
    {"official md5", kOfficial, "md5", "helloworld", "66987CB115214E59E6EC978214934FB8"},
    {"official hmac", kOfficial, "hmac", "helloworld", "D56D7858309C31B6251083A874D48273"},
    {"official sha256", kOfficial, "hmac-sha256", "helloworld",
     "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8"},
    {"stockin md5", kStockin, "md5", "secret", "B9597AAA92257609461F79BE36220E0A"},
    {"stockin hmac", kStockin, "hmac", "secret", "0E5135BF9C2766980813F25285AC3ABE"},
    {"stockin sha256", kStockin, "hmac-sha256", "secret",
     "0746AE7431DDBB7593C0EE0B31F9817D2C5D71E22CC48BD79F1C8C72C424F926"},
    {"empty value dropped", kEmptyValue, "md5", "secret", "B9597AAA92257609461F79BE36220E0A"},
    {"chinese md5", kChinese, "md5", "secret", "669562F1089A9346D0B9727DD69F6660"},
    {"chinese hmac", kChinese, "hmac", "secret", "57891A786BECD613F846432EEF416207"},
    {"chinese sha256", kChinese, "hmac-sha256", "secret",
     "9D6C9CB2DC998073236DB4526DA3A1AD775DF0CEC22B64DEE8DBB776C6A7A076"},
    {"unknown method", kStockin, "sha1", "secret", ""},
};

/** A Kingdee signing case. */
struct JdyCase
{
    const char* name;
    const char* method;
    const char* path;
    const char* query;
    const char* nonce;
    const char* timestamp;
    const char* secret;
    const char* text;
    const char* signature;

    friend std::ostream& operator<<(std::ostream& out, const JdyCase& value) { return out << value.name; }
};

constexpr const char* kNonce = "1234567890";
constexpr const char* kStamp = "1767225600000";
constexpr const char* kSecret = "test-client-secret";

const JdyCase kJdyCases[] = {
    {"vendor example", "GET", "/jdyconnector/app_management/kingdee_auth_token",
     "app_key=bVZgAZOv1&app_signature="
     "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA%3D%3D",
     "4427456950", "1670305063559", "f2adcfef73369bfc4e1384677d38a0ff",
     "GET\n%2Fjdyconnector%2Fapp_management%2Fkingdee_auth_token\n"
     "app_key=bVZgAZOv1&app_signature="
     "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA"
     "%253D%253D\nx-api-nonce:4427456950\nx-api-timestamp:1670305063559\n",
     "OTFiZTliNDFiMjNkYTI3YzVhNzg4MDI4ZGU3MWY1ZTA5ZTk1NjVlNGM1YTI1ZjIxY2Y5YTA3ZGY2OGI1MGQ1MQ=="},
    {"post without query", "POST", "/jdy/v2/scm/inv_check_gail_bill", "", kNonce, kStamp, kSecret,
     "POST\n%2Fjdy%2Fv2%2Fscm%2Finv_check_gail_bill\n\nx-api-nonce:1234567890\nx-api-timestamp:"
     "1767225600000\n",
     "YTIwZGQyNGQ1NzQwYTAzZGNkNmM3MTlhYzk3MmFhYjQxOWJlYmVjMjU2ZDk4MTExMGQzNWM2NGYwNTNlMDY3Yw=="},
    {"one parameter", "GET", "/jdy/v2/bd/material_detail", "number=SKU-001", kNonce, kStamp, kSecret,
     "GET\n%2Fjdy%2Fv2%2Fbd%2Fmaterial_detail\nnumber=SKU-001\nx-api-nonce:1234567890\nx-api-timestamp:"
     "1767225600000\n",
     "NTMwMzdhMDJhZDk2MzY5MDNhNjUyNDc3YmZlYjFmZjI5ZDc5MzRhYjVlYzE1OTU1OThkOGJkNWI0NTUyNDJlNg=="},
    {"utf-8, space and plus", "GET", "/jdy/v2/bd/store",
     "page=1&page_size=100&search=%E4%B8%BB%E4%BB%93%20A%2BB", kNonce, kStamp, kSecret,
     "GET\n%2Fjdy%2Fv2%2Fbd%2Fstore\npage=1&page_size=100&search=%25E4%25B8%25BB%25E4%25BB%2593%2520A%252BB\n"
     "x-api-nonce:1234567890\nx-api-timestamp:1767225600000\n",
     "N2I2NTI5Njc2YjUxYzM1ZGFhOWYxZjExNTYxMjY1NjRjNjg5ZDI0NGNjMjg0ZGJiMWRjODA5Y2RhNDQ5ZGM1Yw=="},
    {"find a bill, unordered on the wire", "GET", "/jdy/v2/scm/inv_check_gail_bill",
     "page=1&page_size=100&bill_no=WDT-PY-20260101-0001&start_bill_date=2026-01-01&end_bill_date=2026-01-31",
     kNonce, kStamp, kSecret,
     "GET\n%2Fjdy%2Fv2%2Fscm%2Finv_check_gail_bill\nbill_no=WDT-PY-20260101-0001&end_bill_date=2026-01-31&"
     "page=1&page_size=100"
     "&start_bill_date=2026-01-01\nx-api-nonce:1234567890\nx-api-timestamp:1767225600000\n",
     "NzMyYzJlZTQ0MmM5MDJiZjk1MWY3NWI4ZWYwMGE4NDlmZDUwNzRhZGQyOTFjZDA1NjZkOTUwZDFkOGI5NGJhZA=="},
    {"authorize", "POST", "/jdyconnector/app_management/push_app_authorize",
     "outerInstanceId=123456789012345678", kNonce, kStamp, kSecret,
     "POST\n%2Fjdyconnector%2Fapp_management%2Fpush_app_authorize\nouterInstanceId=123456789012345678\n"
     "x-api-nonce:1234567890\nx-api-timestamp:1767225600000\n",
     "ZDRmNzAxZGMwZWJhZTlkM2MyZmQyMWQ1NjBkMzQwZWJkMTRkYjM4ZTU0YzhkNGExYzZkMGFkOWQyNjYyZGZhMA=="},
};

} // namespace

BOOST_AUTO_TEST_SUITE(signatures)

BOOST_DATA_TEST_CASE(taobao_sign, boost::unit_test::data::make(kTopCases), sample)
{
    Parameters parameters;
    parameters.add(sample.form, true);
    parameters.add(std::string("sign_method=") + sample.signMethod, true);
    BOOST_TEST(topSignature(parameters, sample.signMethod, sample.secret) == sample.sign);
}

BOOST_DATA_TEST_CASE(kingdee_signature, boost::unit_test::data::make(kJdyCases), sample)
{
    const std::string text =
        jdyStringToSign(sample.method, sample.path, sample.query, sample.nonce, sample.timestamp);
    BOOST_TEST(text == sample.text);
    BOOST_TEST(hexBase64Hmac(sample.secret, text) == sample.signature);
}

BOOST_AUTO_TEST_CASE(kingdee_app_signature)
{
    BOOST_TEST(hexBase64Hmac("abc123", "abc") ==
               "ZDljMTI3NGIyNTE1MTRkYzlkNjc1MDNhYjUzMzgzNWMyY2M4YTdjMzdmNmM3YTVlNDkxMTkzNjdiOTFjNzUyZQ==");
    BOOST_TEST(hexBase64Hmac("test-app-secret", "test-app-key") ==
               "ODZiYmY1ZjIzNmUwMDg5MDBjYTUxYjAxNjE0OGM3NjhmOGQxZDM1OGVlZDFiNTg1YmY4YTk2YjRkMzM5NTAzOQ==");
}

BOOST_AUTO_TEST_SUITE_END()
