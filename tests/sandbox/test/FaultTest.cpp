#include "Caller.h"

#include "Truth.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <thread>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

const std::string kSave = "/jdy/v2/scm/inv_check_gail_bill";

/** A fault on the save, how its answer leaves and whether the bill exists afterwards. */
struct SaveCase
{
    const char* kind;
    Delivery delivery;
    int status;
    bool applied;

    friend std::ostream& operator<<(std::ostream& out, const SaveCase& value) { return out << value.kind; }
};

const SaveCase kSaveCases[] = {
    {"cut_before", Delivery::Cut, 200, false},
    {"cut_after", Delivery::Cut, 200, true},
    {"timeout_before", Delivery::Silent, 200, false},
    {"timeout_after", Delivery::Silent, 200, true},
    {"status_500_before", Delivery::Normal, 500, false},
    {"status_500_after", Delivery::Normal, 500, true},
    {"html", Delivery::Normal, 200, false},
    {"html_after", Delivery::Normal, 200, true},
    {"truncate", Delivery::Truncated, 200, true},
    {"truncate_json", Delivery::Normal, 200, true},
    {"charset", Delivery::Normal, 200, true},
    {"bom", Delivery::Normal, 200, true},
    {"empty", Delivery::Normal, 200, true},
    {"drip", Delivery::Drip, 200, true},
    {"status_429", Delivery::Normal, 429, false},
    {"deep_json", Delivery::Normal, 200, true},
    {"huge", Delivery::Normal, 200, true},
    {"audit_fails", Delivery::Normal, 200, true},
};

std::string rule(const std::string& path, const std::string& method, const std::string& kind,
                 const std::string& more = {})
{
    return R"([{"path":")" + path + R"(","method":")" + method + R"(","kind":")" + kind + "\"" + more + "}]";
}

