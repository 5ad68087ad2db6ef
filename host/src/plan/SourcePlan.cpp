#include "plan/SourcePlan.h"

#include "plan/Condition.h"
#include "plan/Document.h"
#include "plan/Evaluation.h"
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
    Condition condition;

    void takePaging(Report& report);
    std::string* pagingName(Variable::Kind kind);
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

namespace
{

bool isPaging(const Node& node) noexcept
{
    return node.kind == Node::Kind::Value && node.expression.parts.front().kind == Part::Kind::Paging;
}

// Only a parameter of the call itself can be left to the connector.
void refuseInside(const Node& node, Report& report)
{
    for (const Node& child : node.children)
    {
        if (isPaging(child))
        {
            report.error("request", "plan.paging_nested", {node.field + "." + child.field});
        }
        refuseInside(child, report);
    }
}

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
        if (!isPaging(node))
        {
            continue;
        }
        std::string* name = pagingName(node.expression.parts.front().variable.kind);
        if (!name->empty())
        {
            report.error("request", "plan.paging_twice", {*name, node.field});
        }
        *name = node.field;
    }
    std::erase_if(program.nodes, isPaging);
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
    impl.takePaging(report);
    impl.condition = compileCondition(document.condition, report);
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

std::string SourcePlan::request(const TimeVariables& times) const
{
    Mapped params;
    evaluate(_impl->program, {{}, times, nullptr}, params, nullptr);
    if (!params.ok())
    {
        // Left out, a parameter would widen what is asked for.
        throw std::runtime_error(
            text::say("plan.parameter", {params.errors[0].path, params.errors[0].message}));
    }
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
    writer.key("params").raw(params.body);
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

} // namespace duijie::plan
