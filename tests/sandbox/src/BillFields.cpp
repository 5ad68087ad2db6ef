#include "BillFields.h"

#include "JdyReply.h"
#include "JsonOut.h"

#include <algorithm>
#include <array>

namespace duijie::sandbox
{

namespace
{

using Kind = JsonValue::Kind;
using Form = BillForm;

constexpr std::array<BillField, 16> kHeadFields = {{
    {"bill_date", Kind::String, "string"},
    {"bill_no", Kind::String, "string"},
    {"id", Kind::String, "string"},
    {"operation_key", Kind::String, "string"},
    {"remark", Kind::String, "string"},
    {"dept_id", Kind::String, "string"},
    {"dept_number", Kind::String, "string"},
    {"custom_field", Kind::Object, "map"},
    {"material_entity", Kind::Array, "message list"},
    {"trans_type_id", Kind::Null, "string", Form::TransactionType},
    {"customer_id", Kind::String, "string", Form::Customer},
    {"customer_number", Kind::String, "string", Form::Customer},
    {"supplier_id", Kind::String, "string", Form::Supplier},
    {"supplier_number", Kind::String, "string", Form::Supplier},
    {"ignore_warn", Kind::True, "bool", Form::Price},
    {"bill_source", Kind::String, "string", Form::Price},
}};

constexpr std::array<BillField, 36> kLineFields = {{
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
    {"material_number", Kind::String, "string", Form::MaterialNumber},
    {"stock_number", Kind::String, "string", Form::StockNumber},
    {"unit_number", Kind::String, "string", Form::UnitNumber},
    {"in_stock_id", Kind::String, "string", Form::TwoStores},
    {"out_stock_id", Kind::String, "string", Form::TwoStores},
    {"price", Kind::Number, "double", Form::Price},
    {"tax_price", Kind::Number, "double", Form::Price},
    {"amount", Kind::Number, "double", Form::Price},
    {"is_free", Kind::Null, "bool", Form::IsFree | Form::Price},
    {"delivery_date", Kind::String, "string", Form::DeliveryDate},
    {"material_type", Kind::Null, "string", Form::MaterialType},
}};

template <std::size_t N>
const BillField* known(const std::array<BillField, N>& fields, const BillForm& form, std::string_view name)
{
    const auto at = std::find_if(fields.begin(), fields.end(),
                                 [&](const BillField& field) {
                                     return field.name == name && (field.rules == 0 || form.has(field.rules));
                                 });
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

bool fits(const BillField& field, const JsonValue& value)
{
    if (field.kind == Kind::Null)
        return !value.is(Kind::Array) && !value.is(Kind::Object);
    return value.is(field.kind) || (field.kind == Kind::True && value.is(Kind::False));
}

template <std::size_t N>
std::optional<Refusal> checkTypes(const std::array<BillField, N>& fields, const BillForm& form,
                                  const JsonValue& object)
{
    for (const auto& [name, value] : object.members)
    {
        const BillField* field = known(fields, form, name);
        if (field == nullptr || value.is(Kind::Null) || fits(*field, value))
            continue;
        return Refusal{jdycode::kWrongType, "proto: (line 1:1): invalid value for " +
                                                std::string(field->typeName) + " field " + name + ": " +
                                                shown(value)};
    }
    return std::nullopt;
}

} // namespace

const BillField* headField(const BillForm& form, std::string_view name)
{
    return known(kHeadFields, form, name);
}

const BillField* lineField(const BillForm& form, std::string_view name)
{
    return known(kLineFields, form, name);
}

std::optional<Refusal> checkBillTypes(const BillForm& form, const JsonValue& body)
{
    if (auto refusal = checkTypes(kHeadFields, form, body))
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
        if (auto refusal = checkTypes(kLineFields, form, line))
            return refusal;
    }
    return std::nullopt;
}

void appendExtra(std::string& extra, std::string_view name, const JsonValue& value)
{
    const bool boolean = value.is(Kind::True) || value.is(Kind::False);
    if (!boolean && value.text.empty())
        return;
    if (!extra.empty())
        extra += ',';
    appendQuoted(extra, name);
    extra += ':';
    if (boolean)
        extra += value.is(Kind::True) ? "true" : "false";
    else if (value.is(Kind::Number))
        extra += value.text;
    else
        appendQuoted(extra, value.text);
}

} // namespace duijie::sandbox
