#include "plan/Parameters.h"

#include "plan/Evaluation.h"

namespace duijie::plan
{

std::string* Parameters::pagingName(Variable::Kind kind)
{
    switch (kind)
    {
    case Variable::Kind::PageSize:
        return &sizeParam;
    case Variable::Kind::StartPage:
        return &pageParam;
    case Variable::Kind::StartRow:
        return &rowParam;
    case Variable::Kind::LastSyncTime:
    case Variable::Kind::CurrentTime:
    case Variable::Kind::Ago:
        break;
    }
    return nullptr;
}

// The paging variable that the value is made of; null: none.
const Part* Parameters::pagingOf(const Node& node) const noexcept
{
    const auto isPaging = [](const Part& part) { return part.kind == Part::Kind::Paging; };
    if (node.kind == Node::Kind::Value)
    {
        const Part& first = node.expression.parts.front();
        return isPaging(first) ? &first : nullptr;
    }
    if (node.kind == Node::Kind::Function)
    {
        for (const FunctionExpression::Input& input : program.functions[node.function].inputs)
        {
            if (!input.expression.parts.empty() && isPaging(input.expression.parts.front()))
            {
                return &input.expression.parts.front();
            }
        }
    }
    return nullptr;
}

// Only a parameter of the call itself can be left to the connector.
void Parameters::refuseInside(const Node& node, const std::string& path, Report& report) const
{
    for (const Node& child : node.children)
    {
        if (pagingOf(child) != nullptr)
        {
            report.incomplete(path, "plan.paging_nested", {node.field + "." + child.field});
        }
        refuseInside(child, path, report);
    }
}

// The connector fills paging parameters itself: they leave the program, their names stay.
void Parameters::takePaging(const std::string& path, Report& report)
{
    for (const Node& node : program.nodes)
    {
        refuseInside(node, path, report);
        const Part* paging = pagingOf(node);
        if (paging == nullptr)
        {
            continue;
        }
        if (node.kind == Node::Kind::Function)
        {
            report.warning(path, "plan.paging_computed", {node.field});
        }
        std::string* name = pagingName(paging->variable.kind);
        if (!name->empty())
        {
            report.error(path, "plan.paging_twice", {*name, node.field});
        }
        *name = node.field;
    }
    std::erase_if(program.nodes, [this](const Node& node) { return pagingOf(node) != nullptr; });
}

void Parameters::compile(const std::vector<FieldNode>& nodes, const std::string& path, Report& report)
{
    program = compileProgram(nodes, Side::Source, report);
    whole = program;
    takePaging(path, report);
}

std::string Parameters::attempt(const TimeVariables& times, const std::string& path, Report& report) const
{
    Mapped params;
    evaluate(program, {{}, times, nullptr}, params, nullptr);
    for (const FieldError& error : params.errors)
    {
        if (!error.missingReference)
        {
            report.error(path, "plan.parameter", {error.path, error.message});
        }
    }
    return std::move(params.body);
}

Mapped evaluatedParameters(const Program& program, const TimeVariables& times, const DatasetSource* datasets,
                           int64_t pageSize)
{
    Mapped params;
    evaluate(program, {{}, times, datasets, pageSize}, params, nullptr);
    return params;
}

} // namespace duijie::plan
