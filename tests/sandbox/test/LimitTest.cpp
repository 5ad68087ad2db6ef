#include "Caller.h"

#include <boost/test/unit_test.hpp>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;

namespace
{

const std::string kToken = "/jdyconnector/app_management/kingdee_auth_token";
const std::string kStores = "/jdy/v2/bd/store";

Options limited()
{
    Options options = fixedOptions();
    options.behaviour.limits = true;
    return options;
}

std::int64_t refused(Caller& caller, const std::string& vendor)
{
    return caller.control("GET", "counters").find("refused")->integer(vendor, -1);
}

} // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(the_minute_of_wdt_slides)
{
    Caller caller(limited());
    const auto call = [&] { return caller.wdtResponse({{"page_size", "1"}}).integer("errorcode", -1); };
    for (int i = 0; i < 60; ++i)
    {
        BOOST_REQUIRE_EQUAL(call(), 0);
        caller.advance(500);
    }
    // Thirty seconds later the first half is still in the window, at sixty seconds one call has left it.
    BOOST_TEST(call() == 1012);
    caller.advance(29'999);
    BOOST_TEST(call() == 1012);
    caller.advance(1);
    BOOST_TEST(call() == 0);
    BOOST_TEST(call() == 1012);
    caller.advance(500);
    BOOST_TEST(call() == 0);
    BOOST_TEST(refused(caller, "wdt") == 3);
    BOOST_TEST(refused(caller, "jdy") == 0);
}

BOOST_AUTO_TEST_CASE(five_hundred_a_minute_for_a_book)
{
    Caller caller(limited());
    caller.login();
    for (int i = 0; i < 500; ++i)
        BOOST_REQUIRE_EQUAL(caller.jdy("GET", kStores, {{"page_size", "1"}}).status, 200);
    const Response answer = caller.jdy("GET", kStores);
    BOOST_TEST(answer.status == 429);
    BOOST_TEST(errcode(parsed(answer.body)) == "429");
    BOOST_TEST(refused(caller, "jdy") == 1);
    BOOST_TEST(caller.control("GET", "counters").find("limit_violations")->integer("jdy_account_book", 0) ==
               1);
    caller.advance(60'000);
    BOOST_TEST(caller.jdy("GET", kStores).status == 200);
}

BOOST_AUTO_TEST_CASE(two_tokens_a_minute)
{
    Caller caller(limited());
    caller.login();
    caller.advance(30'000);
    caller.login();
    const auto call = [&] { return caller.jdy("GET", kToken, {{"app_key", "x"}}).status; };
    BOOST_TEST(call() == 429);
    caller.advance(30'000);
    BOOST_TEST(call() == 200);
    BOOST_TEST(call() == 429);
}

BOOST_AUTO_TEST_CASE(a_ban_lasts_and_counts_down)
{
    Caller caller;
    BOOST_TEST(caller.control("POST", "ban", R"({"seconds":5})").find("error") == nullptr);
    BOOST_TEST(caller.wdtResponse({}).string("sub_message") == "This ban will last for 5 more seconds");
    caller.advance(2500);
    BOOST_TEST(caller.wdtResponse({}).string("sub_message") == "This ban will last for 3 more seconds");
    BOOST_TEST(refused(caller, "wdt") == 2);
    caller.advance(2500);
    BOOST_TEST(caller.wdtResponse({}).integer("errorcode", -1) == 0);
    caller.control("POST", "ban", R"({"seconds":31062,"shape":"error_response"})");
    const JsonValue other = parsed(caller.wdt({}).body);
    BOOST_TEST(other.find("error_response")->string("sub_msg") ==
               "This ban will last for 31062 more seconds");
    caller.control("POST", "ban", R"({"seconds":0})");
    BOOST_TEST(caller.wdtResponse({}).integer("errorcode", -1) == 0);
    for (const char* text : {"{}", "[]", R"({"seconds":-1})", R"({"seconds":1,"minutes":1})"})
        BOOST_TEST(caller.control("POST", "ban", text).find("error") != nullptr, text);
}

BOOST_AUTO_TEST_CASE(first_and_last_bill_are_told)
{
    Caller caller;
    caller.login();
    const std::int64_t first = caller.nowMs();
    BOOST_REQUIRE(errcode(caller.saveRight(caller.eligible(0))) == "0");
    caller.advance(700);
    BOOST_REQUIRE(errcode(caller.saveRight(caller.eligible(1))) == "0");
    const JsonValue counters = caller.control("GET", "counters");
    BOOST_TEST(counters.find("bills_saved_at")->integer("first", 0) == first);
    BOOST_TEST(counters.find("bills_saved_at")->integer("last", 0) == first + 700);
    caller.control("POST", "reset");
    BOOST_TEST(caller.control("GET", "counters").find("bills_saved_at")->integer("first", -1) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
