#include "Caller.h"

#include "ChinaTime.h"
#include "Truth.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

const std::string kPath = "/jdy/v2/scm/inv_check_gail_bill";
const std::string kOperate = "/jdy/v2/sys/common_operate";

/** A body with the marks $M, $U, $S for right ids, and the refusal it must get. */
struct RefusalCase
{
    std::string body;
    const char* errcode;
    const char* text;

    friend std::ostream& operator<<(std::ostream& out, const RefusalCase& value) { return out << value.body; }
};

/** A right head around the given lines. */
std::string oneLine(const std::string& line)
{
    return R"({"bill_date":"2026-01-05","material_entity":[)" + line + "]}";
}

const RefusalCase kRefusals[] = {
    {R"({"material_entity":[$L]})", "1030002000", "单据日期"},
    {R"({"bill_date":"2026-01-05 10:00:00","material_entity":[$L]})", "1030002006", "bill_date"},
    {R"({"bill_date":"2026-02-30","material_entity":[$L]})", "1030002006", "bill_date"},
    {R"({"bill_date":20260105,"material_entity":[$L]})", "1030002001", "proto"},
    {R"({"bill_date":"2026-01-05"})", "1030002000", "请填写\"材料分录\""},
    {oneLine(""), "1030002000", "请填写\"材料分录\""},
    {R"({"bill_date":"2026-01-05","material_entity":{}})", "1030002001", "proto"},
    {oneLine(R"("x")"), "1030002001", "proto"},
    {R"({"data":{"bill_date":"2026-01-05","material_entity":[$L]}})", "1030002000", "单据日期"},
    {R"({"bill_date":"2026-01-05","data":{"material_entity":[$L]}})", "1030002000", "请填写\"材料分录\""},
    {oneLine(R"({"stock_id":"$S","unit_id":"$U","qty":1})"), "1030002000", "第1行：\"商品\""},
    {oneLine(R"($L,{"material_id":"$M","unit_id":"$U","qty":1})"), "1030002000", "第2行：\"仓库\""},
    {oneLine(R"({"material_id":"$M","stock_number":"WH01","unit_id":"$U","qty":1})"), "1030002000",
     "第1行：\"仓库\""},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","qty":1})"), "1030002000", "\"unit\"字段不能为空"},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","unit_id":"$U"})"), "1030002000", "数量"},
    {oneLine(R"({"material_id":"1","stock_id":"$S","unit_id":"$U","qty":1})"), "1030002003",
     "material_id[1]不存在"},
    {oneLine(R"({"material_id":"$M","stock_id":"1","unit_id":"$U","qty":1})"), "1030002003",
     "stock_id[1]不存在"},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","unit_id":"999","qty":1})"), "1030002003",
     "unit_id[999]不存在"},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","unit_id":"$O","qty":1})"), "2016002095", "不匹配"},
    {oneLine(R"({"material_id":$M,"stock_id":"$S","unit_id":"$U","qty":1})"), "1030002001", "proto"},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","unit_id":"$U","qty":"1"})"), "1030002001", "qty"},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","unit_id":"$U","qty":0})"), "1030002006", "大于0"},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","unit_id":"$U","qty":-1})"), "1030002006", "大于0"},
    {oneLine(R"({"material_id":"$M","stock_id":"$S","unit_id":"$U","qty":1e30})"), "1030002006", "超出范围"},
    {R"({"bill_date":"2026-01-05","operation_key":"approve","material_entity":[$L]})", "1030002006",
     "operation_key"},
    {R"({"bill_date":"2026-01-05","bill_no":"1234567890123456789012345678901","material_entity":[$L]})",
     "1030002006", "bill_no"},
    {R"({"bill_date":"2026-01-05","id":"844098615923197952","material_entity":[$L]})", "1030002003",
     "数据不存在"},
    {R"({"bill_date":"2026-01-05","material_entity":[$L])", "1030002001", "proto"},
    {R"([])", "1030002001", "proto"},
};

void replaceAll(std::string& text, const std::string& mark, const std::string& value)
{
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
        text.replace(at, mark.size(), value);
}

