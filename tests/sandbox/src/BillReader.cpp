#include "BillReader.h"

#include "BillFields.h"
#include "BillLineReader.h"
#include "ChinaTime.h"
#include "JdyReply.h"
#include "Text.h"

#include <array>

namespace duijie::sandbox
{

namespace
{

constexpr std::size_t kMaxLines = 500;
constexpr std::size_t kMaxBillNo = 30;

std::optional<Refusal> readDate(const BillForm& form, const BillRules& rules, const JsonValue& body,
                                Bill& bill)
{
    bill.billDate = body.string("bill_date");
    if (bill.billDate.empty() && form.has(BillForm::DateOptional))
        bill.billDate = rules.today;
    if (bill.billDate.empty())
        return Refusal{jdycode::kEmpty, "请填写\"单据日期\""};
    if (!parseDate(bill.billDate))
        return Refusal{jdycode::kBadFormat,
                       "参数bill_date[" + bill.billDate + "]格式错误，正确格式为yyyy-MM-dd"};
    if (!rules.closedBefore.empty() && bill.billDate < rules.closedBefore)
        return Refusal{jdycode::kSupplyChain, "不允许操作以前期间的单据,请先反结账"};
    return std::nullopt;
}

std::optional<Refusal> readHead(const BillForm& form, const BillRules& rules, const JsonValue& body,
                                SaveOrder& order)
{
    Bill& bill = order.bill;
    if (auto refusal = readDate(form, rules, body, bill))
        return refusal;
    const std::string_view operation = body.string("operation_key");
    if (!operation.empty() && operation != "audit" && operation != "submit")
        return Refusal{jdycode::kBadFormat, "参数operation_key[" + std::string(operation) + "]格式错误"};
    order.audit = operation == "audit";
    bill.id = body.string("id");
    bill.remark = body.string("remark");
    if (!rules.ignoreBillNo)
        bill.billNo = body.string("bill_no");
    if (characterCount(bill.billNo) > kMaxBillNo)
        return Refusal{jdycode::kBadFormat, "参数bill_no长度不能超过30"};
    return std::nullopt;
}

/** A customer or supplier, by id or number; one of both must be there. */
std::optional<Refusal> readParty(const Catalog& catalog, PartyKind kind, const JsonValue& body,
                                 const std::string& name, std::string_view shownName, Bill& bill)
{
    const std::string_view id = body.string(name + "_id");
    const std::string_view number = body.string(name + "_number");
    if (id.empty() && number.empty())
        return Refusal{jdycode::kEmpty, "请填写\"" + std::string(shownName) + "\""};
    const std::int64_t index = id.empty() ? catalog.partyByNumber(kind, number) : catalog.partyById(kind, id);
    if (index < 0)
        return Refusal{jdycode::kNotFound, "参数" + name + (id.empty() ? "_number[" : "_id[") +
                                               std::string(id.empty() ? number : id) + "]不存在"};
    const Party& party = catalog.parties(kind)[static_cast<std::size_t>(index)];
    const std::array<std::pair<const char*, const std::string*>, 3> shown = {
        {{"_id", &party.id}, {"_number", &party.number}, {"_name", &party.name}}};
    for (const auto& [suffix, text] : shown)
    {
        JsonValue value;
        value.kind = JsonValue::Kind::String;
        value.text = *text;
        appendExtra(bill.extra, name + suffix, value);
    }
    return std::nullopt;
}

/** What the kind of bill asks of the head. */
std::optional<Refusal> readKind(const World& world, const BillForm& form, const JsonValue& body, Bill& bill)
{
    if (form.has(BillForm::TransactionType))
    {
        const JsonValue* type = body.find("trans_type_id");
        if (type == nullptr || type->text.empty())
            return Refusal{jdycode::kEmpty, "请填写\"业务类型\""};
        if (type->text != form.transactionType)
            return Refusal{jdycode::kNotFound, "参数trans_type_id[" + type->text + "]不存在"};
        appendExtra(bill.extra, "trans_type_id", *type);
    }
    if (const JsonValue* source = body.find("bill_source"); source != nullptr && form.has(BillForm::Price))
        appendExtra(bill.extra, "bill_source", *source);
    const Catalog& catalog = world.catalog();
    if (form.has(BillForm::Customer))
        return readParty(catalog, PartyKind::Customer, body, "customer", "客户", bill);
    if (form.has(BillForm::Supplier))
        return readParty(catalog, PartyKind::Supplier, body, "supplier", "供应商", bill);
    return std::nullopt;
}

std::optional<Refusal> readLines(const World& world, const BillForm& form, const BillRules& rules,
                                 const JsonValue& body, Bill& bill)
{
    const JsonValue* lines = body.find("material_entity");
    if (lines == nullptr || lines->items.empty())
        return Refusal{jdycode::kEmpty, "请填写\"材料分录\"，material_entity不能为空"};
    if (lines->items.size() > kMaxLines)
        return Refusal{jdycode::kTooManyObjects, "材料分录不能超过500行"};
    bill.lines.resize(lines->items.size());
    for (std::size_t i = 0; i < bill.lines.size(); ++i)
    {
        if (auto refusal = readBillLine(world, form, rules, body, lines->items[i], i + 1, bill.lines[i]))
            return refusal;
    }
    return std::nullopt;
}

} // namespace

std::variant<SaveOrder, Refusal> readSaveBody(const World& world, const BillForm& form,
                                              const BillRules& rules, const JsonValue& body)
{
    if (auto refusal = checkBillTypes(form, body))
        return *refusal;
    SaveOrder order;
    if (auto refusal = readHead(form, rules, body, order))
        return *refusal;
    if (auto refusal = readKind(world, form, body, order.bill))
        return *refusal;
    if (auto refusal = readLines(world, form, rules, body, order.bill))
        return *refusal;
    order.bill.status = order.audit ? Bill::kAudited : Bill::kUnaudited;
    return order;
}

} // namespace duijie::sandbox
