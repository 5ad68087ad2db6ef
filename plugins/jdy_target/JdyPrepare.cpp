#include "JdyPrepare.h"

#include "Fingerprint.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Text.h"
#include "duijie/sdk/Times.h"

namespace duijie::jdy
{

namespace
{

constexpr std::size_t DateSize = 10;
constexpr std::size_t MaxProblems = 20; // a bill of 500 wrong lines must not become a novel

class BillWriter
{
public:
    explicit BillWriter(const BillForm& form) : _form(form) {}

    void writeHead(sdk::JsonValue head);
    std::string problems() const;
    void problem(const std::string& text);
    std::string take() { return _json.take(); }

private:
    void writeMembers(sdk::JsonValue object, const FieldRule* rules, std::size_t count);
    void requireAll(sdk::JsonValue object, const FieldRule* rules, std::size_t count);
    void writeField(const FieldRule& rule, sdk::JsonValue value);
    void writeLines(const FieldRule& rule, sdk::JsonValue value);
    void writeMap(const FieldRule& rule, sdk::JsonValue value);
    void writeDate(const FieldRule& rule, sdk::JsonValue value);
    void writeNumber(const FieldRule& rule, sdk::JsonValue value);
    void writeOperation(const FieldRule& rule, sdk::JsonValue value);
    void unexpected(std::string_view name, sdk::JsonValue value, std::string_view expected);
    std::string path(std::string_view name) const;

    const BillForm& _form;
    sdk::JsonWriter _json;
    std::size_t _line = 0; ///< 1-based while inside a line
    std::string _problems;
    std::size_t _count = 0;
};

bool isEmpty(sdk::JsonValue value) noexcept
{
    return !value.exists() || value.isNull() || (value.isString() && value.text().empty());
}

bool isScalar(sdk::JsonValue value) noexcept
{
    return value.isString() || value.isNumber();
}

std::string found(sdk::JsonValue value)
{
    if (!value.exists() || value.isNull())
    {
        return "nothing";
    }
    return std::string(sdk::jsonTypeName(value.type())) + " " + sdk::excerpt(value.raw(), 60);
}

std::string BillWriter::path(std::string_view name) const
{
    const std::string prefix = _line == 0 ? "" : "material_entity[" + std::to_string(_line - 1) + "].";
    return prefix + std::string(name);
}

void BillWriter::problem(const std::string& text)
{
    ++_count;
    if (_count <= MaxProblems)
    {
        _problems += (_problems.empty() ? "" : "; ") + text;
    }
}

std::string BillWriter::problems() const
{
    const bool more = _count > MaxProblems;
    return _problems + (more ? "; and " + std::to_string(_count - MaxProblems) + " more" : "");
}

void BillWriter::unexpected(std::string_view name, sdk::JsonValue value, std::string_view expected)
{
    problem(path(name) + ": found " + found(value) + ", expected " + std::string(expected));
}

void BillWriter::writeHead(sdk::JsonValue head)
{
    _json.beginObject();
    writeMembers(head, _form.head, _form.headCount);
    _json.endObject();
    if (!isEmpty(head.find("id")))
    {
        problem("id: found " + found(head.find("id")) +
                ", expected nothing: with an id the vendor overwrites that "
                "bill, and this connector only makes new ones");
    }
}

void BillWriter::writeMembers(sdk::JsonValue object, const FieldRule* rules, std::size_t count)
{
    for (const sdk::JsonValue member : object)
    {
        const FieldRule* rule = ruleOf(rules, count, member.name());
        if (rule == nullptr)
        {
            const std::string near = sdk::nearestName(member.name(), namesOf(rules, count));
            problem(path(member.name()) + ": the bill has no such field and would drop it silently" +
                    (near.empty() ? "" : ", did you mean " + near));
            continue;
        }
        writeField(*rule, member);
    }
    requireAll(object, rules, count);
}

void BillWriter::requireAll(sdk::JsonValue object, const FieldRule* rules, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        if (rules[i].required && !object.find(rules[i].name).exists())
        {
            problem(path(rules[i].name) + ": found nothing, expected a value: the vendor requires it");
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
        return writeNumber(rule, value);
    case FieldKind::Operation:
        return writeOperation(rule, value);
    case FieldKind::TextMap:
        return writeMap(rule, value);
    case FieldKind::Lines:
        return writeLines(rule, value);
    case FieldKind::Text:
    case FieldKind::Id:
        break;
    }
    const bool id = rule.kind == FieldKind::Id;
    if (!isScalar(value) || (rule.required && isEmpty(value)))
    {
        return unexpected(rule.name, value, id ? "an id" : "text");
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
        return unexpected(rule.name, value, "an existing date, yyyy-MM-dd with or without a time");
    }
    _json.key(rule.name).string(value.text().substr(0, DateSize));
}

void BillWriter::writeNumber(const FieldRule& rule, sdk::JsonValue value)
{
    if (isEmpty(value) && !rule.required)
    {
        return;
    }
    const bool quantity = rule.kind == FieldKind::Quantity;
    const bool integer = rule.kind == FieldKind::Integer;
    const std::string_view text = value.text();
    const auto number = isScalar(value) && sdk::isJsonNumber(text) ? sdk::Decimal::parse(text) : std::nullopt;
    const bool positive = number && !number->isNegative() && !number->isZero();
    if (!number || (quantity && !positive) || (integer && number->significantScale() > 0))
    {
        return unexpected(rule.name, value,
                          quantity ? "a number above 0" : (integer ? "a whole number" : "a number"));
    }
    _json.key(rule.name).number(text);
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
        return unexpected(rule.name, value, "audit or submit, or no such field");
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
        return unexpected(rule.name, value, "an object of texts");
    }
    _json.key(rule.name).beginObject();
    for (const sdk::JsonValue member : value)
    {
        if (!isScalar(member))
        {
            unexpected(std::string(rule.name) + "." + std::string(member.name()), member, "text");
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
        return unexpected(rule.name, value, "an array with at least one line");
    }
    _json.key(rule.name).beginArray();
    for (const sdk::JsonValue line : value)
    {
        ++_line;
        if (!line.isObject())
        {
            problem("material_entity[" + std::to_string(_line - 1) + "]: found " + found(line) +
                    ", expected an object");
            continue;
        }
        _json.beginObject();
        writeMembers(line, _form.line, _form.lineCount);
        _json.endObject();
    }
    _json.endArray();
    _line = 0;
}

} // namespace

std::string prepareBill(const BillForm& form, sdk::JsonValue mapped, const std::string& naturalKeyField,
                        JdyPrepared& out)
{
    if (!mapped.isObject())
    {
        return "the body is " + found(mapped) + ", expected an object";
    }
    BillWriter writer(form);
    writer.writeHead(mapped);
    const sdk::JsonValue key = mapped.find(naturalKeyField);
    if (!isScalar(key) || isEmpty(key))
    {
        writer.problem(naturalKeyField + ": found " + found(key) +
                       ", expected the text by which the bill is found "
                       "again (setting natural_key)");
    }
    std::string problems = writer.problems();
    if (problems.empty())
    {
        out.body = writer.take();
        out.naturalKey = key.text();
        out.fingerprint = fingerprintOf(mapped);
        out.state = mapped.find("operation_key").text() == "audit" ? "audited" : "";
        out.scope = mapped.find("bill_date").text().substr(0, DateSize);
    }
    return problems;
}

} // namespace duijie::jdy
