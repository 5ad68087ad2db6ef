// The `connector` object of a target document.
#include "JdyForms.h"
#include "JdySay.h"

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
    void problem(const std::string& sentence);

    BillForm& _form;
    std::string _problems;
};

const std::vector<std::string> Keys{"detail",  "list",     "entity", "title",       "lines",         "batch",
                                    "bill_no", "required", "fields", "line_fields", "line_required", "fixed"};

/// `sentence`, and what was probably meant.
std::string withNearest(const std::string& sentence, std::string_view word,
                        const std::vector<std::string>& known)
{
    const std::string nearby = sdk::nearestName(word, known);
    return nearby.empty() ? sentence : say("jdy_target.near", {sentence, nearby});
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
    {
        text += (text.empty() ? std::string() : say("jdy_target.comma")) + word;
    }
    return text;
}

void OptionReader::problem(const std::string& sentence)
{
    _problems += (_problems.empty() ? std::string() : say("jdy_target.between")) + sentence;
}

void OptionReader::unexpected(const std::string& key, sdk::JsonValue value, std::string_view expected)
{
    problem(
        say("jdy_target.found",
            {"connector." + key,
             std::string(sdk::jsonTypeName(value.type())) + " " + sdk::excerpt(value.raw(), 60), expected}));
}

void OptionReader::text(sdk::JsonValue value, std::string& out)
{
    if (!value.isString() || value.text().empty())
    {
        return unexpected(std::string(value.name()), value, say("jdy_target.option.text"));
    }
    out = value.text();
}

void OptionReader::flag(sdk::JsonValue value, bool& out)
{
    if (value.raw() != "true" && value.raw() != "false")
    {
        return unexpected(std::string(value.name()), value, say("jdy_target.expected.truth"));
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
        return unexpected(key, value, say("jdy_target.option.kinds"));
    }
    for (const sdk::JsonValue member : value)
    {
        const std::string name(member.name());
        const auto kind = kindOf(member.text());
        if (!member.isString() || !kind || name.find(' ') != std::string::npos)
        {
            unexpected(key + "." + name, member,
                       withNearest(say("jdy_target.option.one_of", {joined(kindWords())}), member.text(),
                                   kindWords()));
            continue;
        }
        table.add(*kind, name);
    }
}

void OptionReader::fixed(sdk::JsonValue value)
{
    if (!value.isObject())
    {
        return unexpected("fixed", value, say("jdy_target.option.values"));
    }
    for (const sdk::JsonValue member : value)
    {
        const std::string name(member.name());
        const bool boolean = member.text() == "true" || member.text() == "false";
        if (!member.isString() && !member.isNumber() && !boolean)
        {
            unexpected("fixed." + name, member, say("jdy_target.option.scalar"));
            continue;
        }
        const FieldRule* rule = _form.head.find(name);
        if (rule == nullptr)
        {
            const std::string nearby = sdk::nearestName(name, _form.head.names());
            problem(nearby.empty() ? say("jdy_target.option.no_field", {name})
                                   : say("jdy_target.option.no_field_near", {name, nearby}));
            continue;
        }
        if (rule->kind == FieldKind::Boolean && !boolean)
        {
            unexpected("fixed." + name, member, say("jdy_target.expected.truth"));
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
        return unexpected(key, value, say("jdy_target.option.names"));
    }
    if (const std::string unknown = table.require(entries); !unknown.empty())
    {
        problem(withNearest(
            say("jdy_target.found", {"connector." + key, unknown, say("jdy_target.option.field")}), unknown,
            table.names()));
    }
}

void OptionReader::read(sdk::JsonValue options)
{
    for (const sdk::JsonValue member : options)
    {
        const std::string_view key = member.name();
        if (std::find(Keys.begin(), Keys.end(), key) == Keys.end())
        {
            problem(withNearest(
                say("jdy_target.found", {"connector." + std::string(key), sdk::excerpt(member.raw(), 60),
                                         say("jdy_target.option.one_of", {joined(Keys)})}),
                key, Keys));
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
        return say("jdy_target.found",
                   {"connector", sdk::excerpt(json, 60), say("jdy_target.expected.object")});
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
        problems += problems.empty() ? std::string() : say("jdy_target.between");
        problems += say("jdy_target.option.entity");
    }
    completePaths(form);
    return problems;
}

} // namespace duijie::jdy
