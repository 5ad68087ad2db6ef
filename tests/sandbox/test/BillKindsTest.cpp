#include "Caller.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace duijie::sandbox;
using namespace duijie::sandbox::test;
namespace data = boost::unit_test::data;

namespace
{

const std::string kBase = "/jdy/v2/scm/";

JsonValue post(Caller& caller, const std::string& path, const std::string& body)
{
    return parsed(caller.jdy("POST", path, {}, body).body);
}

std::string member(const std::string& name, const std::string& value)
{
    return "\"" + name + "\":\"" + value + "\",";
}

/** A right head of a kind, without its lines and its closing brace. */
std::string head(const Caller& caller, const BillForm& form)
{
    const Catalog& catalog = caller.world().catalog();
    std::string text = "{" + member("bill_date", "2026-01-05");
    if (form.has(BillForm::TransactionType))
        text += member("trans_type_id", std::string(form.transactionType));
    if (form.has(BillForm::Customer))
        text += member("customer_id", catalog.parties(PartyKind::Customer)[1].id);
    if (form.has(BillForm::Supplier))
        text += member("supplier_number", catalog.parties(PartyKind::Supplier)[2].number);
    return text;
}

/** A right line of a kind. */
std::string line(const Caller& caller, const BillForm& form)
{
    const Catalog& catalog = caller.world().catalog();
    const Material& material = catalog.materials()[1];
    std::string text = "{" + member("material_id", material.id);
    text += member("unit_id", catalog.units()[material.unit].id);
    if (form.has(BillForm::TwoStores))
        text +=
            member("out_stock_id", catalog.stores()[0].id) + member("in_stock_id", catalog.stores()[1].id);
    else
        text += member("stock_id", catalog.stores()[0].id);
    if (form.has(BillForm::Price))
        text += "\"price\":12.5,";
    if (form.has(BillForm::IsFree))
        text += "\"is_free\":false,";
    if (form.has(BillForm::DeliveryDate))
        text += member("delivery_date", "2026-01-09");
    if (form.has(BillForm::MaterialType))
        text += member("material_type", "1");
    return text + "\"qty\":2}";
}

std::string body(const Caller& caller, const BillForm& form)
{
    return head(caller, form) + "\"material_entity\":[" + line(caller, form) + "]}";
}

/** What the caller leaves out or changes, and the refusal. */
struct KindCase
{
    const char* path;
    const char* from;
    const char* to;
    const char* errcode;
    const char* text;

    friend std::ostream& operator<<(std::ostream& out, const KindCase& value)
    {
        return out << value.path << " " << value.from;
    }
};

const KindCase kCases[] = {
    {"inv_other_in", "trans_type_id", "x", "1030002000", "业务类型"},
    {"inv_other_in", "\"12\"", "\"13\"", "1030002003", "trans_type_id[13]不存在"},
    {"inv_tfout", "in_stock_id", "x", "1030002000", "调入仓库"},
    {"inv_tfmove", "out_stock_id", "x", "1030002000", "调出仓库"},
    {"sal_out_bound", "customer_id", "x", "1030002000", "客户"},
    {"sal_out_bound", "\"price\"", "\"x\"", "1030002000", "单价"},
    {"sal_out_bound", "12.5", "\"12.5\"", "1030002001", "price"},
    {"sal_out_bound", "12.5", "0", "2016002000", "单价为0"},
    {"sal_order", "is_free", "x", "1030002000", "是否赠品"},
    {"pur_inbound", "supplier_number", "x", "1030002000", "供应商"},
    {"pur_inbound", "\"GYS0003\"", "\"GYS9\"", "1030002003", "supplier_number[GYS9]不存在"},
    {"pur_order", "delivery_date", "x", "1030002000", "交货日期"},
    {"inv_assemble", "material_type", "x", "1030002000", "商品类型"},
    {"inv_pick", "stock_id", "stock_number", "1030002000", "仓库"},
    {"inv_check_loss_bill", "material_id", "material_number", "1030002000", "商品"},
};

const BillForm& formNamed(std::string_view path)
{
    for (const BillForm& form : billForms())
    {
        if (form.path == path)
            return form;
    }
    throw std::out_of_range("no such kind");
}

std::string replaced(std::string text, const std::string& old, const std::string& fresh)
{
    const std::size_t at = text.find(old);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), fresh);
}

} // namespace

BOOST_AUTO_TEST_SUITE(bill_kinds)

BOOST_DATA_TEST_CASE(every_kind_is_saved_listed_shown_and_audited, data::xrange(std::size_t{20}), position)
{
    Caller caller;
    caller.login();
    const BillForm& form = billForms().at(position);
    const std::string path = kBase + std::string(form.path);
    const JsonValue saved = post(caller, path, body(caller, form));
    BOOST_REQUIRE_MESSAGE(errcode(saved) == "0", saved.string("description"));
    const std::string id = saved.find("data")->find("ids")->items.at(0).text;
    const std::string number(saved.find("data")->find("id_number_map")->string(id));
    BOOST_TEST(number == std::string(form.prefix) + "-20260105-00001");
    const JsonValue rows = parsed(caller.jdy("GET", path).body);
    BOOST_TEST(rows.find("data")->integer("count", 0) == 1);
    BOOST_TEST(rows.find("data")->find("rows")->items.at(0).find("material_entity") == nullptr);
    const auto shown = [&] {
        return *parsed(caller.jdy("GET", path + "_detail", {{"number", number}}).body).find("data");
    };
    BOOST_TEST(shown().string("bill_status") == "Z");
    BOOST_TEST(shown().find("material_entity")->items.at(0).find("qty")->text == "2");
    const JsonValue audited = post(caller, "/jdy/v2/sys/common_operate",
                                   R"({"entity_number":")" + std::string(form.entity) +
                                       R"(","operate_type":"audit","ids":[")" + id + "\"]}");
    BOOST_TEST(errcode(audited) == "0");
    BOOST_TEST(shown().string("bill_status") == "C");
}

