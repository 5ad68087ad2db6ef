#include "JdyBills.h"

#include "ChinaTime.h"
#include "JdyReply.h"
#include "JdyRows.h"
#include "JsonOut.h"

#include <algorithm>
#include <array>

namespace duijie::sandbox
{

namespace
{

using Kind = JsonValue::Kind;

constexpr std::string_view kSyntaxError = "proto: syntax error (line 1:1): unexpected token";
constexpr std::size_t kMaxBatch = 500;
constexpr std::array<std::string_view, 5> kOperations = {"audit", "unaudit", "delete", "invalid", "valid"};

Response refused(const Refusal& refusal)
{
    return jdyRefusal(refusal.errcode, refusal.text);
}

/** {"ids":[…],"id_number_map":{id:number}}, the data of save and operate. */
Response keysReply(const std::vector<BillKey>& keys)
{
    std::string data;
    JsonOut out(data);
    out.beginObject().key("ids").beginArray();
    for (const BillKey& key : keys)
        out.string(key.id);
    out.endArray().key("id_number_map").beginObject();
    for (const BillKey& key : keys)
        out.field(key.id, key.billNo);
    out.endObject().endObject();
    return jdyData(data);
}

Response made(std::uint32_t bills, Response response)
{
    response.billsSaved = bills;
    return response;
}

std::string shownTime(std::int64_t milliseconds)
{
    return milliseconds == 0 ? std::string() : formatTime(milliseconds / 1000);
}

/** Reads a list of texts; false when the member is there and anything else. */
bool readTexts(const JsonValue& body, std::string_view name, std::vector<std::string>& target)
{
    const JsonValue* list = body.find(name);
    if (list == nullptr || list->is(Kind::Null))
        return true;
    if (!list->is(Kind::Array))
        return false;
    for (const JsonValue& item : list->items)
    {
        if (!item.is(Kind::String))
            return false;
        target.push_back(item.text);
    }
    return true;
}

std::optional<Response> readFilter(const Parameters& parameters, BillFilter& filter)
{
    filter.billNo = parameters.get("bill_no");
    filter.status = parameters.get("bill_status");
    filter.dateFrom = parameters.get("start_bill_date");
    filter.dateTo = parameters.get("end_bill_date");
    if (!filter.status.empty() && filter.status != "C" && filter.status != "Z")
        return jdyRefusal(jdycode::kBadFormat, "参数bill_status格式错误");
    for (const std::string* date : {&filter.dateFrom, &filter.dateTo})
    {
        if (!date->empty() && !parseDate(*date))
            return jdyRefusal(jdycode::kBadFormat, "单据日期格式错误，正确格式为yyyy-MM-dd");
    }
    const std::pair<std::string_view, std::int64_t*> times[] = {{"create_start_time", &filter.createdFrom},
                                                                {"create_end_time", &filter.createdTo},
                                                                {"modify_start_time", &filter.modifiedFrom},
                                                                {"modify_end_time", &filter.modifiedTo}};
    for (const auto& [name, target] : times)
    {
        if (!readMilliseconds(parameters, name, *target))
            return jdyRefusal(jdycode::kBadFormat, "参数" + std::string(name) + "格式错误");
    }
    return std::nullopt;
}

} // namespace

JdyBills::JdyBills(const World& world, const Behaviour& behaviour, Books& books)
    : _world(world), _behaviour(behaviour), _books(books), _closedBefore(behaviour.closedBefore),
      _listDelayMs(behaviour.listDelayMs)
{
}

void JdyBills::closeBefore(std::string day)
{
    const std::lock_guard lock(_mutex);
    _closedBefore = std::move(day);
}

std::string JdyBills::closedBefore() const
{
    const std::lock_guard lock(_mutex);
    return _closedBefore;
}

std::variant<BillKey, Refusal> JdyBills::saveOne(std::size_t form, const JsonValue& body, std::int64_t nowMs,
                                                 bool auditFails)
{
    const BillRules rules{_behaviour.checkPrecision, _behaviour.ignoreBillNo, closedBefore(),
                          formatDate(nowMs / 1000)};
    auto read = readSaveBody(_world, billForms()[form], rules, body);
    if (auto* refusal = std::get_if<Refusal>(&read))
        return std::move(*refusal);
    SaveOrder& order = std::get<SaveOrder>(read);
    if (auditFails)
        order.bill.status = Bill::kUnaudited;
    return _books.at(form).save(std::move(order.bill), nowMs);
}

Response JdyBills::save(std::size_t form, std::string_view body, std::int64_t nowMs, bool auditFails)
{
    const auto tree = parseJson(body);
    if (!tree || !tree->is(Kind::Object))
        return jdyRefusal(jdycode::kWrongType, kSyntaxError);
    const auto saved = saveOne(form, *tree, nowMs, auditFails);
    if (const auto* refusal = std::get_if<Refusal>(&saved))
        return refused(*refusal);
    const BillKey& key = std::get<BillKey>(saved);
    if (auditFails)
        return made(1, jdyRefusal(jdycode::kSupplyChain, "单据[" + key.billNo + "]保存成功，审核失败"));
    return made(1, keysReply({key}));
}

Response JdyBills::saveBatch(std::size_t form, std::string_view body, std::int64_t nowMs)
{
    const auto tree = parseJson(body);
    if (!tree || !tree->is(Kind::Object))
        return jdyRefusal(jdycode::kWrongType, kSyntaxError);
    const JsonValue* bills = tree->find("data");
    if (bills == nullptr || bills->items.empty())
        return jdyRefusal(jdycode::kEmpty, "参数data不能为空");
    if (bills->items.size() > kMaxBatch)
        return jdyRefusal(jdycode::kTooManyObjects, "单据不能超过500张");
    std::string data;
    JsonOut out(data);
    std::uint32_t count = 0;
    out.beginObject().key("rows").beginArray();
    for (std::size_t i = 0; i < bills->items.size(); ++i)
    {
        const auto saved = saveOne(form, bills->items[i], nowMs, false);
        const auto* key = std::get_if<BillKey>(&saved);
        count += key == nullptr ? 0 : 1;
        out.beginObject().field("id", key == nullptr ? "" : key->id).field("index", i);
        out.field("number", key == nullptr ? std::string(bills->items[i].string("bill_no")) : key->billNo);
        out.key("success").boolean(key != nullptr).key("errors").beginArray();
        if (key == nullptr)
        {
            const Refusal& refusal = std::get<Refusal>(saved);
            out.beginObject().field("id", std::to_string(refusal.errcode));
            out.field("message", refusal.text).field("type", "error").endObject();
        }
        out.endArray().endObject();
    }
    out.endArray().endObject();
    return made(count, jdyData(data));
}

void JdyBills::writeHead(JsonOut& out, const Bill& bill) const
{
    out.field("id", bill.id).field("bill_no", bill.billNo).field("bill_date", bill.billDate);
    out.field("bill_status", std::string_view(&bill.status, 1)).field("remark", bill.remark);
    out.field("create_time", shownTime(bill.createdMs)).field("creator_name", "sandbox");
    out.field("audit_time", shownTime(bill.auditedMs));
    out.field("auditor_name", bill.status == Bill::kAudited ? "sandbox" : "");
    if (bill.voided)
        out.key("is_invalid").boolean(true);
    if (!bill.extra.empty())
        out.raw(bill.extra);
}

void JdyBills::writeLines(JsonOut& out, const BillForm& form, const Bill& bill) const
{
    const Catalog& catalog = _world.catalog();
    out.key("material_entity").beginArray();
    std::uint64_t lineNumber = 0;
    for (const BillLine& line : bill.lines)
    {
        const Material& material = catalog.materials()[line.material];
        const Store& store = catalog.stores()[line.store];
        const Unit& unit = catalog.units()[line.unit];
        out.beginObject()
            .field("id", bill.id + std::to_string(++lineNumber))
            .field("material_id", material.id);
        out.field("material_number", material.number).field("material_name", material.name);
        const std::string stock = form.has(BillForm::TwoStores) ? "out_stock" : "stock";
        out.field(stock + "_id", store.id).field(stock + "_number", store.number);
        out.field(stock + "_name", store.name);
        out.field("unit_id", unit.id).field("unit_number", unit.number).field("unit_name", unit.name);
        out.key("qty").raw(line.quantity);
        if (!line.extra.empty())
            out.raw(line.extra);
        out.endObject();
    }
    out.endArray();
}

Response JdyBills::list(std::size_t form, const Parameters& parameters, std::int64_t nowMs) const
{
    ListPage page;
    BillFilter filter;
    if (auto refusal = readListPage(parameters, page))
        return *refusal;
    if (auto refusal = readFilter(parameters, filter))
        return *refusal;
    filter.newestFirst = _behaviour.listNewestFirst;
    if (const std::uint32_t delay = _listDelayMs; delay > 0)
        filter.visibleUntil = nowMs - delay;
    std::string data;
    JsonOut out(data);
    std::int64_t shown = 0;
    out.beginObject().key("rows").beginArray();
    const std::int64_t count = _books.at(form).list(filter, page.first(), page.size(),
                                                    [&](const Bill& bill)
                                                    {
                                                        out.beginObject();
                                                        writeHead(out, bill);
                                                        out.endObject();
                                                        ++shown;
                                                    });
    out.endArray().field("page", page.page).field("page_size", page.requestedSize);
    out.field("current_page_size", shown)
        .field("count", count)
        .field("total_page", page.totalPages(count))
        .endObject();
    return jdyData(data);
}

Response JdyBills::detail(std::size_t form, const Parameters& parameters) const
{
    const Book& book = _books.at(form);
    const std::string id(parameters.get("id"));
    const std::string number(parameters.get("number"));
    if (id.empty() && number.empty())
        return jdyRefusal(jdycode::kEmpty, "参数id和number不能同时为空");
    const auto bill = id.empty() ? book.findByNumber(number) : book.findById(id);
    if (!bill)
        return jdyRefusal(jdycode::kNotFound,
                          id.empty() ? "参数number[" + number + "]不存在" : "参数id[" + id + "]不存在");
    std::string data;
    JsonOut out(data);
    out.beginObject();
    writeHead(out, *bill);
    out.field("modify_time", shownTime(bill->modifiedMs));
    writeLines(out, billForms()[form], *bill);
    out.endObject();
    return jdyData(data);
}

Response JdyBills::operate(std::string_view body, std::int64_t nowMs, bool auditFails)
{
    const auto tree = parseJson(body);
    if (!tree || !tree->is(Kind::Object))
        return jdyRefusal(jdycode::kWrongType, kSyntaxError);
    const auto form = formOfEntity(tree->string("entity_number"));
    if (!form)
        return jdyRefusal(jdycode::kNotFound,
                          "参数entity_number[" + std::string(tree->string("entity_number")) + "]不存在");
    const std::string_view operation = tree->string("operate_type");
    if (std::find(kOperations.begin(), kOperations.end(), operation) == kOperations.end())
        return jdyRefusal(jdycode::kBadFormat, "参数operate_type[" + std::string(operation) + "]格式错误");
    std::vector<std::string> ids;
    std::vector<std::string> numbers;
    if (!readTexts(*tree, "ids", ids) || !readTexts(*tree, "numbers", numbers))
        return jdyRefusal(jdycode::kWrongType, "proto: (line 1:1): invalid value for string field ids");
    if (ids.empty() && numbers.empty())
        return jdyRefusal(jdycode::kEmpty, "参数ids和numbers不能同时为空");
    if (auditFails && operation == "audit")
        return jdyRefusal(jdycode::kSupplyChain, "审核失败");
    const auto result = _books.at(*form).operate(operation, ids, numbers, nowMs);
    if (const auto* refusal = std::get_if<Refusal>(&result))
        return refused(*refusal);
    return keysReply(std::get<std::vector<BillKey>>(result));
}

} // namespace duijie::sandbox
