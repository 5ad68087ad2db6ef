#include "plan/Program.h"

#include "plan/ExpressionCompiler.h"
#include "plan/JsonText.h"

#include "duijie/sdk/Json.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

// What the platform's modelling tool leaves in fields that nobody filled.
constexpr std::string_view Leftover = "1";

class ProgramCompiler
{
public:
    ProgramCompiler(Side side, Report& report)
        : _side(side), _report(report), _expressions(side, _program, report)
    {
    }

    Program compile(const std::vector<FieldNode>& nodes)
    {
        nameLists(nodes);
        _program.nodes = compileAll(nodes);
        return std::move(_program);
    }

private:
    void nameLists(const std::vector<FieldNode>& nodes)
    {
        for (const FieldNode& node : nodes)
        {
            if (node.type == "array" && node.text && !node.children.empty())
            {
                _expressions.name(*node.text);
            }
            nameLists(node.children);
        }
    }

    std::vector<Node> compileAll(const std::vector<FieldNode>& nodes)
    {
        std::vector<Node> out;
        for (const FieldNode& node : nodes)
        {
            out.push_back(compileNode(node));
        }
        return out;
    }

    Node compileNode(const FieldNode& published)
    {
        Node node;
        node.field = published.field;
        node.key = jsonString(published.field) + ":";
        node.text = published.text ? *published.text : published.json;
        node.required = published.required && _side == Side::Target;
        node.cast = castOf(published);
        node.parser = published.parser;
        node.mapping = mappingOf(published);
        const bool shaped = published.parser.kind != ValueParser::Kind::None && published.children.empty();
        const bool copied = published.children.empty() && published.text && published.text->starts_with('{');
        if (published.type == "array" && !shaped && !copied)
        {
            compileArray(published, node);
        }
        else if (!published.children.empty())
        {
            compileObject(published, node);
        }
        else
        {
            compileLeaf(published, node);
        }
        return node;
    }

    Cast castOf(const FieldNode& published)
    {
        static constexpr std::pair<std::string_view, Cast> Types[] = {
            {"string", Cast::None},     {"array", Cast::None},      {"object", Cast::None},
            {"datetime", Cast::None},   {"date", Cast::None},       {"text", Cast::None},
            {"int", Cast::Integer},     {"integer", Cast::Integer}, {"float", Cast::Number},
            {"double", Cast::Number},   {"number", Cast::Number},   {"decimal", Cast::Number},
            {"boolean", Cast::Boolean}, {"bool", Cast::Boolean},
        };
        for (const auto& [name, cast] : Types)
        {
            if (name == published.type)
            {
                return cast;
            }
        }
        _report.warning(published.path + ".type", "plan.type_unknown", {published.type});
        return Cast::None;
    }

    std::size_t mappingOf(const FieldNode& published)
    {
        if (!published.mapping.used())
        {
            return NoSlot;
        }
        if (!published.children.empty())
        {
            _report.error(published.path + ".mapping", "plan.mapping_children");
            return NoSlot;
        }
        Mapping mapping{published.mapping, NoSlot};
        if (!mapping.table.dataset.empty())
        {
            mapping.dataset = _expressions.datasetIndex(mapping.table.dataset);
        }
        _program.mappings.push_back(std::move(mapping));
        return _program.mappings.size() - 1;
    }

    void compileObject(const FieldNode& published, Node& node)
    {
        if (published.type != "object" && published.type != "string")
        {
            _report.warning(published.path + ".type", "plan.children_under_scalar", {published.type});
        }
        if (node.text == Leftover)
        {
            _report.warning(published.path + ".value", "plan.value_leftover", {node.field});
        }
        else if (!node.text.empty())
        {
            _report.error(published.path + ".value", "plan.value_beside_children", {node.text});
        }
        node.kind = Node::Kind::Object;
        node.children = compileAll(published.children);
    }

    void compileArray(const FieldNode& published, Node& node)
    {
        const std::string name = listName(published);
        if (name.empty() || (name == Leftover && !published.children.empty()))
        {
            if (published.children.empty())
            {
                return;
            }
            _report.warning(published.path + ".value", "plan.array_without_list", {published.field});
            node.kind = Node::Kind::OneRow;
            node.children = compileAll(published.children);
            return;
        }
        if (_side == Side::Source)
        {
            _report.error(published.path + ".value", "plan.list_in_source", {name});
            return;
        }
        if (published.children.empty())
        {
            _report.error(published.path + ".children", "plan.array_without_children", {name});
            return;
        }
        node.kind = Node::Kind::List;
        node.list = _expressions.listReference(name, published.path + ".value");
        _expressions.enter(name);
        node.children = compileAll(published.children);
        _expressions.leave();
    }