BOOST_DATA_TEST_CASE(what_a_kind_asks_for, data::make(kCases), sample)
{
    Caller caller;
    caller.login();
    const BillForm& form = formNamed(sample.path);
    const JsonValue answer =
        post(caller, kBase + sample.path, replaced(body(caller, form), sample.from, sample.to));
    BOOST_TEST(errcode(answer) == sample.errcode);
    BOOST_TEST(answer.string("description").find(sample.text) != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(numbers_stand_for_ids_where_the_kind_takes_them)
{
    Caller caller;
    caller.login();
    const Catalog& catalog = caller.world().catalog();
    const Material& material = catalog.materials()[1];
    const std::string line = R"({"material_number":")" + material.number + R"(","stock_number":"WH02",)" +
                             R"("unit_number":")" + catalog.units()[material.unit].number +
                             R"(","price":1,"qty":1,"nonsense":[1]})";
    const std::string body = R"({"bill_date":"2026-01-05","customer_number":"KH0002","strange":true,)"
                             R"("material_entity":[)" +
                             line + "]}";
    const JsonValue saved = post(caller, kBase + "sal_out_bound", body);
    BOOST_REQUIRE_MESSAGE(errcode(saved) == "0", saved.string("description"));
    const std::string id = saved.find("data")->find("ids")->items.at(0).text;
    const JsonValue shown =
        *parsed(caller.jdy("GET", kBase + "sal_out_bound_detail", {{"id", id}}).body).find("data");
    BOOST_TEST(shown.string("customer_number") == "KH0002");
    BOOST_TEST(shown.find("strange") == nullptr);
    const JsonValue& first = shown.find("material_entity")->items.at(0);
    BOOST_TEST(first.string("stock_number") == "WH02");
    BOOST_TEST(first.string("material_id") == material.id);
    BOOST_TEST(first.find("price")->text == "1");
}

BOOST_AUTO_TEST_CASE(zero_prices_need_ignore_warn)
{
    Caller caller;
    caller.login();
    const std::string zero = replaced(body(caller, formNamed("sal_in_bound")), "12.5", "0");
    BOOST_TEST(errcode(post(caller, kBase + "sal_in_bound", zero)) == "2016002000");
    BOOST_TEST(errcode(post(caller, kBase + "sal_in_bound", "{\"ignore_warn\":true," + zero.substr(1))) ==
               "0");
}

BOOST_AUTO_TEST_CASE(older_paths_still_save)
{
    Caller caller;
    caller.login();
    BOOST_TEST(errcode(post(caller, kBase + "inv_invpink_save_v2", body(caller, formNamed("inv_pick")))) ==
               "0");
    BOOST_TEST(caller.jdy("GET", kBase + "inv_invpink_save_v2").status == 519);
    BOOST_TEST(caller.jdy("POST", kBase + "inv_check_gain_bill", {}, "{}").status == 519);
    BOOST_TEST(caller.jdy("POST", kBase + "inv_pick_batch", {}, "{}").status == 519);
}

BOOST_AUTO_TEST_CASE(a_batch_hides_failed_rows_behind_errcode_zero)
{
    Caller caller;
    caller.login();
    const std::string path = kBase + "sal_out_bound_batch";
    const std::string good = body(caller, formNamed("sal_out_bound"));
    const std::string bad = replaced(good, "\"price\"", "\"x\"");
    const JsonValue answer = post(caller, path, "{\"data\":[" + good + "," + bad + "," + good + "]}");
    BOOST_TEST(errcode(answer) == "0");
    const auto& rows = answer.find("data")->find("rows")->items;
    BOOST_REQUIRE_EQUAL(rows.size(), 3U);
    BOOST_TEST(rows[0].find("success")->is(JsonValue::Kind::True));
    BOOST_TEST(!rows[0].string("id").empty());
    BOOST_TEST(rows[0].find("errors")->items.empty());
    BOOST_TEST(rows[1].find("success")->is(JsonValue::Kind::False));
    BOOST_TEST(rows[1].integer("index", -1) == 1);
    BOOST_TEST(rows[1].find("errors")->items.at(0).string("message").find("单价") != std::string_view::npos);
    BOOST_TEST(rows[1].find("errors")->items.at(0).find("type") != nullptr);
    BOOST_TEST(rows[2].string("number") == "XSCK-20260105-00002");
    BOOST_TEST(errcode(post(caller, path, R"({"data":[]})")) == "1030002000");
    BOOST_TEST(errcode(post(caller, path, good)) == "1030002000");
}

BOOST_AUTO_TEST_SUITE_END()