/** Puts right ids in: $M material 1, $U its unit, $S a store, $O a unit it does not have, $L a right line. */
std::string filled(const Caller& caller, std::string text)
{
    const Catalog& catalog = caller.world().catalog();
    const Material& material = catalog.materials()[1];
    std::uint32_t other = 0;
    while (other == material.unit || other == material.boxUnit)
        ++other;
    replaceAll(text, "$L", R"({"material_id":"$M","stock_id":"$S","unit_id":"$U","qty":2})");
    replaceAll(text, "$M", material.id);
    replaceAll(text, "$U", catalog.units()[material.unit].id);
    replaceAll(text, "$S", catalog.stores()[0].id);
    replaceAll(text, "$O", catalog.units()[other].id);
    return text;
}

std::string body(const Caller& caller, const std::string& head)
{
    return filled(caller, R"({"bill_date":"2026-01-05",)" + head + R"("material_entity":[$L]})");
}

std::string firstId(const JsonValue& answer)
{
    BOOST_REQUIRE_EQUAL(errcode(answer), "0");
    return answer.find("data")->find("ids")->items.at(0).text;
}

JsonValue operate(Caller& caller, const std::string& operation, const std::string& id)
{
    const std::string text = R"({"entity_number":"inv_check_gain_bill","operate_type":")" + operation +
                             R"(","ids":[")" + id + "\"]}";
    return parsed(caller.jdy("POST", kOperate, {}, text).body);
}

JsonValue detail(Caller& caller, const Pairs& query)
{
    return parsed(caller.jdy("GET", kPath + "_detail", query).body);
}

} // namespace

BOOST_AUTO_TEST_SUITE(bills)

BOOST_DATA_TEST_CASE(save_refusals, data::make(kRefusals), sample)
{
    Caller caller;
    caller.login();
    const JsonValue answer = caller.save(filled(caller, sample.body));
    BOOST_TEST(errcode(answer) == sample.errcode);
    BOOST_TEST(answer.string("description").find(sample.text) != std::string_view::npos);
    BOOST_TEST(caller.control("GET", "truth").integer("bills", -1) == 0);
}

BOOST_AUTO_TEST_CASE(save_and_read_again)
{
    Caller caller;
    caller.login();
    const std::string remark = "备注 \\\"引号\\\"";
    const JsonValue answer = caller.save(
        body(caller, R"("remark":")" + remark + R"(","operation_key":"audit","unknown":{"a":[1]},)"));
    const std::string id = firstId(answer);
    BOOST_TEST(answer.find("data")->find("id_number_map")->string(id) == "PYD-20260105-00001");
    const JsonValue shown = *detail(caller, {{"id", id}}).find("data");
    BOOST_TEST(shown.string("bill_status") == "C");
    BOOST_TEST(shown.string("remark") == "备注 \"引号\"");
    BOOST_TEST(shown.string("bill_date") == "2026-01-05");
    BOOST_TEST(shown.find("unknown") == nullptr);
    BOOST_REQUIRE_EQUAL(shown.find("material_entity")->items.size(), 1U);
    BOOST_TEST(shown.find("material_entity")->items[0].find("qty")->text == "2");
    BOOST_TEST(detail(caller, {{"number", "PYD-20260105-00001"}}).find("data")->string("id") == id);
    const JsonValue missing = detail(caller, {{"number", "PYD-1"}});
    BOOST_TEST(errcode(missing) == "1030002003");
    BOOST_TEST(missing.string("description") == "参数number[PYD-1]不存在");
}

BOOST_AUTO_TEST_CASE(known_line_fields_are_kept)
{
    Caller caller;
    caller.login();
    const std::string line = R"({"material_id":"$M","stock_id":"$S","unit_id":"$U","qty":1.50,)"
                             R"("comment":"注","cost":12.5000,"batch_no":"","colour":"x"})";
    const std::string id = firstId(caller.save(filled(caller, oneLine(line))));
    const JsonValue shown = detail(caller, {{"id", id}}).find("data")->find("material_entity")->items[0];
    BOOST_TEST(shown.find("qty")->text == "1.5");
    BOOST_TEST(shown.string("comment") == "注");
    BOOST_TEST(shown.find("cost")->text == "12.5000");
    BOOST_TEST(shown.find("colour") == nullptr);
}

