#include "plan/FieldTree.h"

#include "plan/JsonText.h"
#include "plan/formula/Letters.h"

#include <algorithm>
#include <set>

namespace duijie::plan
{

namespace
{

constexpr std::size_t MaxLevels = 16;

class TreeReader
{
public:
    TreeReader(Report& report, UnusedKeys& unused) : _report(report), _unused(unused) {}

    std::vector<FieldNode> read(sdk::JsonValue list, const std::string& path, const std::string& parent)
    {
        std::vector<FieldNode> nodes;
        if (!list.isArray())
        {
            _report.error(path, "plan.not_a_node_list", {sdk::jsonTypeName(list.type())});
            return nodes;
        }
        std::size_t index = 0;
        for (const sdk::JsonValue value : list)
        {
            const std::string at = path + "[" + std::to_string(index++) + "]";
            if (!value.isObject())
            {
                _report.error(at, "plan.node_not_object", {sdk::jsonTypeName(value.type())});
                continue;
            }
            FieldNode node = readNode(value, at);
            if (!parent.empty() && !node.parent.empty() && node.parent != parent)
            {
                _report.warning(at + ".parent", "plan.parent_differs", {node.parent, parent});
            }
            if (!node.field.empty())
            {
                nodes.push_back(std::move(node));
            }
        }
        return nodes;
    }

private:
    FieldNode readNode(sdk::JsonValue value, const std::string& path)
    {
        FieldNode node;
        node.path = path;
        node.field = value.find("field").text();
        if (node.field.empty())
        {
            _report.error(path + ".field", "plan.node_without_field");
        }
        for (const sdk::JsonValue member : value)
        {
            readMember(member, node);
        }
        return node;
    }

    void readMember(sdk::JsonValue member, FieldNode& node)
    {
        const std::string_view name = member.name();
        const std::string at = node.path + "." + std::string(name);
        if (name == "type")
        {
            node.type = member.text().empty() ? "string" : formula::lowered(member.text());
        }
        else if (name == "parent")
        {
            node.parent = member.text();
        }
        else if (name == "value")
        {
            readValue(member, at, node);
        }
        else if (name == "is_required")
        {
            node.required = member.text() == "true" || member.text() == "1";
        }
        else if (name == "children")
        {
            node.children = member.isNull() ? std::vector<FieldNode>() : read(member, at, node.field);
        }
        else if (name == "parser")
        {
            node.parser = readValueParser(member, node.field, at, _report);
        }
        else if (name == "mapping")
        {
            node.mapping = readValueMapping(member, at, _report);
        }
        else if (name == "label" || name == "describe")
        {
            node.described.append(member.text()) += ' ';
        }
        else if (name != "field" && name != "id" && name != "name")
        {
            _unused.emplace(name, at);
        }
    }

    void readValue(sdk::JsonValue value, const std::string& at, FieldNode& node)
    {
        if (value.isString())
        {
            node.text = value.text();
        }
        else if (value.isNumber() || value.type() == sdk::JsonType::Bool)
        {
            node.json = value.text();
        }
        else if (isUsed(value))
        {
            _report.error(at, "plan.value_not_text", {sdk::jsonTypeName(value.type())});
        }
    }

    Report& _report;
    UnusedKeys& _unused;
};

// Puts the nodes of a flat list that name a parent under that parent.
class Nester
{
public:
    Nester(std::vector<FieldNode> flat, Report& report) : _flat(std::move(flat)), _report(report) {}

    std::vector<FieldNode> nest()
    {
        _used.assign(_flat.size(), false);
        sortByParent();
        std::vector<FieldNode> roots;
        for (const std::size_t root : _childrenOf[""])
        {
            roots.push_back(take(root, 1));
        }
        for (std::size_t i = 0; i < _flat.size(); ++i)
        {
            if (!_used[i])
            {
                _report.error(_flat[i].path + ".parent", "plan.parent_circle", {_flat[i].parent});
            }
        }
        return roots;
    }

private:
    // A field whose parent cannot be told is reported here and goes nowhere.
    void sortByParent()
    {
        std::map<std::string, std::size_t, std::less<>> fields;
        for (const FieldNode& node : _flat)
        {
            ++fields[node.field];
        }
        for (std::size_t i = 0; i < _flat.size(); ++i)
        {
            const std::string& parent = _flat[i].parent;
            const auto named = fields.find(parent);
            const std::size_t count = parent.empty() ? 1 : named == fields.end() ? 0 : named->second;
            if (count == 1)
            {
                _childrenOf[parent].push_back(i);
                continue;
            }
            _used[i] = true;
            _report.error(_flat[i].path + ".parent", count == 0 ? "plan.parent_missing" : "plan.parent_twice",
                          {parent});
        }
    }

    FieldNode take(std::size_t index, std::size_t level)
    {
        _used[index] = true;
        FieldNode node = std::move(_flat[index]);
        if (level > MaxLevels)
        {
            _report.error(node.path, "plan.too_deep", {std::to_string(MaxLevels)});
            return node;
        }
        for (const std::size_t child : _childrenOf[node.field])
        {
            node.children.push_back(take(child, level + 1));
        }
        return node;
    }

    std::vector<FieldNode> _flat;
    std::vector<bool> _used;
    std::map<std::string, std::vector<std::size_t>> _childrenOf;
    Report& _report;
};

void checkNames(const std::vector<FieldNode>& nodes, std::size_t level, Report& report)
{
    std::set<std::string_view> seen;
    for (const FieldNode& node : nodes)
    {
        if (!seen.insert(node.field).second)
        {
            report.error(node.path + ".field", "plan.field_twice", {node.field});
        }
        if (level >= MaxLevels && !node.children.empty())
        {
            report.error(node.path, "plan.too_deep", {std::to_string(MaxLevels)});
            continue;
        }
        checkNames(node.children, level + 1, report);
    }
}

} // namespace

std::vector<FieldNode> readFieldTree(sdk::JsonValue list, std::string_view path, Report& report,
                                     UnusedKeys& unused)
{
    std::vector<FieldNode> nodes = TreeReader(report, unused).read(list, std::string(path), {});
    const auto hasParent = [](const FieldNode& node) { return !node.parent.empty(); };
    if (std::any_of(nodes.begin(), nodes.end(), hasParent))
    {
        nodes = Nester(std::move(nodes), report).nest();
    }
    checkNames(nodes, 1, report);
    return nodes;
}

} // namespace duijie::plan
