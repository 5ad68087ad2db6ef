#include "plan/SourcePlan.h"

#include "plan/Condition.h"
#include "plan/Document.h"
#include "plan/Evaluation.h"
#include "plan/Habits.h"
#include "plan/Program.h"

#include <algorithm>
#include <stdexcept>

namespace duijie::plan
{

struct SourcePlan::Impl
{
    std::string api;
    std::string method;
    std::string id;
    std::string number;
    int64_t pageSize = 0;
    std::string pageParam;
    std::string sizeParam;
    std::string rowParam;
    std::string connector;
    Program program;
    Program whole; // with what takePaging() takes out
    Condition condition;
    RowShape shape;
    KnownPaths declared;
    std::vector<UsedPath> paths;

    void takePaging(Report& report);
    std::string* pagingName(Variable::Kind kind);
    const Part* pagingOf(const Node& node) const noexcept;
    void refuseInside(const Node& node, Report& report) const;
    void declare(const Document& document, Findings& findings);
};

SourcePlan::SourcePlan() : _impl(std::make_unique<Impl>()) {}
SourcePlan::~SourcePlan() = default;

std::string* SourcePlan::Impl::pagingName(Variable::Kind kind)
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
const Part* SourcePlan::Impl::pagingOf(const Node& node) const noexcept
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
void SourcePlan::Impl::refuseInside(const Node& node, Report& report) const
{
    for (const Node& child : node.children)
    {
        if (pagingOf(child) != nullptr)
        {
            report.error("request", "plan.paging_nested", {node.field + "." + child.field});
        }
        refuseInside(child, report);
    }
}

namespace
{

// The query API of 云星空 wants the names of the fields it is to answer: those the document declares.
void joinResponse(Document& document, Report& report)
{
    for (FieldNode& node : document.request)
    {
        const bool empty = node.parser.kind == ValueParser::Kind::Join && node.children.empty() &&
                           node.json.empty() && (!node.text || node.text->empty());
        if (!empty || document.response.empty())
        {
            continue;
        }
        std::string names;
        for (const std::string& name : document.response)
        {
            names += (names.empty() ? "" : node.parser.first) + name;
        }
        node.text = names;
        report.warning(node.path + ".value", "plan.response_joined", {node.field});
    }
}

// Parameters depend on times alone: what fails fails for each, and is better told before.
void tryParameters(const Program& program, Report& report)
{
    constexpr int64_t Hour = 3'600'000;
    constexpr int64_t Now = 1'718'000'000'000;
    Mapped params;
    evaluate(program, {{}, {Now - 2 * Hour, Now - Hour, Now, 480}, nullptr}, params, nullptr);
    for (const FieldError& error : params.errors)
    {
        report.error("request", "plan.parameter", {error.path, error.message});
    }
}

} // namespace

// The connector fills paging parameters itself: they leave the program, their names stay.
void SourcePlan::Impl::takePaging(Report& report)
{
    for (const Node& node : program.nodes)
    {
        refuseInside(node, report);
        const Part* paging = pagingOf(node);
        if (paging == nullptr)
        {
            continue;
        }
        if (node.kind == Node::Kind::Function)
        {
            report.warning("request", "plan.paging_computed", {node.field});
        }
        std::string* name = pagingName(paging->variable.kind);
        if (!name->empty())
        {
            report.error("request", "plan.paging_twice", {*name, node.field});
        }
        *name = node.field;
    }
    std::erase_if(program.nodes, [this](const Node& node) { return pagingOf(node) != nullptr; });
}

// What is declared of the answer, and what is stored of it: flattened, with the fields that are added.
void SourcePlan::Impl::declare(const Document& document, Findings& findings)
{
    for (std::size_t group = 0; group < condition.groups.size(); ++group)
    {
        for (std::size_t test = 0; test < condition.groups[group].size(); ++test)
        {
            const std::string at = "condition[" + std::to_string(group) + "][" + std::to_string(test) + "]";
            paths.push_back({condition.groups[group][test].field.whole, at + ".field", {}});
        }
    }
    const sdk::JsonValue root = document.json.root();
    declared.addDeclared(root.find("response"));
    if (declared.empty())
    {
        return;
    }
    declared.check(paths, findings);
    for (const sdk::JsonValue list : root.find("beatFlat"))
    {
        declared.flatten(std::string(list.text()));
    }
    for (const sdk::JsonValue format : root.find("formatResponse"))
    {
        declared.addOpen(std::string(format.find("new").text()));
    }
}

std::unique_ptr<SourcePlan> SourcePlan::compile(std::string_view json, Findings& findings)
{
    const std::size_t before = findings.size();
    Report report(findings);
    Document document;
    if (!readDocument(json, Side::Source, document, report))
    {
        return nullptr;
    }
    std::unique_ptr<SourcePlan> plan(new SourcePlan);
    Impl& impl = *plan->_impl;
    impl.api = document.api;
    impl.method = document.method;
    impl.id = document.id;
    impl.number = document.number;
    impl.pageSize = document.pageSize;
    impl.connector = document.connector;
    joinResponse(document, report);
    impl.program = compileProgram(document.request, Side::Source, report);
    impl.whole = impl.program;
    impl.takePaging(report);
    checkHabits(document, impl.program, report);
    impl.condition = compileCondition(document.condition, report);
    impl.declare(document, findings);
    impl.shape = RowShape::compile(document.json.root(), impl.condition, report);
    if (!hasErrors(findings))
    {
        tryParameters(impl.program, report);
    }
    const bool failed = std::any_of(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(),
                                    [](const Finding& finding) { return finding.error; });
    return failed ? nullptr : std::move(plan);
}

const std::string& SourcePlan::api() const noexcept
{
    return _impl->api;
}

const std::string& SourcePlan::id() const noexcept
{
    return _impl->id;
}

const std::string& SourcePlan::number() const noexcept
{
    return _impl->number;
}

const KnownPaths& SourcePlan::declared() const noexcept
{
    return _impl->declared;
}

const std::vector<UsedPath>& SourcePlan::paths() const noexcept
{
    return _impl->paths;
}

namespace
{

// Left out, a parameter would widen what is asked for.
std::string evaluated(const Program& program, const TimeVariables& times, int64_t pageSize)
{
    Mapped params;
    evaluate(program, {{}, times, nullptr, pageSize}, params, nullptr);
    if (!params.ok())
    {
        throw std::runtime_error(
            text::say("plan.parameter", {params.errors[0].path, params.errors[0].message}));
    }
    return std::move(params.body);
}

} // namespace

std::string SourcePlan::parameters(const TimeVariables& times) const
{
    return evaluated(_impl->whole, times, _impl->pageSize > 0 ? _impl->pageSize : DefaultPageSize);
}

std::string SourcePlan::request(const TimeVariables& times) const
{
    const std::string params = evaluated(_impl->program, times, 0);
    sdk::JsonWriter writer;
    writer.beginObject();
    const auto text = [&](std::string_view key, const std::string& value)
    {
        if (!value.empty())
        {
            writer.key(key).string(value);
        }
    };
    text("api", _impl->api);
    text("method", _impl->method);
    text("id", _impl->id);
    text("number", _impl->number);
    if (_impl->pageSize > 0)
    {
        writer.key("page_size").number(_impl->pageSize);
    }
    text("page_param", _impl->pageParam);
    text("size_param", _impl->sizeParam);
    text("row_param", _impl->rowParam);
    writer.key("params").raw(params);
    if (!_impl->connector.empty())
    {
        writer.key("connector").raw(_impl->connector);
    }
    writer.endObject();
    return writer.take();
}

std::optional<std::string> SourcePlan::skipReason(sdk::JsonValue row) const
{
    return _impl->condition.skipReason(row);
}

bool SourcePlan::shapes() const noexcept
{
    return _impl->shape.changes();
}

bool SourcePlan::shape(sdk::JsonValue row, int offsetMinutes, std::vector<ShapedRow>& out,
                       std::string& problem) const
{
    return _impl->shape.apply(row, _impl->condition, offsetMinutes, out, problem);
}

} // namespace duijie::plan