    // The list's bare name. With braces around it is accepted: it can mean nothing else.
    std::string listName(const FieldNode& published)
    {
        const std::string written = published.text ? *published.text : published.json;
        std::string problem;
        const std::optional<Template> parsed = parseTemplate(written, problem);
        if (!parsed || written.starts_with('_'))
        {
            _report.error(published.path + ".value", "plan.list_name", {written});
            return {};
        }
        if (!parsed->hasReference())
        {
            return written;
        }
        if (parsed->parts.size() > 1 || parsed->parts.front().filter != Filter::None)
        {
            _report.error(published.path + ".value", "plan.list_name", {written});
            return {};
        }
        _report.warning(published.path + ".value", "plan.list_braces", {written, parsed->parts.front().text});
        return parsed->parts.front().text;
    }

    void compileLeaf(const FieldNode& published, Node& node)
    {
        const std::string at = published.path + ".value";
        if (!published.text)
        {
            const std::string_view truth =
                node.cast == Cast::Boolean ? castText(published.json, node.cast) : std::string_view();
            node.constant = truth.empty() ? published.json : std::string(truth);
            node.kind = node.constant.empty() ? Node::Kind::Nothing : Node::Kind::Constant;
        }
        else if (_expressions.isFunction(*published.text))
        {
            node.function = _expressions.compileFunction(*published.text, at);
            node.kind = node.function == NoSlot ? Node::Kind::Nothing : Node::Kind::Function;
        }
        else if (_expressions.isLookup(*published.text))
        {
            node.kind = Node::Kind::Lookup;
            node.lookup = _expressions.compileLookup(*published.text, at);
        }
        else
        {
            compileText(*published.text, at, node);
        }
        const bool none = node.kind == Node::Kind::Nothing && !(published.text && !published.text->empty());
        if ((none || node.constant == "\"\"") && published.required)
        {
            if (_side == Side::Target)
            {
                _report.error(at, "plan.required_constant_empty", {node.field});
            }
            else
            {
                _report.warning(at, "plan.required_constant_empty", {node.field});
            }
        }
    }

    void compileText(const std::string& text, const std::string& at, Node& node)
    {
        std::optional<Expression> expression = _expressions.compileValue(text, at);
        if (!expression)
        {
            return;
        }
        const bool plain = expression->parts.empty() || (expression->parts.size() == 1 &&
                                                         expression->parts.front().kind == Part::Kind::Text);
        if (!plain)
        {
            node.kind = Node::Kind::Value;
            node.expression = std::move(*expression);
            return;
        }
        node.kind = Node::Kind::Constant;
        const std::string_view cast = castText(text, node.cast);
        node.constant = cast.empty() ? jsonString(text) : std::string(cast);
    }

    Side _side;
    Report& _report;
    Program _program;
    ExpressionCompiler _expressions;
};

std::string_view castBoolean(std::string_view text) noexcept
{
    const auto is = [&](std::string_view word)
    {
        return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                          [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
    };
    if (is("true") || text == "1")
    {
        return "true";
    }
    return is("false") || text == "0" ? std::string_view("false") : std::string_view();
}

} // namespace

std::string_view castText(std::string_view text, Cast cast) noexcept
{
    if (cast == Cast::None)
    {
        return {};
    }
    if (cast == Cast::Boolean)
    {
        return castBoolean(text);
    }
    if (!sdk::isJsonNumber(text))
    {
        return {};
    }
    // Vendors send counts as "3.0000".
    const std::size_t point = std::min(text.find('.'), text.size());
    const bool whole = text.find_first_not_of('0', point + 1) == std::string_view::npos &&
                       text.find_first_of("eE") == std::string_view::npos;
    return cast == Cast::Number ? text : whole ? text.substr(0, point) : std::string_view();
}

Program compileProgram(const std::vector<FieldNode>& nodes, Side side, Report& report)
{
    return ProgramCompiler(side, report).compile(nodes);
}

} // namespace duijie::plan
