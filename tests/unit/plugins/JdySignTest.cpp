#include "JdySign.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::jdy;

namespace
{

constexpr const char* Nonce = "1234567890";
constexpr const char* Time = "1767225600000";

std::string synthetic(const char* method, const char* path, const Query& query)
{
    return requestSignature("test-client-secret", signingText(method, path, query, Nonce, Time));
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdySigns)

BOOST_AUTO_TEST_CASE(V1AppSignatureOfTheDocumentation)
{
    BOOST_TEST(appSignature("abc", "abc123") ==
               "ZDljMTI3NGIyNTE1MTRkYzlkNjc1MDNhYjUzMzgzNWMyY2M4YTdjMzdmNmM3YTVlNDkxMTkzNjdiOTFjNzUyZQ==");
}

BOOST_AUTO_TEST_CASE(V2RequestOfTheDocumentation)
{
    const Query query{
        {"app_key", "bVZgAZOv1"},
        {"app_signature",
         "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA=="}};
    const std::string text = signingText("GET", "/jdyconnector/app_management/kingdee_auth_token", query,
                                         "4427456950", "1670305063559");
    BOOST_TEST(text ==
               "GET\n%2Fjdyconnector%2Fapp_management%2Fkingdee_auth_token\napp_key=bVZgAZOv1&app_signature="
               "MzZlYTk0ODk4MWZlNjdiODNmNWU4YzViNzYxNGM5MTFlOGJkN2NjMzk0MTJkZGNhZGM0NzZhN2YxZDJmOTlkZA"
               "%253D%253D\nx-api-nonce:4427456950\nx-api-timestamp:1670305063559\n");
    BOOST_TEST(requestSignature("f2adcfef73369bfc4e1384677d38a0ff", text) ==
               "OTFiZTliNDFiMjNkYTI3YzVhNzg4MDI4ZGU3MWY1ZTA5ZTk1NjVlNGM1YTI1ZjIxY2Y5YTA3ZGY2OGI1MGQ1MQ==");
}

BOOST_AUTO_TEST_CASE(V3PostWithoutQuery)
{
    BOOST_TEST(signingText("POST", "/jdy/v2/scm/inv_check_gail_bill", {}, Nonce, Time) ==
               "POST\n%2Fjdy%2Fv2%2Fscm%2Finv_check_gail_bill\n\nx-api-nonce:1234567890\n"
               "x-api-timestamp:1767225600000\n");
    BOOST_TEST(synthetic("POST", "/jdy/v2/scm/inv_check_gail_bill", {}) ==
               "YTIwZGQyNGQ1NzQwYTAzZGNkNmM3MTlhYzk3MmFhYjQxOWJlYmVjMjU2ZDk4MTExMGQzNWM2NGYwNTNlMDY3Yw==");
}

BOOST_AUTO_TEST_CASE(V4OneParameter)
{
    BOOST_TEST(synthetic("GET", "/jdy/v2/bd/material_detail", {{"number", "SKU-001"}}) ==
               "NTMwMzdhMDJhZDk2MzY5MDNhNjUyNDc3YmZlYjFmZjI5ZDc5MzRhYjVlYzE1OTU1OThkOGJkNWI0NTUyNDJlNg==");
}

BOOST_AUTO_TEST_CASE(V5Utf8BlankAndPlus)
{
    const Query query{{"page", "1"}, {"page_size", "100"}, {"search", "主仓 A+B"}};
    BOOST_TEST(queryText(query) == "page=1&page_size=100&search=%E4%B8%BB%E4%BB%93%20A%2BB");
    BOOST_TEST(synthetic("GET", "/jdy/v2/bd/store", query) ==
               "N2I2NTI5Njc2YjUxYzM1ZGFhOWYxZjExNTYxMjY1NjRjNjg5ZDI0NGNjMjg0ZGJiMWRjODA5Y2RhNDQ5ZGM1Yw==");
}

BOOST_AUTO_TEST_CASE(V6FindABill)
{
    const Query query{{"start_bill_date", "2026-01-01"},
                      {"page_size", "100"},
                      {"page", "1"},
                      {"end_bill_date", "2026-01-31"},
                      {"bill_no", "WDT-PY-20260101-0001"}};
    BOOST_TEST(synthetic("GET", "/jdy/v2/scm/inv_check_gail_bill", query) ==
               "NzMyYzJlZTQ0MmM5MDJiZjk1MWY3NWI4ZWYwMGE4NDlmZDUwNzRhZGQyOTFjZDA1NjZkOTUwZDFkOGI5NGJhZA==");
}

BOOST_AUTO_TEST_CASE(V7Authorize)
{
    BOOST_TEST(synthetic("POST", "/jdyconnector/app_management/push_app_authorize",
                         {{"outerInstanceId", "123456789012345678"}}) ==
               "ZDRmNzAxZGMwZWJhZTlkM2MyZmQyMWQ1NjBkMzQwZWJkMTRkYjM4ZTU0YzhkNGExYzZkMGFkOWQyNjYyZGZhMA==");
}

BOOST_AUTO_TEST_CASE(V8AppSignature)
{
    BOOST_TEST(appSignature("test-app-key", "test-app-secret") ==
               "ODZiYmY1ZjIzNmUwMDg5MDBjYTUxYjAxNjE0OGM3NjhmOGQxZDM1OGVlZDFiNTg1YmY4YTk2YjRkMzM5NTAzOQ==");
}

BOOST_AUTO_TEST_SUITE_END()