BOOST_AUTO_TEST_CASE(bill_numbers_are_unique)
{
    Caller caller;
    caller.login();
    const JsonValue first = caller.save(body(caller, R"("bill_no":"WDT-1",)"));
    BOOST_TEST(first.find("data")->find("id_number_map")->string(firstId(first)) == "WDT-1");
    const JsonValue second = caller.save(body(caller, R"("bill_no":"WDT-1",)"));
    BOOST_TEST(errcode(second) == "1030002002");
    BOOST_TEST(second.string("description") == "\"单据编号\" \"单据类型\" 的组合值重复");
    BOOST_TEST(errcode(operate(caller, "delete", firstId(first))) == "0");
    BOOST_TEST(errcode(caller.save(body(caller, R"("bill_no":"WDT-1",)"))) == "0");
}

BOOST_AUTO_TEST_CASE(bill_numbers_can_be_ignored)
{
    Options options = fixedOptions();
    options.behaviour.ignoreBillNo = true;
    Caller caller(options);
    caller.login();
    for (int i = 0; i < 2; ++i)
    {
        const JsonValue answer = caller.save(body(caller, R"("bill_no":"WDT-1",)"));
        BOOST_TEST(answer.find("data")
                       ->find("id_number_map")
                       ->string(firstId(answer))
                       .starts_with("PYD-20260105-0000"));
    }
}

BOOST_AUTO_TEST_CASE(precision_and_closed_period)
{
    Options options = fixedOptions();
    options.behaviour.checkPrecision = true;
    options.behaviour.closedBefore = "2026-01-06";
    Caller caller(options);
    caller.login();
    const JsonValue closed = caller.save(body(caller, ""));
    BOOST_TEST(closed.string("description") == "不允许操作以前期间的单据,请先反结账");
    std::string text =
        filled(caller, R"({"bill_date":"2026-01-06","material_entity":[{"material_id":"$M","stock_id":"$S",)"
                       R"("unit_id":"$U","qty":1.00001}]})");
    BOOST_TEST(caller.save(text).string("description").find("精度") != std::string_view::npos);
    replaceAll(text, "1.00001", "1.0000000");
    BOOST_TEST(errcode(caller.save(text)) == "0");
}

BOOST_AUTO_TEST_CASE(five_hundred_lines_at_most)
{
    Caller caller;
    caller.login();
    std::string lines;
    for (int i = 0; i < 500; ++i)
        lines += i == 0 ? "$L" : ",$L";
    const std::string head = R"({"bill_date":"2026-01-05","material_entity":[)";
    BOOST_TEST(errcode(caller.save(filled(caller, head + lines + "]}"))) == "0");
    BOOST_TEST(errcode(caller.save(filled(caller, head + lines + ",$L]}"))) == "1030002005");
}

BOOST_AUTO_TEST_CASE(operations_need_the_right_state)
{
    Caller caller;
    caller.login();
    const std::string id = firstId(caller.save(body(caller, "")));
    const std::pair<const char*, const char*> steps[] = {
        {"unaudit", "2016002000"}, {"audit", "0"},          {"audit", "2016002000"}, {"delete", "2016002000"},
        {"invalid", "2016002000"}, {"unaudit", "0"},        {"invalid", "0"},        {"valid", "0"},
        {"delete", "0"},           {"delete", "1030002003"}};
    for (const auto& [operation, code] : steps)
        BOOST_TEST(errcode(operate(caller, operation, id)) == code, operation);
    BOOST_TEST(errcode(detail(caller, {{"id", id}})) == "1030002003");
    BOOST_TEST(errcode(operate(caller, "fly", id)) == "1030002006");
    BOOST_TEST(errcode(parsed(
                   caller
                       .jdy("POST", kOperate, {},
                            R"({"entity_number":"inv_check_gail_bill","operate_type":"audit","ids":["1"]})")
                       .body)) == "1030002003");
    BOOST_TEST(errcode(parsed(caller
                                  .jdy("POST", kOperate, {},
                                       R"({"entity_number":"inv_check_gain_bill","operate_type":"audit"})")
                                  .body)) == "1030002000");
}

