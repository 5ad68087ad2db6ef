#include "BillReader.h"

#include "ChinaTime.h"
#include "Decimal.h"
#include "JdyReply.h"
#include "JsonOut.h"
#include "Text.h"

#include <algorithm>
#include <array>

namespace duijie::sandbox
{

namespace
{

using Kind = JsonValue::Kind;

constexpr std::size_t kMaxLines = 500;
constexpr std::size_t kMaxBillNo = 30;
constexpr std::size_t kMaxIntegerDigits = 12;

/** A key the save knows, with its JSON type; the server decodes the body by such a table before all else. */
struct Field
{
    std::string_view name;
    Kind kind;
    std::string_view typeName;
};

constexpr std::array<Field, 9> kHeadFields = {{
    {"bill_date", Kind::String, "string"},
    {"bill_no", Kind::String, "string"},
    {"id", Kind::String, "string"},
    {"operation_key", Kind::String, "string"},
    {"remark", Kind::String, "string"},
    {"dept_id", Kind::String, "string"},
    {"dept_number", Kind::String, "string"},
    {"custom_field", Kind::Object, "map"},
    {"material_entity", Kind::Array, "message list"},
}};

constexpr std::array<Field, 25> kLineFields = {{
    {"material_id", Kind::String, "string"},
    {"stock_id", Kind::String, "string"},
    {"unit_id", Kind::String, "string"},
    {"qty", Kind::Number, "double"},
    {"comment", Kind::String, "string"},
    {"batch_no", Kind::String, "string"},
    {"cost", Kind::Number, "double"},
    {"unit_cost", Kind::Number, "double"},
    {"id", Kind::String, "string"},
    {"sp_id", Kind::String, "string"},
    {"aux_prop_id", Kind::String, "string"},
    {"aux_id1", Kind::String, "string"},
    {"aux_id2", Kind::String, "string"},
    {"aux_id3", Kind::String, "string"},
    {"kf_date", Kind::String, "string"},
    {"kf_period", Kind::Number, "int32"},
    {"kf_type", Kind::Number, "int32"},
    {"valid_date", Kind::String, "string"},
    {"sn_list", Kind::String, "string"},
    {"sn_list_id", Kind::String, "string"},
    {"barcode", Kind::String, "string"},
    {"pro_place", Kind::String, "string"},
    {"pro_reg_no", Kind::String, "string"},
    {"pro_license", Kind::String, "string"},
    {"custom_entity_field", Kind::Object, "map"},
}};

template <std::size_t N> const Field* known(const std::array<Field, N>& fields, std::string_view name)
{
    const auto at =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
    return at == fields.end() ? nullptr : &*at;
}

std::string shown(const JsonValue& value)
{
    if (value.is(Kind::String))
        return "\"" + value.text + "\"";
    if (value.is(Kind::Number))
        return value.text;
    if (value.is(Kind::True) || value.is(Kind::False))
        return value.is(Kind::True) ? "true" : "false";
    return value.is(Kind::Array) ? "[" : "{";
}

/** The decoder's complaint about the first known key of another JSON type; null counts as absent. */
template <std::size_t N>
std::optional<Refusal> checkTypes(const std::array<Field, N>& fields, const JsonValue& object)
{
    for (const auto& [name, value] : object.members)
    {
        const Field* field = known(fields, name);
        if (field == nullptr || value.is(Kind::Null) || value.is(field->kind))
            continue;
        return Refusal{jdycode::kWrongType, "proto: (line 1:1): invalid value for " +
                                                std::string(field->typeName) + " field " + name + ": " +
                                                shown(value)};
    }
    return std::nullopt;
}

std::optional<Refusal> checkAllTypes(const JsonValue& body)
{
    if (auto refusal = checkTypes(kHeadFields, body))
        return refusal;
    const JsonValue* lines = body.find("material_entity");
    if (lines == nullptr)
        return std::nullopt;
    for (const JsonValue& line : lines->items)
    {
        if (!line.is(Kind::Object))
            return Refusal{jdycode::kWrongType,
                           "proto: (line 1:1): invalid value for message field material_entity: " +
                               shown(line)};
        if (auto refusal = checkTypes(kLineFields, line))
            return refusal;
    }
    return std::nullopt;
}

std::string inLine(std::size_t number, std::string_view what)
{
    return "请填写\"材料分录\"第" + std::to_string(number) + "行：\"" + std::string(what) + "\"";
}

Refusal absent(std::size_t number, std::string_view name, std::string_view id)
{
    return {jdycode::kNotFound,
            "第" + std::to_string(number) + "行参数" + std::string(name) + "[" + std::string(id) + "]不存在"};
}

/** Fills the ids of a line, each of which must exist; the unit must be one of the material's. */
std::optional<Refusal> readIds(const World& world, const JsonValue& source, std::size_t number,
                               BillLine& line)
{
    const Catalog& catalog = world.catalog();
    const std::string_view materialId = source.string("material_id");
    const std::string_view stockId = source.string("stock_id");
    const std::string_view unitId = source.string("unit_id");
    if (materialId.empty())
        return Refusal{jdycode::kEmpty, inLine(number, "商品")};
    if (stockId.empty())
        return Refusal{jdycode::kEmpty, inLine(number, "仓库")};
    if (unitId.empty())
        return Refusal{jdycode::kEmpty, "第" + std::to_string(number) + "行基础资料\"unit\"字段不能为空"};
    const std::int64_t material = catalog.materialById(materialId);
    const std::int64_t store = catalog.storeById(stockId);
    const std::int64_t unit = catalog.unitById(unitId);
    if (material < 0)
        return absent(number, "material_id", materialId);
    if (store < 0)
        return absent(number, "stock_id", stockId);
    if (unit < 0)
        return absent(number, "unit_id", unitId);
    line.material = static_cast<std::uint32_t>(material);
    line.store = static_cast<std::uint32_t>(store);
    line.unit = static_cast<std::uint32_t>(unit);
    const Material& row = catalog.materials()[line.material];
    if (line.unit != row.unit && line.unit != row.boxUnit)
        return Refusal{jdycode::kLineMismatch,
                       "第" + std::to_string(number) + "行单位与商品[" + row.number + "]不匹配"};
    return std::nullopt;
}

std::optional<Refusal> readQuantity(const World& world, const Behaviour& behaviour, const JsonValue& source,
                                    std::size_t number, BillLine& line)
{
    const JsonValue* quantity = source.find("qty");
    if (quantity == nullptr || quantity->is(Kind::Null))
        return Refusal{jdycode::kEmpty, inLine(number, "数量")};
    const auto canonical = canonicalDecimal(quantity->text);
    const std::string row = "第" + std::to_string(number) + "行";
    if (!canonical || integerDigits(*canonical) > kMaxIntegerDigits)
        return Refusal{jdycode::kBadFormat, row + "数量超出范围"};
    if (*canonical == "0" || canonical->front() == '-')
        return Refusal{jdycode::kBadFormat, row + "数量必须大于0"};
    const int precision = world.catalog().units()[line.unit].precision;
    if (behaviour.checkPrecision && decimalPlaces(*canonical) > static_cast<std::size_t>(precision))
        return Refusal{jdycode::kBadFormat, row + "数量小数位超过单位精度" + std::to_string(precision)};
    line.quantity = *canonical;
    return std::nullopt;
}

/** Keeps the other known fields of the line as they were sent. */
void readExtra(const JsonValue& source, BillLine& line)
{
    for (const auto& [name, value] : source.members)
    {
        const Field* field = known(kLineFields, name);
        if (field == nullptr || field - kLineFields.data() < 4 || name == "id" || value.text.empty())
            continue;
        if (!line.extra.empty())
            line.extra += ',';
        appendQuoted(line.extra, name);
        line.extra += ':';
        if (value.is(Kind::Number))
            line.extra += value.text;
        else
            appendQuoted(line.extra, value.text);
    }
}

std::optional<Refusal> readHead(const Behaviour& behaviour, const JsonValue& body, SaveOrder& order)
{
    Bill& bill = order.bill;
    bill.billDate = body.string("bill_date");
    if (bill.billDate.empty())
        return Refusal{jdycode::kEmpty, "请填写\"单据日期\""};
    if (!parseDate(bill.billDate))
        return Refusal{jdycode::kBadFormat,
                       "参数bill_date[" + bill.billDate + "]格式错误，正确格式为yyyy-MM-dd"};
    if (!behaviour.closedBefore.empty() && bill.billDate < behaviour.closedBefore)
        return Refusal{jdycode::kSupplyChain, "不允许操作以前期间的单据,请先反结账"};
    const std::string_view operation = body.string("operation_key");
    if (!operation.empty() && operation != "audit" && operation != "submit")
        return Refusal{jdycode::kBadFormat, "参数operation_key[" + std::string(operation) + "]格式错误"};
    order.audit = operation == "audit";
    bill.id = body.string("id");
    bill.remark = body.string("remark");
    if (!behaviour.ignoreBillNo)
        bill.billNo = body.string("bill_no");
    if (characterCount(bill.billNo) > kMaxBillNo)
        return Refusal{jdycode::kBadFormat, "参数bill_no长度不能超过30"};
    return std::nullopt;
}

std::optional<Refusal> readLines(const World& world, const Behaviour& behaviour, const JsonValue& body,
                                 Bill& bill)
{
    const JsonValue* lines = body.find("material_entity");
    if (lines == nullptr || lines->items.empty())
        return Refusal{jdycode::kEmpty, "请填写\"材料分录\"，material_entity不能为空"};
    if (lines->items.size() > kMaxLines)
        return Refusal{jdycode::kTooManyObjects, "材料分录不能超过500行"};
    bill.lines.resize(lines->items.size());
    for (std::size_t i = 0; i < bill.lines.size(); ++i)
    {
        const JsonValue& source = lines->items[i];
        if (auto refusal = readIds(world, source, i + 1, bill.lines[i]))
            return refusal;
        if (auto refusal = readQuantity(world, behaviour, source, i + 1, bill.lines[i]))
            return refusal;
        readExtra(source, bill.lines[i]);
    }
    return std::nullopt;
}

} // namespace

std::variant<SaveOrder, Refusal> readSaveBody(const World& world, const Behaviour& behaviour,
                                              std::string_view body)
{
    const auto tree = parseJson(body);
    if (!tree || !tree->is(Kind::Object))
        return Refusal{jdycode::kWrongType, "proto: syntax error (line 1:1): unexpected token"};
    if (auto refusal = checkAllTypes(*tree))
        return *refusal;
    SaveOrder order;
    if (auto refusal = readHead(behaviour, *tree, order))
        return *refusal;
    if (auto refusal = readLines(world, behaviour, *tree, order.bill))
        return *refusal;
    order.bill.status = order.audit ? Bill::kAudited : Bill::kUnaudited;
    return order;
}

} // namespace duijie::sandbox
