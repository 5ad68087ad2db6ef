#include "plan/SourcePlan.h"

#include "plan/Condition.h"
#include "plan/Document.h"
#include "plan/Habits.h"
#include "plan/Parameters.h"
#include "plan/Remedy.h"

#include <algorithm>
#include <iterator>

namespace duijie::plan
{

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
    KnownPaths declared;
    std::vector<UsedPath> paths;
    std::vector<std::string> datasets;
    std::vector<UsedPath> lists;                           // of `beatFlat`
    std::vector<std::pair<UsedPath, std::string>> formats; // of `formatResponse`: what is read, what is added

    KnownPaths check(KnownPaths rows, Findings& findings) const;
    void declare(const Document& document, Findings& findings);
    void readRemedy(const Document& document, Findings& findings);
    Mapped request(const Parameters& parameters, const TimeVariables& times,
                   const DatasetSource* asked) const;
    void listDatasets();
};

SourcePlan::SourcePlan() : _impl(std::make_unique<Impl>()) {}
SourcePlan::~SourcePlan() = default;

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

// A time like any other, for what is tried before the first call.
TimeVariables someTimes(int64_t hoursAgo)
{
    constexpr int64_t Hour = 3'600'000;
    constexpr int64_t Now = 1'718'000'000'000;
    return {Now - (hoursAgo + 1) * Hour, Now - hoursAgo * Hour, Now, 480};
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
            const bool differs = remedy.attempt(someTimes(1), RemedyKey, report) !=
                                 remedy.attempt(someTimes(3), RemedyKey, report);
            // What comes out of a lookup is not known here.
            rhythm->windowed = differs || (remedy.program.windowed && !remedy.program.datasets.empty());
        }
    }
    std::copy_if(own.begin(), own.end(), std::back_inserter(findings),
                 [](const Finding& finding) { return finding.path.starts_with(RemedyKey); });
}

void SourcePlan::Impl::listDatasets()
{
    datasets = ordinary.program.datasets;
    for (const std::string& asked : remedy.program.datasets)
    {
        if (std::find(datasets.begin(), datasets.end(), asked) == datasets.end())
        {
            datasets.push_back(asked);
        }
    }
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
    std::size_t place = 0;
    for (const sdk::JsonValue list : flatListsOf(root))
    {
        lists.push_back({std::string(list.text()), "beatFlat[" + std::to_string(place++) + "]", {}});
    }
    place = 0;
    for (const sdk::JsonValue format : root.find("formatResponse"))
    {
        const std::string at = "formatResponse[" + std::to_string(place++) + "].old";
        formats.push_back(
            {{std::string(format.find("old").text()), at, {}}, std::string(format.find("new").text())});
    }
    declared.addDeclared(root.find("response"));
    if (!declared.empty())
    {
        declared = check(declared, findings);
    }
}

// What such rows are when they are stored.
KnownPaths SourcePlan::Impl::check(KnownPaths rows, Findings& findings) const
{
    rows.check(paths, findings);
    rows.check(lists, findings);
    for (const UsedPath& list : lists)
    {
        rows.flatten(list.path);
    }
    for (const auto& [old, added] : formats)
    {
        rows.check({old}, findings);
        rows.addOpen(added);
    }
    return rows;
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
    checkHabits(document, impl.ordinary.whole, report);
    impl.condition = compileCondition(document.condition, report);
    impl.declare(document, findings);
    impl.shape = RowShape::compile(document.json.root(), impl.condition, report);
    if (!hasErrors(findings))
    {
        impl.ordinary.attempt(someTimes(1), "request", report);
    }
    impl.readRemedy(document, findings);
    impl.listDatasets();
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

const std::vector<std::string>& SourcePlan::datasets() const noexcept
{
    return _impl->datasets;
}

Mapped SourcePlan::parameters(const TimeVariables& times, const DatasetSource* datasets) const
{
    return evaluatedParameters(_impl->ordinary.whole, times, datasets,
                               _impl->pageSize > 0 ? _impl->pageSize : DefaultPageSize);
}

Mapped SourcePlan::Impl::request(const Parameters& parameters, const TimeVariables& times,
                                 const DatasetSource* asked) const
{
    Mapped out = evaluatedParameters(parameters.program, times, asked, 0);
    if (!out.ok())
    {
        return out;
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
    writer.key("params").raw(out.body);
    if (!connector.empty())
    {
        writer.key("connector").raw(connector);
    }
    writer.endObject();
    out.body = writer.take();
    return out;
}

Mapped SourcePlan::request(const TimeVariables& times, const DatasetSource* datasets) const
{
    return _impl->request(_impl->ordinary, times, datasets);
}

// The key may be a field that is made, or one that flattening takes away.
void SourcePlan::checkPaths(const KnownPaths& rows, Findings& findings) const
{
    const KnownPaths stored = _impl->check(rows, findings);
    for (const auto& [path, at] : {std::pair(_impl->id, "id"), std::pair(_impl->number, "number")})
    {
        if (!path.empty() && !rows.has(path))
        {
            stored.check({{path, at, {}}}, findings);
        }
    }
}

const RemedyRhythm* SourcePlan::remedy() const noexcept
{
    return _impl->rhythm ? &*_impl->rhythm : nullptr;
}

Mapped SourcePlan::remedyRequest(const TimeVariables& times, const DatasetSource* datasets) const
{
    return _impl->request(_impl->remedy, times, datasets);
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
