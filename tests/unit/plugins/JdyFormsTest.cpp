// Every bill that is known: what it needs, what it takes instead, how it is sent and removed.
#include "Fingerprint.h"
#include "JdyBench.h"
#include "JdyPrepare.h"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace duijie;
using namespace duijie::jdy;
using namespace duijie::test;
using duijie::testkit::TestBills;

namespace
{

using Values = std::map<std::string, std::string>; ///< field name to JSON text

std::string valueFor(FieldKind kind)
{
    switch (kind)
    {
    case FieldKind::Date:
        return R"("2026-01-31")";
    case FieldKind::Boolean:
        return "false";
    case FieldKind::Number:
    case FieldKind::Quantity:
    case FieldKind::Integer:
    case FieldKind::NumberText:
    case FieldKind::QuantityText:
        return "3";
    case FieldKind::Operation:
        return R"("audit")";
    case FieldKind::TextMap:
        return R"({"custom__1":"甲"})";
    case FieldKind::Part:
        return R"([{"url":"x"}])";
    case FieldKind::Text:
    case FieldKind::Id:
    case FieldKind::Lines:
        break;
    }
    return R"("7")";
}

std::string objectOf(const Values& values)
{
    std::string text;
    for (const auto& [name, value] : values)
    {
        text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
    }
    return text.empty() ? "{}" : text + "}";
}

/// Everything that `table` requires; of alternatives the one at `choice`.
Values neededOf(const FieldTable& table, std::size_t choice = 0)
{
    Values values;
    for (const FieldRule& rule : table.rules())
    {
        if (rule.required && rule.kind != FieldKind::Lines)
        {
            values[rule.name] = valueFor(rule.kind);
        }
    }
    for (const auto& names : table.choices())
    {
        const std::string& name = names[std::min(choice, names.size() - 1)];
        values[name] = valueFor(table.find(name)->kind);
    }
    return values;
}

std::string bodyOf(const BillForm& form, Values head, const Values& line)
{
    for (const auto& [name, value] : form.fixed)
    {
        head.erase(name);
    }
    head.emplace("remark", R"("K1")");
    head[form.lines] = "[" + objectOf(line) + "]";
    return objectOf(head);
}

std::string prepared(const BillForm& form, const std::string& body, JdyPrepared& out)
{
    sdk::JsonDocument document;
    BOOST_REQUIRE(document.parse(body));
    return prepareBill(form, document.root(), {}, "10001", out);
}

/// Each required field left out once; returns how many there were.
int refusals(const BillForm& form, const FieldTable& table, bool head)
{
    int count = 0;
    const Values all = neededOf(table);
    for (const auto& [name, value] : all)
    {
        Values rest = all;
        rest.erase(name);
        const bool fixed = std::any_of(form.fixed.begin(), form.fixed.end(),
                                       [&name = name](const auto& f) { return f.first == name; });
        JdyPrepared out;
        const std::string problems = head ? prepared(form, bodyOf(form, rest, neededOf(form.line)), out)
                                          : prepared(form, bodyOf(form, neededOf(form.head), rest), out);
        BOOST_TEST_CONTEXT(name << ": " << problems)
        {
            BOOST_TEST((problems.find(name) != std::string::npos) == !fixed);
        }
        ++count;
    }
    return count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(JdyForms)

BOOST_AUTO_TEST_CASE(AllBillsOfTheSheet)
{
    // path, entity, required line field that tells it apart, alternatives in a line
    const std::vector<std::tuple<std::string, std::string, std::string, std::size_t>> bills{
        {"inv_check_gail_bill", "inv_check_gain_bill", "stock_id", 0},
        {"inv_check_loss_bill", "inv_check_loss_bill", "stock_id", 0},
        {"inv_other_in", "inv_other_bill_inbound", "stock_number", 2},
        {"inv_other_out", "inv_other_bill_outbound", "material_number", 2},
        {"inv_tfout", "inv_tfout_bill_outbound", "in_stock_id", 0},
        {"inv_tfin", "inv_tfin_bill_inbound", "out_stock_id", 0},
        {"inv_tfmove", "inv_tfmove_bill_order", "in_stock_id", 0},
        {"sal_out_bound", "sal_bill_outbound", "price", 3},
        {"sal_out_bound_batch", "sal_bill_outbound", "price", 3},
        {"sal_in_bound", "sal_bill_inbound", "unit_number", 3},
        {"sal_order", "sal_bill_order", "is_free", 2},
        {"pur_inbound", "pur_bill_inbound", "stock_number", 2},
        {"pur_ret", "pur_bill_outbound", "material_number", 2},
        {"pur_order", "pur_bill_order", "delivery_date", 2},
        {"inv_assemble", "inv_assemble_bill", "material_type", 0},
        {"inv_disassemble", "inv_disassemble_bill", "material_type", 0},
        {"inv_pick", "inv_pick_bill", "stock_id", 0},
        {"inv_invpink_save_v2", "inv_pick_bill", "stock_id", 0},
        {"inv_pick_ret", "inv_pick_rtn_bill", "stock_id", 0},
        {"inv_product", "inv_product_bill", "stock_id", 0},
        {"inv_product_save_v2", "inv_product_bill", "stock_id", 0},
        {"inv_product_ret", "inv_product_rtn_bill", "stock_id", 0},
        {"entrust_rtn", "sal_bill_entrust_rtn", "tax_price", 3},
        {"entrust_rnt", "sal_bill_entrust_rtn", "tax_price", 3},
    };
    BOOST_TEST(knownForms().size() == bills.size());
    for (const auto& [path, entity, field, choices] : bills)
    {
        BOOST_TEST_CONTEXT(path)
        {
            const BillForm* form = formOf("/jdy/v2/scm/" + path);
            BOOST_REQUIRE(form != nullptr);
            BOOST_TEST(form->entity == entity);
            BOOST_TEST(form->line.isRequired(field));
            BOOST_TEST(form->line.choices().size() == choices);
            BOOST_TEST(!form->title.empty());
            BOOST_TEST(form->batch == (path == "sal_out_bound_batch"));
            BOOST_TEST(form->detail == form->list + "_detail");
        }
    }
    BOOST_TEST(formOf("/jdy/v2/scm/sal_out_bound_batch")->list == "/jdy/v2/scm/sal_out_bound");
    BOOST_TEST(formOf("/jdy/v2/scm/inv_invpink_save_v2")->list == "/jdy/v2/scm/inv_pick");
    BOOST_TEST(formOf("/jdy/v2/scm/inv_product_save_v2")->list == "/jdy/v2/scm/inv_product");
}

BOOST_AUTO_TEST_CASE(RequiredFieldsAreRefusedByName)
{
    int cases = 0;
    for (const auto& [api, form] : knownForms())
    {
        BOOST_TEST_CONTEXT(api)
        {
            JdyPrepared out;
            const std::string whole =
                prepared(*form, bodyOf(*form, neededOf(form->head), neededOf(form->line)), out);
            const bool unnumbered = !form->numbered && form->head.isRequired("bill_no");
            BOOST_TEST(whole.empty() == !unnumbered, whole);
            cases += refusals(*form, form->head, true) + refusals(*form, form->line, false);
        }
    }
    BOOST_TEST_MESSAGE("required fields left out: " << cases << " in " << knownForms().size() << " bills");
    BOOST_TEST(cases == 147);
}

BOOST_AUTO_TEST_CASE(AlternativesSatisfy)
{
    int cases = 0;
    for (const auto& [api, form] : knownForms())
    {
        BOOST_TEST_CONTEXT(api)
        {
            JdyPrepared out;
            const Values head = neededOf(form->head, 1);
            const Values line = neededOf(form->line, 1);
            const std::string problems = prepared(*form, bodyOf(*form, head, line), out);
            BOOST_TEST(problems == "");
            for (const auto& names : form->line.choices())
            {
                BOOST_TEST(out.body.find("\"" + names[1] + "\"") != std::string::npos);
                Values none = line;
                none[names[0]] = "\"\"";
                BOOST_TEST(prepared(*form, bodyOf(*form, head, none), out) == "");
                BOOST_TEST(out.body.find("\"" + names[0] + "\"") == std::string::npos); // left out, not empty
                none.erase(names[1]);
                const std::string refused = prepared(*form, bodyOf(*form, head, none), out);
                BOOST_TEST(refused.find(names[0] + " or " + names[1]) != std::string::npos);
                ++cases;
            }
        }
    }
    BOOST_TEST_MESSAGE("alternatives in lines: " << cases);
    BOOST_TEST(cases == 27);
}

BOOST_AUTO_TEST_CASE(EveryFieldInItsType)
{
    int fields = 0;
    for (const auto& [api, form] : knownForms())
    {
        Values head = neededOf(form->head);
        Values line = neededOf(form->line);
        const auto fill = [&fields](const FieldTable& table, Values& values)
        {
            for (const FieldRule& rule : table.rules())
            {
                ++fields;
                const bool own = rule.name == "id" || rule.name == "bill_no" || rule.kind == FieldKind::Lines;
                if (!own || values.contains(rule.name))
                {
                    values[rule.name] = valueFor(rule.kind);
                }
            }
        };
        fill(form->head, head);
        fill(form->line, line);
        JdyPrepared out;
        BOOST_TEST_CONTEXT(api)
        {
            const std::string problems = prepared(*form, bodyOf(*form, head, line), out);
            BOOST_TEST(problems == "");
            sdk::JsonDocument body;
            BOOST_REQUIRE(body.parse(out.body));
            const sdk::JsonValue sent = body.root().find(form->lines).first();
            const bool quoted = form->line.find("qty")->kind == FieldKind::QuantityText;
            BOOST_TEST(sent.find("qty").isString() == quoted);
            BOOST_TEST(sent.find("material_id").isString());
            BOOST_TEST(fingerprintOf(*form, body.root()) == out.fingerprint);
            line["nonsense_x"] = "1";
            const std::string refused = prepared(*form, bodyOf(*form, head, line), out);
            BOOST_TEST(refused.find("material_entity[0].nonsense_x") != std::string::npos);
        }
    }
    BOOST_TEST_MESSAGE("fields written: " << fields);
    BOOST_TEST(fields > 1000);
}

BOOST_AUTO_TEST_CASE(FixedValuesAreWrittenAndGuarded)
{
    for (const auto& [path, value, other] :
         {std::tuple{"inv_other_in", "12", "13"}, std::tuple{"inv_other_out", "13", "12"}})
    {
        const BillForm& form = *formOf(std::string("/jdy/v2/scm/") + path);
        JdyPrepared out;
        std::string body = bodyOf(form, neededOf(form.head), neededOf(form.line));
        BOOST_TEST(prepared(form, body, out) == "");
        BOOST_TEST(out.body.find(std::string("\"trans_type_id\":\"") + value + "\"") != std::string::npos);
        body.insert(1, std::string("\"trans_type_id\":") + other + ",");
        const std::string refused = prepared(form, body, out);
        BOOST_TEST(refused.find(std::string("trans_type_id: found number ") + other + ", expected " +
                                value) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(TypesThatBillsDifferIn)
{
    const auto kind = [](const char* path, const char* field, bool line = true)
    {
        const BillForm& form = *formOf(std::string("/jdy/v2/scm/") + path);
        const FieldRule* rule = (line ? form.line : form.head).find(field);
        return rule == nullptr ? std::string("none") : std::string(wordOf(rule->kind));
    };
    BOOST_TEST(kind("inv_check_gail_bill", "kf_type") == "integer");
    BOOST_TEST(kind("inv_other_in", "kf_type") == "text");
    BOOST_TEST(kind("inv_product", "qty") == "quantity_text");
    BOOST_TEST(kind("entrust_rtn", "price") == "number_text");
    BOOST_TEST(kind("sal_out_bound", "price") == "number");
    BOOST_TEST(kind("pur_order", "price") == "number_text");
    BOOST_TEST(kind("pur_inbound", "is_free") == "integer");
    BOOST_TEST(kind("pur_ret", "is_free") == "boolean");
    BOOST_TEST(kind("pur_inbound", "prop_lace") == "text");
    BOOST_TEST(kind("pur_inbound", "pro_place") == "none");
    BOOST_TEST(kind("inv_check_gail_bill", "stock_number") == "none");
    BOOST_TEST(kind("inv_product_ret", "operation_key", false) == "none");
    BOOST_TEST(kind("sal_out_bound_batch", "cost_fee_entity", false) == "none");
    BOOST_TEST(kind("sal_out_bound", "cost_fee_entity", false) == "part");
    BOOST_TEST(kind("sal_order", "deptid_id", false) == "id");
}

BOOST_AUTO_TEST_CASE(FingerprintComparesWhatIsCertain)
{
    const auto names = [](const char* path)
    {
        std::string text;
        for (const std::string_view name : formOf(std::string("/jdy/v2/scm/") + path)->compared())
        {
            text += (text.empty() ? "" : " ") + std::string(name);
        }
        return text;
    };
    BOOST_TEST(names("inv_check_gail_bill") == "material_id stock_id unit_id"); // as stored ones have it
    BOOST_TEST(names("inv_tfmove") == "material_id out_stock_id in_stock_id unit_id");
    BOOST_TEST(names("inv_assemble") == "material_id stock_id unit_id material_type");
    BOOST_TEST(names("inv_other_in") == "unit_id");
    BOOST_TEST(names("sal_out_bound") == "");
}

BOOST_AUTO_TEST_CASE(EveryBillIsSentAndRemovedUnderItsNames)
{
    for (const auto& [api, form] : knownForms())
    {
        BOOST_TEST_CONTEXT(api)
        {
            JdyBench bench(
                [](const RawRequest& request)
                {
                    if (request.method == "GET")
                    {
                        return RawAnswer::json(R"({"errcode":0,"data":{"id":"5","bill_status":"C"}})");
                    }
                    return RawAnswer::json(
                        R"({"errcode":0,"data":{"ids":["5"],"id_number_map":{"5":"N5"},)"
                        R"("rows":[{"id":"5","index":"0","number":"N5","success":"true"}]}})");
                });
            TestBills bills;
            const std::string body = R"({"bill_date":"2026-01-31","remark":"K1"})";
            BOOST_TEST(bench.deliver(bills, 0, body, api.c_str()).code == STATUS_OK);
            const RawRequest sent = bench.server.requests().back();
            BOOST_TEST(sent.path == api);
            BOOST_TEST(sent.body == (form->batch ? R"({"data":[)" + body + "]}" : body));
            BOOST_REQUIRE(bills.bills.size() == 1u);
            BOOST_TEST(bills.bills[0].number == "N5");
            BOOST_TEST(bills.bills[0].state == "saved");

            BOOST_TEST(bench.target->undo(bench.context, sdk::toView(api), sdk::toView("5")).code ==
                       STATUS_OK);
            const auto requests = bench.server.requests();
            const std::string entity = R"({"entity_number":")" + form->entity + R"(","operate_type":")";
            BOOST_REQUIRE(requests.size() == 6u);
            BOOST_TEST(requests[3].path == form->detail);
            BOOST_TEST(requests[4].body.starts_with(entity + "unaudit"));
            BOOST_TEST(requests[5].body.starts_with(entity + "delete"));
        }
    }
    BOOST_TEST_MESSAGE("bills sent and removed: " << knownForms().size());
}

BOOST_AUTO_TEST_SUITE_END()
