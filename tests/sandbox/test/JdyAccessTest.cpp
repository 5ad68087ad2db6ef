#include "Caller.h"

#include "Digest.h"
#include "Signature.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

/** A header spoiled after signing, and what the gateway says. */
struct HeaderCase
{
    const char* name;
    const char* value;
    int status;
    const char* text;

    friend std::ostream& operator<<(std::ostream& out, const HeaderCase& value)
    {
        return out << value.name << "=" << value.value;
    }
};

const HeaderCase kHeaderCases[] = {
    {"X-Api-ClientID", "other", 400, "X-Api-ClientID is invalid"},
    {"X-Api-Auth-Version", "1.0", 400, "X-Api-Auth-Version is invalid"},
    {"X-Api-SignHeaders", "X-Api-Nonce,X-Api-TimeStamp", 400, "X-Api-SignHeaders is invalid"},
    {"X-Api-Nonce", "abc", 400, "X-Api-Nonce is invalid"},
    {"X-Api-Nonce", "0", 400, "X-Api-Nonce is invalid"},
    {"X-Api-Nonce", "5", 400, "X-Api-Signature is invalid"},
    {"X-Api-TimeStamp", "1767225600", 400, "X-Api-TimeStamp is invalid"},
    {"X-Api-Signature", "", 400, "X-Api-Signature is invalid"},
    {"app-token", "", 401, "app-token is missing"},
    {"app-token", "a.b.c", 401, "app-token is invalid"},
    {"X-GW-Router-Addr", "", 404, "No Route"},
    {"X-GW-Router-Addr", "https://tf.jdy.com", 404, "No Route"},
};

const std::string kStores = "/jdy/v2/bd/store";
const std::string kTokenPath = "/jdyconnector/app_management/kingdee_auth_token";
const std::string kAuthorizePath = "/jdyconnector/app_management/push_app_authorize";

/** Signs the request again, with another timestamp. */
void signAt(Request& request, std::int64_t timestampMs)
{
    const std::string timestamp = std::to_string(timestampMs);
    setHeader(request, "X-Api-TimeStamp", timestamp);
    const std::string text = jdyStringToSign(request.method, request.path, request.query,
                                             request.header("X-Api-Nonce"), timestamp);
    setHeader(request, "X-Api-Signature", hexBase64Hmac("sandbox-client-secret", text));
}

} // namespace

BOOST_AUTO_TEST_SUITE(jdy_access)

BOOST_DATA_TEST_CASE(header_refusals, data::make(kHeaderCases), sample)
{
    Caller caller;
    caller.login();
    Request request = caller.jdyRequest("GET", kStores, {}, {});
    setHeader(request, sample.name, sample.value);
    const Response response = caller.sandbox().handle(request);
    BOOST_TEST(response.status == sample.status);
    BOOST_TEST(parsed(response.body).string("description") == sample.text);
}

BOOST_AUTO_TEST_CASE(a_good_call_passes_once)
{
    Caller caller;
    caller.login();
    const Request request = caller.jdyRequest("GET", kStores, {}, {});
    BOOST_TEST(errcode(parsed(caller.sandbox().handle(request).body)) == "0");
    const Response replay = caller.sandbox().handle(request);
    BOOST_TEST(replay.status == 400);
    BOOST_TEST(parsed(replay.body).string("description").find("replayed") != std::string_view::npos);
}

BOOST_DATA_TEST_CASE(stale_timestamps, data::make({-300001, -300000, 0, 300000, 300001}), offset)
{
    Caller caller;
    caller.login();
    Request request = caller.jdyRequest("GET", kStores, {}, {});
    signAt(request, caller.nowMs() + offset);
    BOOST_TEST(caller.sandbox().handle(request).status == (offset < -300000 || offset > 300000 ? 400 : 200));
}

BOOST_AUTO_TEST_CASE(a_changed_query_breaks_the_signature)
{
    Caller caller;
    caller.login();
    Request request = caller.jdyRequest("GET", kStores, {{"search", "主仓 A+B"}}, {});
    Request spaces = request;
    spaces.query = "search=%E4%B8%BB%E4%BB%93+A%2BB";
    BOOST_TEST(caller.sandbox().handle(spaces).status == 400);
    BOOST_TEST(caller.sandbox().handle(request).status == 200);
}

BOOST_AUTO_TEST_CASE(unknown_paths)
{
    Caller caller;
    caller.login();
    for (const std::string path : {"/jdy/v2/bd/dept", "/jdy/v2/scm/inv_check_gain_bill", "/jdyconnector/x"})
        BOOST_TEST(caller.jdy("GET", path).status == 519);
    BOOST_TEST(caller.jdy("POST", kStores).status == 519);
    Request outside;
    outside.method = "GET";
    outside.path = "/elsewhere";
    BOOST_TEST(caller.sandbox().handle(outside).status == 404);
}

