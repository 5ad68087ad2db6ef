// The `connector` object of a target document.
#include "JdyForms.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::jdy
{

namespace
{

class OptionReader
{
public:
    explicit OptionReader(BillForm& form) : _form(form) {}

    void read(sdk::JsonValue options);
    const std::string& problems() const noexcept { return _problems; }

private:
    void text(sdk::JsonValue value, std::string& out);
    void flag(sdk::JsonValue value, bool& out);
    void lines(sdk::JsonValue value);
    void fields(sdk::JsonValue value, FieldTable& table);
    void fixed(sdk::JsonValue value);
    void required(sdk::JsonValue value, FieldTable& table);
    void unexpected(const std::string& key, sdk::JsonValue value, std::string_view expected);
    void problem(const std::string& text);

    BillForm& _form;
    std::string _problems;
};

const std::vector<std::string> Keys{"detail",  "list",     "entity", "title",       "lines",         "batch",
                                    "bill_no", "required", "fields", "line_fields", "line_required", "fixed"};

std::string didYouMean(std::string_view word, const std::vector<std::string>& known)
{
    const std::string nearby = sdk::nearestName(word, known);
    return nearby.empty() ? "" : ", did you mean " + nearby;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
    {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

void OptionReader::problem(const std::string& text)
{
    _problems += (_problems.empty() ? "" : "; ") + text;
}

void OptionReader::unexpected(const std::string& key, sdk::JsonValue value, std::string_view expected)
{
    problem("connector." + key + ": found " + std::string(sdk::jsonTypeName(value.type())) + " " +
            sdk::excerpt(value.raw(), 60) + ", expected " + std::string(expected));
}

void OptionReader::text(sdk::JsonValue value, std::string& out)
{
    if (!value.isString() || value.text().empty())
    {
        return unexpected(std::string(value.name()), value, "a text");
    }
    out = value.text();
}

void OptionReader::flag(sdk::JsonValue value, bool& out)
{
    if (value.raw() != "true" && value.raw() != "false")
    {
        return unexpected(std::string(value.name()), value, "true or false");
    }
    out = value.raw() == "true";
}

void OptionReader::lines(sdk::JsonValue value)
{
    text(value, _form.lines);
    _form.head.add(FieldKind::Lines, _form.lines);
}

void OptionReader::fields(sdk::JsonValue value, FieldTable& table)
{
    const std::string key(value.name());
    if (!value.isObject())
    {
        return unexpected(key, value, "an object of field names and kinds");
    }
    for (const sdk::JsonValue member : value)
    {
        const std::string name(member.name());
        const auto kind = kindOf(member.text());
        if (!member.isString() || !kind || name.find(' ') != std::string::npos)
        {
            unexpected(key + "." + name, member,
                       "one of " + joined(kindWords()) + didYouMean(member.text(), kindWords()));
            continue;
        }
        table.add(*kind, name);
    }
}

void OptionReader::fixed(sdk::JsonValue value)
{
    if (!value.isObject())
    {
        return unexpected("fixed", value, "an object of field names and values");
    }
    for (const sdk::JsonValue member : value)
    {
        const std::string name(member.name());
        const bool boolean = member.text() == "true" || member.text() == "false";
        if (!member.isString() && !member.isNumber() && !boolean)
        {
            unexpected("fixed." + name, member, "a text, a number, true or false");
            continue;
        }
        const FieldRule* rule = _form.head.find(name);
        if (rule == nullptr)
        {
            problem("connector.fixed." + name + ": the bill's head has no such field" +
                    didYouMean(name, _form.head.names()) + "; a new one is named in connector.fields");
            continue;
        }
        if (rule->kind == FieldKind::Boolean && !boolean)
        {
            unexpected("fixed." + name, member, "true or false");
            continue;
        }
        std::erase_if(_form.fixed, [&name](const auto& known) { return known.first == name; });
        _form.fixed.emplace_back(name, member.text());
    }
}

void OptionReader::required(sdk::JsonValue value, FieldTable& table)
{
    const std::string key(value.name());
    std::vector<std::string> entries;
    for (const sdk::JsonValue entry : value)
    {
        entries.emplace_back(entry.isString() ? entry.text() : std::string_view());
    }
    const bool texts = std::find(entries.begin(), entries.end(), std::string()) == entries.end();
    if (!value.isArray() || !texts)
    {
        return unexpected(key, value, "an array of field names, alternatives joined by |");
    }
    if (const std::string unknown = table.require(entries); !unknown.empty())
    {
        problem("connector." + key + ": found " + unknown + ", expected a field of the bill" +
                didYouMean(unknown, table.names()));
    }
}

void OptionReader::read(sdk::JsonValue options)
{
    for (const sdk::JsonValue member : options)
    {
        const std::string_view key = member.name();
        if (std::find(Keys.begin(), Keys.end(), key) == Keys.end())
        {
            problem("connector." + std::string(key) + ": found " + sdk::excerpt(member.raw(), 60) +
                    ", expected one of " + joined(Keys) + didYouMean(key, Keys));
        }
    }
    const auto take = [options](std::string_view name, const auto& use)
    {
        if (const sdk::JsonValue value = options.find(name); value.exists())
        {
            use(value);
        }
    };
    take("detail", [this](sdk::JsonValue v) { text(v, _form.detail); });
    take("list", [this](sdk::JsonValue v) { text(v, _form.list); });
    take("entity", [this](sdk::JsonValue v) { text(v, _form.entity); });
    take("title", [this](sdk::JsonValue v) { text(v, _form.title); });
    take("batch", [this](sdk::JsonValue v) { flag(v, _form.batch); });
    take("bill_no", [this](sdk::JsonValue v) { flag(v, _form.numbered); });
    // Fields before what speaks of fields.
    take("lines", [this](sdk::JsonValue v) { lines(v); });
    take("fields", [this](sdk::JsonValue v) { fields(v, _form.head); });
    take("line_fields", [this](sdk::JsonValue v) { fields(v, _form.line); });
    take("required", [this](sdk::JsonValue v) { required(v, _form.head); });
    take("line_required", [this](sdk::JsonValue v) { required(v, _form.line); });
    take("fixed", [this](sdk::JsonValue v) { fixed(v); });
}

} // namespace

std::string applyOptions(std::string_view json, BillForm& form)
{
    sdk::JsonDocument document;
    if (!document.parse(json) || !document.root().isObject())
    {
        return "connector: found " + sdk::excerpt(json, 60) + ", expected an object";
    }
    OptionReader reader(form);
    reader.read(document.root());
    std::string problems = reader.problems();
    if (form.head.find(form.lines) == nullptr)
    {
        form.head.add(FieldKind::Lines, form.lines);
    }
    if (form.entity.empty())
    {
        problems += std::string(problems.empty() ? "" : "; ") +
                    "connector.entity: found nothing, expected the entity_number of this bill: it is not one "
                    "that is known here";
    }
    completePaths(form);
    return problems;
}

} // namespace duijie::jdy
