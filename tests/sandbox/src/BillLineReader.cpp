#include "BillLineReader.h"

#include "BillFields.h"
#include "Decimal.h"
#include "JdyReply.h"

#include <algorithm>
#include <array>

namespace duijie::sandbox
{

namespace
{

using Kind = JsonValue::Kind;
using Found = std::variant<std::uint32_t, Refusal>;

constexpr std::size_t kMaxIntegerDigits = 12;
/** Keys the line keeps in members of its own. */
constexpr std::array<std::string_view, 9> kOwnKeys = {"material_id",  "stock_id",    "unit_id",
                                                      "qty",          "id",          "material_number",
                                                      "stock_number", "unit_number", "out_stock_id"};

/** One line under examination. */
struct LineSource
{
    const World& world;
    const BillForm& form;
    const JsonValue& json;
    std::size_t number;

    std::string row() const { return "第" + std::to_string(number) + "行"; }

    Refusal empty(std::string_view what) const
    {
        return {jdycode::kEmpty,
                "请填写\"材料分录\"第" + std::to_string(number) + "行：\"" + std::string(what) + "\""};
    }

    Refusal absent(std::string_view name, std::string_view value) const
    {
        return {jdycode::kNotFound,
                row() + "参数" + std::string(name) + "[" + std::string(value) + "]不存在"};
    }

