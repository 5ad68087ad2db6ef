#include "JdyBillWriter.h"

#include "JdySay.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

#include <algorithm>

namespace duijie::jdy
{

namespace
{

constexpr std::size_t DateSize = 10;
constexpr std::size_t MaxProblems = 20; // a bill of 500 wrong lines must not become a novel

} // namespace

bool isEmpty(sdk::JsonValue value) noexcept
{
    return !value.exists() || value.isNull() || (value.isString() && value.text().empty());
}

bool isScalar(sdk::JsonValue value) noexcept
{
    return value.isString() || value.isNumber();
}

std::string foundIn(sdk::JsonValue value)
{
    if (!value.exists() || value.isNull())
    {
        return say("jdy_target.nothing");
    }
    return std::string(sdk::jsonTypeName(value.type())) + " " + sdk::excerpt(value.raw(), 60);
}

std::string BillWriter::linePath(std::size_t line) const
{
    return _form.lines + "[" + std::to_string(line - 1) + "]";
}

std::string BillWriter::path(std::string_view name) const
{
    return (_line == 0 ? "" : linePath(_line) + ".") + std::string(name);
}

void BillWriter::supply(std::string_view name, std::string_view value)
{
    _supplied.emplace_back(name, value);
}

const std::string_view* BillWriter::supplied(std::string_view name) const noexcept
{
    const auto at = std::find_if(_supplied.begin(), _supplied.end(),
                                 [name](const auto& known) { return known.first == name; });
    return _line != 0 || at == _supplied.end() ? nullptr : &at->second;
}

void BillWriter::checkSupplied(sdk::JsonValue value, std::string_view wanted)
{
    if (!isEmpty(value) && value.text() != wanted)
    {
        unexpected(value.name(), value, "jdy_target.body.fixed", {wanted});
    }
}

void BillWriter::writeSupplied()
{
    for (const auto& [name, value] : _supplied)
    {
        const FieldRule* rule = _form.head.find(name);
        const bool number =
            rule != nullptr && (rule->kind == FieldKind::Number || rule->kind == FieldKind::Integer);
        _json.key(name);
        if (number && sdk::isJsonNumber(value))
        {
            _json.number(value);
            continue;
        }
        if (rule != nullptr && rule->kind == FieldKind::Boolean)
        {
            _json.boolean(value == "true");
            continue;
        }
        _json.string(value);
    }
}

void BillWriter::problem(const std::string& sentence)
{
    ++_count;
    if (_count <= MaxProblems)
    {
        _problems += (_problems.empty() ? std::string() : say("jdy_target.between")) + sentence;
    }
}

std::string BillWriter::problems() const
{
    const bool more = _count > MaxProblems;
    return more ? say("jdy_target.more", {_problems, std::to_string(_count - MaxProblems)}) : _problems;
}

void BillWriter::unexpected(std::string_view name, sdk::JsonValue value, std::string_view expected,
                            std::initializer_list<std::string_view> arguments)
{
    problem(say("jdy_target.found", {path(name), foundIn(value), say(expected, arguments)}));
}

void BillWriter::writeHead(sdk::JsonValue head)
{
    _json.beginObject();
    writeMembers(head, _form.head);
    writeSupplied();
    _json.endObject();
    if (!isEmpty(head.find("id")))
    {
        problem(say("jdy_target.body.id", {foundIn(head.find("id"))}));
    }
    if (!_form.numbered && !isEmpty(head.find("bill_no")))
    {
        problem(say("jdy_target.body.bill_no", {foundIn(head.find("bill_no"))}));
    }
}

void BillWriter::writeMembers(sdk::JsonValue object, const FieldTable& table)
{
    for (const sdk::JsonValue member : object)
    {
        const FieldRule* rule = table.find(member.name());
        if (rule == nullptr)
        {
            const std::string nearby = sdk::nearestName(member.name(), table.names());
            const std::string unknown = say("jdy_target.body.no_field", {path(member.name())});
            problem(nearby.empty() ? unknown : say("jdy_target.near", {unknown, nearby}));
            continue;
        }
        if (const std::string_view* wanted = supplied(member.name()))
        {
            checkSupplied(member, *wanted);
            continue;
        }
        if (isEmpty(member) && table.isChoice(member.name()))
        {
            continue; // its alternative speaks
        }
        writeField(*rule, member);
    }
    requireAll(object, table);
}

void BillWriter::requireAll(sdk::JsonValue object, const FieldTable& table)
{
    for (const FieldRule& rule : table.rules())
    {
        if (rule.required && !object.find(rule.name).exists() && supplied(rule.name) == nullptr)
        {
            problem(say("jdy_target.body.required", {path(rule.name)}));
        }
    }
    for (const std::vector<std::string>& names : table.choices())
    {
        const bool given =
            std::any_of(names.begin(), names.end(),
                        [object](const std::string& name) { return !isEmpty(object.find(name)); });
        if (!given)
        {
            std::string others;
            for (const std::string& name : names)
            {
                others += (others.empty() ? std::string() : say("jdy_target.or")) + name;
            }
            problem(say("jdy_target.body.choice", {path(names[0]), others}));
        }
    }
}

void BillWriter::writeField(const FieldRule& rule, sdk::JsonValue value)
{
    if (value.isNull() && !rule.required)
    {
        return; // nothing to say is said best by leaving the field out
    }
    switch (rule.kind)
    {
    case FieldKind::Date:
        return writeDate(rule, value);
    case FieldKind::Number:
    case FieldKind::Quantity:
    case FieldKind::Integer:
    case FieldKind::NumberText:
    case FieldKind::QuantityText:
        return writeNumber(rule, value);
    case FieldKind::Boolean:
        return writeBoolean(rule, value);
    case FieldKind::Operation:
        return writeOperation(rule, value);
    case FieldKind::TextMap:
        return writeMap(rule, value);
    case FieldKind::Part:
        return writePart(rule, value);
    case FieldKind::Lines:
        return writeLines(rule, value);
    case FieldKind::Text:
    case FieldKind::Id:
        break;
    }
    const bool id = rule.kind == FieldKind::Id;
    if (!isScalar(value) || (rule.required && isEmpty(value)))
    {
        return unexpected(rule.name, value, id ? "jdy_target.expected.id" : "jdy_target.expected.text");
    }
    _json.key(rule.name).string(value.text());
}

void BillWriter::writeDate(const FieldRule& rule, sdk::JsonValue value)
{
    if (isEmpty(value) && !rule.required)
    {
        return;
    }
    if (!value.isString() || !sdk::beginsWithDate(value.text()))
    {
        return unexpected(rule.name, value, "jdy_target.expected.date");
    }
    _json.key(rule.name).string(value.text().substr(0, DateSize));
}

void BillWriter::writeNumber(const FieldRule& rule, sdk::JsonValue value)
{
    if (isEmpty(value) && !rule.required)
    {
        return;
    }
    const bool quoted = rule.kind == FieldKind::NumberText || rule.kind == FieldKind::QuantityText;
    const bool quantity = rule.kind == FieldKind::Quantity || rule.kind == FieldKind::QuantityText;
    const bool integer = rule.kind == FieldKind::Integer;
    const std::string_view text = value.text();
    const auto number = isScalar(value) && sdk::isJsonNumber(text) ? sdk::Decimal::parse(text) : std::nullopt;
    const bool positive = number && !number->isNegative() && !number->isZero();
    if (!number || (quantity && !positive) || (integer && number->significantScale() > 0))
    {
        return unexpected(rule.name, value,
                          quantity  ? "jdy_target.expected.quantity"
                          : integer ? "jdy_target.expected.integer"
                                    : "jdy_target.expected.number");
    }
    _json.key(rule.name);
    if (quoted)
    {
        _json.string(text);
        return;
    }
    _json.number(text);
}

void BillWriter::writeBoolean(const FieldRule& rule, sdk::JsonValue value)
{
    if (isEmpty(value) && !rule.required)
    {
        return;
    }
    const std::string_view text = value.text();
    if (text != "true" && text != "false")
    {
        return unexpected(rule.name, value, "jdy_target.expected.truth");
    }
    _json.key(rule.name).boolean(text == "true");
}

void BillWriter::writePart(const FieldRule& rule, sdk::JsonValue value)
{
    if (isEmpty(value) && !rule.required)
    {
        return;
    }
    if (!value.isObject() && !value.isArray())
    {
        return unexpected(rule.name, value, "jdy_target.expected.part");
    }
    _json.key(rule.name).raw(value.raw());
}

void BillWriter::writeOperation(const FieldRule& rule, sdk::JsonValue value)
{
    const std::string_view text = value.text();
    if (isEmpty(value))
    {
        return; // saved without audit
    }
    if (!value.isString() || (text != "audit" && text != "submit"))
    {
        return unexpected(rule.name, value, "jdy_target.expected.operation");
    }
    _json.key(rule.name).string(text);
}

void BillWriter::writeMap(const FieldRule& rule, sdk::JsonValue value)
{
    if (isEmpty(value))
    {
        return;
    }
    if (!value.isObject())
    {
        return unexpected(rule.name, value, "jdy_target.expected.map");
    }
    _json.key(rule.name).beginObject();
    for (const sdk::JsonValue member : value)
    {
        if (!isScalar(member))
        {
            unexpected(std::string(rule.name) + "." + std::string(member.name()), member,
                       "jdy_target.expected.text");
            continue;
        }
        _json.key(member.name()).string(member.text());
    }
    _json.endObject();
}

void BillWriter::writeLines(const FieldRule& rule, sdk::JsonValue value)
{
    if (!value.isArray() || value.size() == 0)
    {
        return unexpected(rule.name, value, "jdy_target.expected.lines");
    }
    _json.key(rule.name).beginArray();
    for (const sdk::JsonValue line : value)
    {
        ++_line;
        if (!line.isObject())
        {
            problem(
                say("jdy_target.found", {linePath(_line), foundIn(line), say("jdy_target.expected.object")}));
            continue;
        }
        _json.beginObject();
        writeMembers(line, _form.line);
        _json.endObject();
    }
    _json.endArray();
    _line = 0;
}

} // namespace duijie::jdy