std::int64_t bills(Caller& caller)
{
    return caller.control("GET", "truth").integer("bills", -1);
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_DATA_TEST_CASE(on_the_save, data::make(kSaveCases), sample)
{
    Caller caller;
    caller.login();
    BOOST_TEST(caller.control("POST", "faults", rule(kSave, "POST", sample.kind, R"(,"bytes":1000)"))
                   .find("error") == nullptr);
    const std::string body = expectedBody(caller.world(), caller.eligible(0));
    const Response response = caller.jdy("POST", kSave, {}, body);
    BOOST_TEST((response.delivery == sample.delivery));
    BOOST_TEST(response.status == sample.status);
    BOOST_TEST(bills(caller) == (sample.applied ? 1 : 0));
    BOOST_TEST(errcode(caller.saveRight(caller.eligible(1))) == "0");
    BOOST_TEST(caller.control("GET", "counters").find("faults")->integer(sample.kind, 0) == 1);
}

BOOST_AUTO_TEST_CASE(audit_fails_leaves_an_unaudited_bill)
{
    Caller caller;
    caller.login();
    caller.control("POST", "faults", rule(kSave, "POST", "audit_fails"));
    BOOST_TEST(errcode(caller.saveRight(caller.eligible(0))) == "2016002000");
    const JsonValue truth = caller.control("GET", "truth");
    BOOST_TEST(truth.integer("unaudited_count", 0) == 1);
    BOOST_TEST(truth.integer("bills", 0) == 1);
}

BOOST_AUTO_TEST_CASE(charset_gives_gbk_bytes)
{
    Caller caller;
    caller.login();
    caller.control("POST", "faults", rule(kSave, "POST", "charset"));
    const Response response = caller.jdy("POST", kSave, {}, expectedBody(caller.world(), caller.eligible(0)));
    BOOST_TEST(!parseJson(response.body).has_value());
    BOOST_TEST(response.body.find("\xB2\xD9\xD7\xF7") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(late_apply_comes_later)
{
    Caller caller;
    caller.login();
    caller.control("POST", "faults", rule(kSave, "POST", "late_apply", R"(,"ms":150)"));
    const std::string body = expectedBody(caller.world(), caller.eligible(0));
    BOOST_TEST((caller.jdy("POST", kSave, {}, body).delivery == Delivery::Cut));
    BOOST_TEST(bills(caller) == 0);
    for (int i = 0; i < 100 && bills(caller) == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    BOOST_TEST(bills(caller) == 1);
    caller.control("POST", "faults", rule(kSave, "POST", "late_apply"));
    Request unsigned_ = caller.jdyRequest("POST", kSave, {}, body);
    setHeader(unsigned_, "X-Api-Signature", "x");
    BOOST_TEST(caller.sandbox().handle(unsigned_).status == 400);
}

BOOST_AUTO_TEST_CASE(skip_times_and_clear)
{
    Caller caller;
    caller.login();
    caller.control("POST", "faults",
                   rule(kSave, "POST", "status_500_before", R"(,"skip":1,"times":2,"status":504)"));
    std::vector<int> statuses;
    for (std::size_t i = 0; i < 5; ++i)
        statuses.push_back(
            caller.jdy("POST", kSave, {}, expectedBody(caller.world(), caller.eligible(i))).status);
    BOOST_TEST(statuses == (std::vector<int>{200, 504, 504, 200, 200}), boost::test_tools::per_element());
    caller.control("POST", "faults", rule(kSave, "POST", "cut_before", R"(,"times":100)"));
    caller.control("DELETE", "faults");
    BOOST_TEST(errcode(caller.saveRight(caller.eligible(6))) == "0");
    BOOST_TEST(caller.control("GET", "faults").items.empty());
}

BOOST_AUTO_TEST_CASE(a_rule_waits_for_another)
{
    Caller caller;
    caller.login();
    caller.control("POST", "faults",
                   R"([{"path":")" + kSave + R"(","kind":"status_500_before","after":"first"},)" +
                       R"({"path":")" + kSave + R"(","kind":"cut_after","skip":1,"note":"first"}])");
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < 4; ++i)
    {
        const Response response =
            caller.jdy("POST", kSave, {}, expectedBody(caller.world(), caller.eligible(i)));
        seen.push_back(response.delivery == Delivery::Cut ? "cut" : std::to_string(response.status));
    }
    BOOST_TEST(seen == (std::vector<std::string>{"200", "cut", "500", "200"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(access_ends_just_before_a_call)
{
    Caller caller;
    caller.login();
    for (const std::string kind : {"token_expires", "secret_rotates"})
    {
        caller.control("POST", "faults", rule(kSave, "POST", kind));
        BOOST_TEST(errcode(caller.saveRight(caller.eligible(0))) == "1000202001");
        BOOST_TEST(bills(caller) == 0);
        caller.login();
    }
    BOOST_TEST(caller.sandbox().jdy().access().rotations() == 1);
    BOOST_TEST(errcode(caller.saveRight(caller.eligible(0))) == "0");
}

BOOST_AUTO_TEST_CASE(a_refused_audit_changes_nothing)
{
    Caller caller;
    caller.login();
    const std::string draft = R"({"entity_number":"inv_check_gain_bill","operate_type":")";
    const JsonValue saved = caller.saveRight(caller.eligible(0));
    const std::string ids = R"(","ids":[")" + saved.find("data")->find("ids")->items[0].text + R"("]})";
    const std::string operate = "/jdy/v2/sys/common_operate";
    BOOST_TEST(errcode(parsed(caller.jdy("POST", operate, {}, draft + "unaudit" + ids).body)) == "0");
    caller.control("POST", "faults", rule(operate, "POST", "audit_fails"));
    BOOST_TEST(errcode(parsed(caller.jdy("POST", operate, {}, draft + "audit" + ids).body)) == "2016002000");
    BOOST_TEST(caller.control("GET", "truth").integer("unaudited_count", 0) == 1);
    BOOST_TEST(errcode(parsed(caller.jdy("POST", operate, {}, draft + "audit" + ids).body)) == "0");
    BOOST_TEST(caller.control("GET", "truth").integer("unaudited_count", 1) == 0);
}

BOOST_AUTO_TEST_CASE(a_list_can_repeat_a_row)
{
    Caller caller;
    caller.login();
    for (const std::string path : {"/jdy/v2/bd/material", "/jdy/v2/bd/store"})
    {
        caller.control("POST", "faults", rule(path, "GET", "duplicate_rows"));
        const auto rows = [&] {
            return parsed(caller.jdy("GET", path, {{"page_size", "5"}}).body)
                .find("data")
                ->find("rows")
                ->items;
        };
        const auto repeated = rows();
        BOOST_REQUIRE_EQUAL(repeated.size(), 6U);
        BOOST_TEST(repeated[0].string("id") == repeated[1].string("id"));
        BOOST_TEST(rows().size() == 5U);
    }
}

BOOST_AUTO_TEST_CASE(reset_forgets_what_would_come_late)
{
    Caller caller;
    caller.login();
    caller.control("POST", "faults", rule(kSave, "POST", "late_apply", R"(,"ms":60)"));
    caller.jdy("POST", kSave, {}, expectedBody(caller.world(), caller.eligible(0)));
    caller.control("POST", "reset");
    caller.control("POST", "faults", rule(kSave, "POST", "late_apply", R"(,"ms":120)"));
    caller.jdy("POST", kSave, {}, expectedBody(caller.world(), caller.eligible(1)));
    for (int i = 0; i < 100 && bills(caller) == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    BOOST_TEST(bills(caller) == 1);
}

BOOST_AUTO_TEST_CASE(a_share_is_drawn_from_the_seed)
{
    const auto pattern = [](const std::string& seed)
    {
        Caller caller;
        caller.control(
            "POST", "faults",
            rule("/router/qm", "POST", "empty", R"(,"times":1000,"per_mille":300,"seed":)" + seed));
        std::string text;
        for (int i = 0; i < 200; ++i)
            text += caller.wdt({{"page_size", "1"}}).body.empty() ? 'x' : '.';
        return text;
    };
    const std::string first = pattern("5");
    BOOST_TEST(first == pattern("5"));
    BOOST_TEST(first != pattern("6"));
    const auto hits = std::count(first.begin(), first.end(), 'x');
    BOOST_TEST(hits > 30);
    BOOST_TEST(hits < 90);
}

BOOST_AUTO_TEST_CASE(pages_can_be_spoiled)
{
    Caller caller;
    const auto rowsOf = [&](const std::string& kind)
    {
        caller.control("POST", "faults", rule("/router/qm", "POST", kind));
        const JsonValue response = caller.wdtResponse({{"page_size", "10"}});
        const JsonValue* list = response.find("stockin_list");
        return list == nullptr ? std::vector<JsonValue>() : list->items;
    };
    BOOST_TEST(rowsOf("missing_list").empty());
    const auto doubled = rowsOf("duplicate_rows");
    BOOST_REQUIRE_EQUAL(doubled.size(), 11U);
    BOOST_TEST(doubled[0].string("order_no") == doubled[1].string("order_no"));
    const auto bad = rowsOf("bad_record");
    BOOST_REQUIRE_EQUAL(bad.size(), 10U);
    BOOST_TEST(bad[0].find("details_list")->is(JsonValue::Kind::String));
    BOOST_TEST(bad[1].find("details_list")->is(JsonValue::Kind::Array));
}

BOOST_AUTO_TEST_CASE(bans_name_their_seconds)
{
    Caller caller;
    caller.control("POST", "faults", rule("/router/qm", "POST", "ban", R"(,"seconds":3)"));
    const JsonValue response = caller.wdtResponse({});
    BOOST_TEST(response.integer("code", 0) == 7);
    BOOST_TEST(response.string("sub_message") == "This ban will last for 3 more seconds");
    caller.control("POST", "faults", rule("/router/qm", "POST", "ban", R"(,"shape":"error_response")"));
    const JsonValue other = parsed(caller.wdt({}).body);
    BOOST_TEST(other.find("error_response")->string("sub_msg") == "This ban will last for 1 more seconds");
}

BOOST_AUTO_TEST_CASE(senseless_rules_are_refused)
{
    Caller caller;
    for (const std::string& text :
         {std::string("{}"), std::string("[1]"), rule("/x", "POST", "explode"), rule("", "POST", "html"),
          rule(kSave, "POST", "missing_list"), rule(kSave, "GET", "audit_fails"),
          rule("/router/qm", "POST", "token_expires"), rule(kSave, "POST", "duplicate_rows"),
          rule(kSave, "POST", "html", R"(,"count":1)")})
        BOOST_TEST(caller.control("POST", "faults", text).find("error") != nullptr, text);
    BOOST_TEST(caller.control("GET", "faults").items.empty());
    BOOST_TEST(caller.control("GET", "nowhere").find("error") != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