BOOST_AUTO_TEST_CASE(operations_are_all_or_nothing)
{
    Caller caller;
    caller.login();
    const std::string id = firstId(caller.save(body(caller, R"("bill_no":"A",)")));
    const std::string start = R"({"entity_number":"inv_check_gain_bill","operate_type":"audit",)";
    BOOST_TEST(
        errcode(parsed(
            caller.jdy("POST", kOperate, {}, start + R"("ids":[")" + id + R"("],"numbers":["B"]})").body)) ==
        "1030002003");
    BOOST_TEST(detail(caller, {{"id", id}}).find("data")->string("bill_status") == "Z");
    BOOST_TEST(errcode(parsed(caller.jdy("POST", kOperate, {}, start + R"("numbers":["A"]})").body)) == "0");
    BOOST_TEST(detail(caller, {{"id", id}}).find("data")->string("bill_status") == "C");
}

BOOST_AUTO_TEST_CASE(update_replaces_an_unaudited_bill)
{
    Caller caller;
    caller.login();
    const std::string id = firstId(caller.save(body(caller, R"("bill_no":"A",)")));
    BOOST_TEST(firstId(caller.save(body(caller, R"("id":")" + id + R"(","remark":"neu",)"))) == id);
    const JsonValue shown = *detail(caller, {{"id", id}}).find("data");
    BOOST_TEST(shown.string("remark") == "neu");
    BOOST_TEST(shown.string("bill_no") == "A");
    operate(caller, "audit", id);
    BOOST_TEST(errcode(caller.save(body(caller, R"("id":")" + id + "\","))) == "2016002000");
}

BOOST_AUTO_TEST_CASE(list_pages_and_filters)
{
    Caller caller;
    caller.login();
    for (int i = 0; i < 130; ++i)
    {
        caller.advance(1000);
        firstId(caller.save(body(caller, i % 2 == 0 ? R"("operation_key":"audit",)" : "")));
    }
    const auto list = [&](const Pairs& query)
    { return *parsed(caller.jdy("GET", kPath, query).body).find("data"); };
    const JsonValue cut = list({{"page_size", "500"}});
    BOOST_TEST(cut.find("count")->is(JsonValue::Kind::Number));
    BOOST_TEST(cut.integer("count", 0) == 130);
    BOOST_TEST(cut.find("rows")->items.size() == 100U);
    BOOST_TEST(cut.integer("total_page", 0) == 1);
    BOOST_TEST(cut.find("rows")->items[0].find("material_entity") == nullptr);
    BOOST_TEST(list({{"page", "2"}, {"page_size", "100"}}).find("rows")->items.size() == 30U);
    BOOST_TEST(list({{"bill_status", "C"}}).integer("count", 0) == 65);
    BOOST_TEST(list({{"bill_no", "PYD-20260105-00007"}}).integer("count", 0) == 1);
    BOOST_TEST(list({{"bill_no", "PYD-20260105-0000"}}).integer("count", -1) == 0);
    BOOST_TEST(list({{"start_bill_date", "2026-01-06"}}).integer("count", -1) == 0);
    BOOST_TEST(
        list({{"start_bill_date", "2026-01-05"}, {"end_bill_date", "2026-01-05"}}).integer("count", 0) ==
        130);
    const std::string since = std::to_string(caller.nowMs() - 9000);
    BOOST_TEST(list({{"create_start_time", since}}).integer("count", 0) == 10);
    BOOST_TEST(list({{"create_end_time", since}}).integer("count", 0) == 121);
    BOOST_TEST(errcode(parsed(caller.jdy("GET", kPath, {{"start_bill_date", "2026-01-05 00:00:00"}}).body)) ==
               "1030002006");
}

BOOST_AUTO_TEST_CASE(list_order_and_delay)
{
    Options options = fixedOptions();
    options.behaviour.listNewestFirst = true;
    options.behaviour.listDelayMs = 5000;
    Caller caller(options);
    caller.login();
    const std::string id = firstId(caller.save(body(caller, "")));
    const auto list = [&] { return *parsed(caller.jdy("GET", kPath).body).find("data"); };
    BOOST_TEST(list().integer("count", -1) == 0);
    BOOST_TEST(errcode(detail(caller, {{"id", id}})) == "0");
    caller.advance(5000);
    const std::string second = firstId(caller.save(body(caller, "")));
    BOOST_TEST(list().integer("count", -1) == 1);
    caller.advance(5000);
    BOOST_TEST(list().find("rows")->items[0].string("id") == second);
}

BOOST_AUTO_TEST_SUITE_END()
