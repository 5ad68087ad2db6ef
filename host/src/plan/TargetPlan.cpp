#include "plan/TargetPlan.h"

#include "plan/CallBack.h"
#include "plan/Document.h"
#include "plan/Evaluation.h"
#include "plan/Habits.h"
#include "plan/Program.h"

#include <algorithm>

namespace duijie::plan
{

bool Mapped::waits() const noexcept
{
    return !errors.empty() && std::all_of(errors.begin(), errors.end(),
                                          [](const FieldError& error) { return error.missingReference; });
}

struct TargetPlan::Impl
{
    std::string api;
    std::string connector;
    Program program;
    Grouping grouping;
    std::unique_ptr<CallBack> callBack;
};

TargetPlan::TargetPlan() : _impl(std::make_unique<Impl>()) {}
TargetPlan::~TargetPlan() = default;

std::unique_ptr<TargetPlan> TargetPlan::compile(std::string_view json, Findings& findings)
{
    const std::size_t before = findings.size();
    Report report(findings);
    Document document;
    if (!readDocument(json, Side::Target, document, report))
    {
        return nullptr;
    }
    std::unique_ptr<TargetPlan> plan(new TargetPlan);
    plan->_impl->api = document.api;
    plan->_impl->connector = document.connector;
    plan->_impl->program = compileProgram(document.request, Side::Target, report);
    checkHabits(document, plan->_impl->program, report);
    plan->_impl->grouping = Grouping::compile(document.json.root(), report);
    plan->_impl->callBack = CallBack::compile(document, report);
    if (plan->_impl->callBack && plan->_impl->grouping.groups())
    {
        report.error("callBackStrategy", "plan.callback_grouped");
    }
    const bool failed = std::any_of(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(),
                                    [](const Finding& finding) { return finding.error; });
    return failed ? nullptr : std::move(plan);
}

const std::string& TargetPlan::api() const noexcept
{
    return _impl->api;
}

const std::string& TargetPlan::connector() const noexcept
{
    return _impl->connector;
}

const std::vector<std::string>& TargetPlan::datasets() const noexcept
{
    return _impl->program.datasets;
}

const Grouping& TargetPlan::grouping() const noexcept
{
    return _impl->grouping;
}

const std::vector<UsedPath>& TargetPlan::paths() const noexcept
{
    return _impl->program.paths;
}

const CallBack* TargetPlan::callBack() const noexcept
{
    return _impl->callBack.get();
}

void TargetPlan::checkPaths(const KnownPaths& rows, Findings& findings) const
{
    if (!_impl->grouping.groups())
    {
        rows.check(paths(), findings);
        return;
    }
    rows.check(_impl->grouping.names(), findings);
    _impl->grouping.made(rows).check(paths(), findings);
}

void TargetPlan::map(sdk::JsonValue row, const TimeVariables& times, const DatasetSource& datasets,
                     Mapped& out, std::vector<Trace>* trace) const
{
    evaluate(_impl->program, {row, times, &datasets}, out, trace);
}

bool TargetPlan::maps(std::string_view field) const
{
    const auto& nodes = _impl->program.nodes;
    return std::any_of(nodes.begin(), nodes.end(),
                       [field](const Node& node)
                       { return node.field == field && node.kind != Node::Kind::Nothing; });
}

std::string TargetPlan::constantPrefix(std::string_view field) const
{
    for (const Node& node : _impl->program.nodes)
    {
        if (node.field == field && node.kind == Node::Kind::Value)
        {
            const Part& first = node.expression.parts.front();
            return first.kind == Part::Kind::Text ? first.text : std::string();
        }
    }
    return {};
}

} // namespace duijie::plan
