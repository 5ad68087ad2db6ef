#include "plan/SourcePlan.h"

#include "plan/Condition.h"
#include "plan/Document.h"
#include "plan/Evaluation.h"
#include "plan/Program.h"
#include "plan/Remedy.h"

#include <algorithm>
#include <stdexcept>

namespace duijie::plan
{

namespace
{

// The parameters of one kind of call.
struct Parameters
{
    std::string pageParam;
    std::string sizeParam;
    std::string rowParam;
    Program program;

    void compile(const std::vector<FieldNode>& nodes, const std::string& path, Report& report);
    void takePaging(const std::string& path, Report& report);
    std::string* pagingName(Variable::Kind kind);
};

} // namespace

struct SourcePlan::Impl
{
    std::string api;
    std::string method;
    std::string id;
    std::string number;
    int64_t pageSize = 0;
    std::string connector;
    Parameters ordinary;
    std::optional<RemedyRhythm> rhythm;
    Parameters remedy;
    Condition condition;
    RowShape shape;

    void readRemedy(const Document& document, Findings& findings);
    std::string request(const Parameters& parameters, const TimeVariables& times) const;
};

SourcePlan::SourcePlan() : _impl(std::make_unique<Impl>()) {}
SourcePlan::~SourcePlan() = default;

namespace
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

bool isPaging(const Node& node) noexcept
{
    return node.kind == Node::Kind::Value && node.expression.parts.front().kind == Part::Kind::Paging;
}

// Only a parameter of the call itself can be left to the connector.
void refuseInside(const Node& node, const std::string& path, Report& report)
{
    for (const Node& child : node.children)
    {
        if (isPaging(child))
        {
            report.error(path, "plan.paging_nested", {node.field + "." + child.field});
        }
        refuseInside(child, path, report);
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

// A time like any other, for what is tried before the first call.
TimeVariables someTimes(int64_t hoursAgo)
{
    constexpr int64_t Hour = 3'600'000;
    constexpr int64_t Now = 1'718'000'000'000;
    return {Now - (hoursAgo + 1) * Hour, Now - hoursAgo * Hour, Now, 480};
}

// Parameters depend on times alone: what fails fails for each, and is better told before.
std::string tryParameters(const Program& program, const TimeVariables& times, const std::string& path,
                          Report& report)
{
    Mapped params;
    evaluate(program, {{}, times, nullptr}, params, nullptr);
    for (const FieldError& error : params.errors)
    {
        report.error(path, "plan.parameter", {error.path, error.message});
    }
    return params.body;
}

// The connector fills paging parameters itself: they leave the program, their names stay.
void Parameters::takePaging(const std::string& path, Report& report)
{
    for (const Node& node : program.nodes)
    {
        refuseInside(node, path, report);
        if (!isPaging(node))
        {
            continue;
        }
        std::string* name = pagingName(node.expression.parts.front().variable.kind);
        if (!name->empty())
        {
            report.error(path, "plan.paging_twice", {*name, node.field});
        }
        *name = node.field;
    }
    std::erase_if(program.nodes, isPaging);
}

void Parameters::compile(const std::vector<FieldNode>& nodes, const std::string& path, Report& report)
{
    program = compileProgram(nodes, Side::Source, report);
    takePaging(path, report);
}

const std::string RemedyKey = "omissionRemedy";

} // namespace

// What the ordinary request has in common with the remedy's was reported with it.
void SourcePlan::Impl::readRemedy(const Document& document, Findings& findings)
{
    Findings own;
    Report report(own);
    if (const std::optional<RemedyNodes> nodes = plan::readRemedy(document, report))
    {
        remedy.compile(nodes->request, RemedyKey, report);
        rhythm = {nodes->crontab, false};
        if (!hasErrors(own))
        {
            rhythm->windowed = tryParameters(remedy.program, someTimes(1), RemedyKey, report) !=
                               tryParameters(remedy.program, someTimes(3), RemedyKey, report);
        }
    }
    std::copy_if(own.begin(), own.end(), std::back_inserter(findings),
                 [](const Finding& finding) { return finding.path.starts_with(RemedyKey); });
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
    impl.ordinary.compile(document.request, "request", report);
    impl.condition = compileCondition(document.condition, report);
    impl.shape = RowShape::compile(document.json.root(), impl.condition, report);
    if (!hasErrors(findings))
    {
        tryParameters(impl.ordinary.program, someTimes(1), "request", report);
    }
    impl.readRemedy(document, findings);
    const bool failed = std::any_of(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(),
                                    [](const Finding& finding) { return finding.error; });
    return failed ? nullptr : std::move(plan);
}

const std::string& SourcePlan::api() const noexcept
{
    return _impl->api;
}

std::string SourcePlan::Impl::request(const Parameters& parameters, const TimeVariables& times) const
{
    Mapped params;
    evaluate(parameters.program, {{}, times, nullptr}, params, nullptr);
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
    text("api", api);
    text("method", method);
    text("id", id);
    text("number", number);
    if (pageSize > 0)
    {
        writer.key("page_size").number(pageSize);
    }
    text("page_param", parameters.pageParam);
    text("size_param", parameters.sizeParam);
    text("row_param", parameters.rowParam);
    writer.key("params").raw(params.body);
    if (!connector.empty())
    {
        writer.key("connector").raw(connector);
    }
    writer.endObject();
    return writer.take();
}

std::string SourcePlan::request(const TimeVariables& times) const
{
    return _impl->request(_impl->ordinary, times);
}

const RemedyRhythm* SourcePlan::remedy() const noexcept
{
    return _impl->rhythm ? &*_impl->rhythm : nullptr;
}

std::string SourcePlan::remedyRequest(const TimeVariables& times) const
{
    return _impl->request(_impl->remedy, times);
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