BOOST_AUTO_TEST_CASE(authorisation_lists_a_revoked_row_first)
{
    Caller caller;
    const JsonValue answer =
        parsed(caller.jdy("POST", kAuthorizePath, {{"outerInstanceId", "sandbox-instance"}}, "{}").body);
    const auto& rows = answer.find("data")->items;
    BOOST_REQUIRE_EQUAL(rows.size(), 2U);
    BOOST_TEST(rows[0].integer("status", -1) == 0);
    BOOST_TEST(rows[1].integer("status", -1) == 1);
    BOOST_TEST(rows[1].string("domain") == "http://sandbox.test");
    BOOST_TEST(errcode(parsed(caller.jdy("POST", kAuthorizePath, {{"outerInstanceId", "x"}}).body)) ==
               "1020002008");
    BOOST_TEST(errcode(parsed(caller.jdy("POST", kAuthorizePath).body)) == "1030002000");
    Options options = fixedOptions();
    options.behaviour.authorizeWithCode = true;
    Caller other(options);
    BOOST_TEST(parsed(other.jdy("POST", kAuthorizePath, {{"outerInstanceId", "sandbox-instance"}}).body)
                   .integer("code", 0) == 200);
}

BOOST_AUTO_TEST_CASE(rotation_spoils_the_old_secret)
{
    Caller caller;
    caller.login();
    const std::string oldSignature = caller.sandbox().jdy().access().appSignature();
    caller.control("POST", "rotate");
    const JsonValue refused = parsed(
        caller.jdy("GET", kTokenPath, {{"app_key", "sandbox-app-key"}, {"app_signature", oldSignature}})
            .body);
    BOOST_TEST(errcode(refused) == "1030002006");
    BOOST_TEST(refused.string("description") == "授权密钥校验失败");
    // The token itself stays good until it expires.
    BOOST_TEST(caller.jdy("GET", kStores).status == 200);
    caller.login();
    BOOST_TEST(caller.jdy("GET", kStores).status == 200);
}

BOOST_AUTO_TEST_CASE(rotation_after_a_number_of_calls)
{
    Options options = fixedOptions();
    options.behaviour.rotateAfter = 4;
    Caller caller(options);
    caller.login();
    const std::string before = caller.sandbox().jdy().access().appSecret();
    caller.jdy("GET", kStores);
    BOOST_TEST(caller.sandbox().jdy().access().appSecret() == before);
    caller.jdy("GET", kStores);
    BOOST_TEST(caller.sandbox().jdy().access().appSecret() != before);
}

BOOST_AUTO_TEST_CASE(tokens_end)
{
    Caller caller;
    caller.login();
    caller.advance(86400000 - 1000);
    BOOST_TEST(caller.jdy("GET", kStores).status == 200);
    caller.advance(1000);
    const Response expired = caller.jdy("GET", kStores);
    BOOST_TEST(expired.status == 401);
    BOOST_TEST(errcode(parsed(expired.body)) == "1000202001");
    BOOST_TEST(parsed(expired.body).string("description") == "JWT token has expired");
    caller.token.clear();
    caller.login();
    BOOST_TEST(caller.jdy("GET", kStores).status == 200);
    caller.control("POST", "expire-tokens");
    BOOST_TEST(caller.jdy("GET", kStores).status == 401);
}

BOOST_AUTO_TEST_CASE(limits)
{
    Options options = fixedOptions();
    options.behaviour.limits = true;
    Caller caller(options);
    caller.login();
    for (int i = 0; i < 500; ++i)
        BOOST_REQUIRE_EQUAL(caller.jdy("GET", kStores).status, 200);
    BOOST_TEST(caller.jdy("GET", kStores).status == 429);
    caller.jdy("GET", kTokenPath, {{"app_key", "x"}});
    BOOST_TEST(caller.jdy("GET", kTokenPath, {{"app_key", "x"}}).status == 429);
    const JsonValue counters = caller.control("GET", "counters");
    BOOST_TEST(counters.find("limit_violations")->integer("jdy_account_book", 0) == 1);
    BOOST_TEST(counters.find("limit_violations")->integer("jdy_token", 0) == 1);
    BOOST_TEST(counters.find("max_calls_in_60s")->integer("jdy_account_book", 0) == 501);
    caller.advance(60001);
    BOOST_TEST(caller.jdy("GET", kStores).status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
