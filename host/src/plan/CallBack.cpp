#include "plan/CallBack.h"

#include "plan/Evaluation.h"
#include "plan/Template.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

const std::string Key = "callBackStrategy";
const std::string Writeback = "primaryWriteback";

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; });
    return out;
}

// What is between the braces of a value that is nothing but a template; empty: it is something else.
std::string templateOf(std::string_view text)
{
    const std::size_t braces = text.starts_with("{{") && text.ends_with("}}") ? 2 : 1;
    if (text.size() <= 2 * braces || text.front() != '{' || text.back() != '}')
    {
        return {};
    }
    return std::string(text.substr(braces, text.size() - 2 * braces));
}

// Names under primaryWriteback.
struct Names
{
    std::string id;
    std::string number;

    /// As the document declares a name that is compared without case; null: it declares none like it.
    const std::string* like(std::string_view name) const
    {
        for (const std::string* declared : {&id, &number})
        {
            if (!declared->empty() && lower(*declared) == lower(name))
            {
                return declared;
            }
        }
        return nullptr;
    }
};

Names readWriteback(const Document& document, Report& report)
{
    Names names;
    Findings ignored; // the rest of `response` is for people
    Report quiet(ignored);
    UnusedKeys unused;
    for (const FieldNode& node :
         readFieldTree(document.json.root().find("response"), "response", quiet, unused))
    {
        if (node.field != Writeback)
        {
            continue;
        }
        for (const FieldNode& child : node.children)
        {
            const std::string answer = lower(templateOf(child.text.value_or("")));
            if (answer == "id" || answer == "number")
            {
                (answer == "id" ? names.id : names.number) = child.field;
                continue;
            }
            report.error(child.path + ".value", "plan.writeback_unknown",
                         {child.text.value_or(child.json), child.field});
        }
    }
    return names;
}

// Published documents write {{primaryWriteback.Number}} of what they declare as "number".
std::string spelled(std::string text, const Names& names, const std::string& path, Report& report)
{
    const std::string wanted = lower("{" + Writeback + ".");
    for (std::size_t at = lower(text).find(wanted); at != std::string::npos;
         at = lower(text).find(wanted, at + wanted.size()))
    {
        const std::size_t begin = at + wanted.size();
        const std::size_t end = std::min(text.find_first_of("|} ", begin), text.size());
        const std::string name = text.substr(begin, end - begin);
        const std::string* declared = names.like(name);
        if (declared == nullptr)
        {
            report.error(path, "plan.writeback_absent", {name});
            continue;
        }
        text.replace(at, end - at, "{" + Writeback + "." + *declared);
    }
    return text;
}

std::vector<FieldNode> readNodes(sdk::JsonValue strategy, const Names& names, Report& report)
{
    std::vector<FieldNode> nodes;
    for (const sdk::JsonValue member : strategy)
    {
        if (member.name() == "strategyId")
        {
            continue;
        }
        FieldNode node;
        node.field = member.name();
        node.path = Key + "." + node.field;
        if (member.isString())
        {
            node.text = spelled(std::string(member.text()), names, node.path, report);
        }
        else if (member.isObject() || member.isArray())
        {
            report.error(node.path, "plan.callback_value", {sdk::jsonTypeName(member.type())});
            continue;
        }
        else if (!member.isNull())
        {
            node.json = member.raw();
        }
        nodes.push_back(std::move(node));
    }
    return nodes;
}

} // namespace

std::unique_ptr<CallBack> CallBack::compile(const Document& document, Report& report)
{
    const Names names = readWriteback(document, report);
    const sdk::JsonValue strategy = document.json.root().find(Key);
    if (!strategy.exists() || strategy.isNull() || (strategy.isObject() && strategy.size() == 0))
    {
        return nullptr;
    }
    auto out = std::make_unique<CallBack>();
    out->_strategy = strategy.isObject() ? strategy.find("strategyId").text() : std::string_view();
    if (out->_strategy.empty())
    {
        report.error(Key, "plan.callback_strategy");
        return nullptr;
    }
    out->_idField = names.id;
    out->_numberField = names.number;
    const std::vector<FieldNode> nodes = readNodes(strategy, names, report);
    if (nodes.empty())
    {
        report.error(Key, "plan.callback_empty");
    }
    out->_program = compileProgram(nodes, Side::Target, report);
    if (!out->_program.datasets.empty())
    {
        report.error(Key, "plan.callback_lookup");
    }
    return out;
}

bool CallBack::gives(std::string_view field) const noexcept
{
    return std::any_of(_program.nodes.begin(), _program.nodes.end(),
                       [field](const Node& node)
                       { return node.field == field && node.kind != Node::Kind::Nothing; });
}

void CallBack::map(sdk::JsonValue row, const WrittenBill& bill, const TimeVariables& times, Mapped& out) const
{
    sdk::JsonWriter writer;
    writer.beginObject().key(Writeback).beginObject();
    for (const auto& [name, value] : {std::pair(&_idField, bill.id), std::pair(&_numberField, bill.number)})
    {
        if (!name->empty())
        {
            writer.key(*name).string(value);
        }
    }
    writer.endObject();
    for (const sdk::JsonValue member : row)
    {
        if (member.name() != Writeback)
        {
            writer.key(member.name()).raw(member.raw());
        }
    }
    writer.endObject();
    sdk::JsonDocument whole;
    whole.parse(writer.text());
    out = {};
    evaluate(_program, {whole.root(), times, nullptr}, out, nullptr);
}

} // namespace duijie::plan