    /** The row named by an id, or by a number where the kind takes numbers. */
    template <typename ById, typename ByNumber>
    Found find(std::string_view name, std::uint32_t numberRule, const Refusal& missing, ById byId,
               ByNumber byNumber) const
    {
        const std::string idName = std::string(name) + "_id";
        const std::string numberName = std::string(name) + "_number";
        const std::string_view id = json.string(idName);
        const std::string_view code = form.has(numberRule) ? json.string(numberName) : std::string_view();
        if (id.empty() && code.empty())
            return missing;
        const std::int64_t index = id.empty() ? byNumber(code) : byId(id);
        if (index < 0)
            return id.empty() ? absent(numberName, code) : absent(idName, id);
        return static_cast<std::uint32_t>(index);
    }
};

std::optional<Refusal> readMaterial(const LineSource& source, BillLine& line)
{
    const Catalog& catalog = source.world.catalog();
    const Found found = source.find(
        "material", BillForm::MaterialNumber, source.empty("商品"),
        [&](auto id) { return catalog.materialById(id); },
        [&](auto number) { return catalog.materialByNumber(number); });
    if (const auto* refusal = std::get_if<Refusal>(&found))
        return *refusal;
    line.material = std::get<std::uint32_t>(found);
    return std::nullopt;
}

std::optional<Refusal> readStores(const LineSource& source, BillLine& line)
{
    const Catalog& catalog = source.world.catalog();
    const auto byId = [&](auto id) { return catalog.storeById(id); };
    const auto byNumber = [&](auto number) { return catalog.storeByNumber(number); };
    const bool two = source.form.has(BillForm::TwoStores);
    const Found found = source.find(two ? "out_stock" : "stock", BillForm::StockNumber,
                                    source.empty(two ? "调出仓库" : "仓库"), byId, byNumber);
    if (const auto* refusal = std::get_if<Refusal>(&found))
        return *refusal;
    line.store = std::get<std::uint32_t>(found);
    if (!two)
        return std::nullopt;
    const Found other =
        source.find("in_stock", BillForm::StockNumber, source.empty("调入仓库"), byId, byNumber);
    if (const auto* refusal = std::get_if<Refusal>(&other))
        return *refusal;
    return std::nullopt;
}

std::optional<Refusal> readUnit(const LineSource& source, BillLine& line)
{
    const Catalog& catalog = source.world.catalog();
    const Refusal missing = {jdycode::kEmpty, source.row() + "基础资料\"unit\"字段不能为空"};
    const Found found = source.find(
        "unit", BillForm::UnitNumber, missing, [&](auto id) { return catalog.unitById(id); },
        [&](auto number) { return catalog.unitByNumber(number); });
    if (const auto* refusal = std::get_if<Refusal>(&found))
        return *refusal;
    line.unit = std::get<std::uint32_t>(found);
    return std::nullopt;
}

/** A field must not be missing before the ids are looked up, so the texts come in the order of the columns.
 */
std::optional<Refusal> readBaseData(const LineSource& source, BillLine& line)
{
    std::optional<Refusal> first;
    const auto note = [&](std::optional<Refusal> refusal)
    {
        if (refusal && (!first || (first->errcode != jdycode::kEmpty && refusal->errcode == jdycode::kEmpty)))
            first = std::move(refusal);
    };
    note(readMaterial(source, line));
    note(readStores(source, line));
    note(readUnit(source, line));
    if (first)
        return first;
    const Material& material = source.world.catalog().materials()[line.material];
    if (line.unit != material.unit && line.unit != material.boxUnit)
        return Refusal{jdycode::kLineMismatch, source.row() + "单位与商品[" + material.number + "]不匹配"};
    return std::nullopt;
}

std::optional<Refusal> readQuantity(const LineSource& source, bool checkPrecision, BillLine& line)
{
    const JsonValue* quantity = source.json.find("qty");
    if (quantity == nullptr || quantity->is(Kind::Null))
        return source.empty("数量");
    const auto canonical = canonicalDecimal(quantity->text);
    const std::string row = source.row();
    if (!canonical || integerDigits(*canonical) > kMaxIntegerDigits)
        return Refusal{jdycode::kBadFormat, row + "数量超出范围"};
    if (*canonical == "0" || canonical->front() == '-')
        return Refusal{jdycode::kBadFormat, row + "数量必须大于0"};
    const int precision = source.world.catalog().units()[line.unit].precision;
    if (checkPrecision && decimalPlaces(*canonical) > static_cast<std::size_t>(precision))
        return Refusal{jdycode::kBadFormat, row + "数量小数位超过单位精度" + std::to_string(precision)};
    line.quantity = *canonical;
    return std::nullopt;
}

bool given(const JsonValue& line, std::string_view name)
{
    const JsonValue* value = line.find(name);
    return value != nullptr && !value->is(Kind::Null) && !(value->is(Kind::String) && value->text.empty());
}

/** The vendor's page asks for a price; documents that integrators publish give the price with tax instead. */
std::string_view priceField(const JsonValue& line)
{
    return given(line, "price") || !given(line, "tax_price") ? "price" : "tax_price";
}

/** What the kind of bill asks of every line beside base data and quantity. */
std::optional<Refusal> checkKind(const LineSource& source, const JsonValue& body)
{
    const std::pair<std::uint32_t, std::pair<std::string_view, std::string_view>> required[] = {
        {BillForm::Price, {priceField(source.json), "单价"}},
        {BillForm::IsFree, {"is_free", "是否赠品"}},
        {BillForm::DeliveryDate, {"delivery_date", "交货日期"}},
        {BillForm::MaterialType, {"material_type", "商品类型"}}};
    for (const auto& [rule, field] : required)
    {
        if (source.form.has(rule) && !given(source.json, field.first))
            return source.empty(field.second);
    }
    if (!source.form.has(BillForm::Price))
        return std::nullopt;
    const JsonValue* ignore = body.find("ignore_warn");
    const auto price = canonicalDecimal(source.json.find(priceField(source.json))->text);
    if (price == "0" && (ignore == nullptr || !ignore->is(Kind::True)))
        return Refusal{jdycode::kSupplyChain, source.row() + "单价为0，请确认是否继续"};
    return std::nullopt;
}

/** What the material and the warehouse ask for. */
std::optional<Refusal> checkSpecial(const LineSource& source, const BillLine& line)
{
    const Catalog& catalog = source.world.catalog();
    const Material& material = catalog.materials()[line.material];
    const JsonValue& json = source.json;
    if (material.batch && !given(json, "batch_no"))
        return source.empty("批号");
    if (material.shelfLife && !given(json, "kf_date"))
        return source.empty("生产日期");
    if (material.serial && !given(json, "sn_list") && !given(json, "sn_list_id"))
        return source.empty("序列号");
    if (material.attribute && !given(json, "aux_prop_id") && !given(json, "aux_id1"))
        return source.empty("辅助属性");
    if (!catalog.stores()[line.store].spaces)
        return std::nullopt;
    const std::string_view space = json.string("sp_id");
    if (space.empty())
        return source.empty("仓位");
    const std::int64_t found = catalog.spaceById(space);
    if (found < 0 || catalog.spaces()[static_cast<std::size_t>(found)].store != line.store)
        return source.absent("sp_id", space);
    return std::nullopt;
}

} // namespace

std::optional<Refusal> readBillLine(const World& world, const BillForm& form, const BillRules& rules,
                                    const JsonValue& body, const JsonValue& json, std::size_t number,
                                    BillLine& line)
{
    const LineSource source{world, form, json, number};
    if (auto refusal = readBaseData(source, line))
        return refusal;
    if (auto refusal = readQuantity(source, rules.checkPrecision, line))
        return refusal;
    if (auto refusal = checkKind(source, body))
        return refusal;
    if (auto refusal = checkSpecial(source, line))
        return refusal;
    for (const auto& [name, value] : json.members)
    {
        const bool own = std::find(kOwnKeys.begin(), kOwnKeys.end(), name) != kOwnKeys.end();
        if (!own && lineField(form, name) != nullptr)
            appendExtra(line.extra, name, value);
    }
    return std::nullopt;
}

} // namespace duijie::sandbox
