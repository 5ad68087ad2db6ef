#include "app/PlanTrial.h"

#include "app/JsonLayout.h"

#include "plan/RowPath.h"
#include "plan/TargetPlan.h"

#include "text/Catalogue.h"

#include <algorithm>
#include <numeric>

namespace duijie::app
{

namespace
{

/// Rows that are mapped, each with the records it is made of.
struct Mappable
{
    std::vector<std::string> rows;
    std::vector<std::vector<std::size_t>> members;
};

std::vector<sdk::JsonDocument> parsed(const std::vector<std::string>& rows)
{
    std::vector<sdk::JsonDocument> documents(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        documents[i].parse(rows[i]);
    }
    return documents;
}

Mappable grouped(const plan::Grouping& grouping, const Records& records, Trial& trial)
{
    Mappable out;
    if (!grouping.groups())
    {
        for (std::size_t i = 0; i < records.rows.size(); ++i)
        {
            out.members.push_back({i});
        }
        out.rows = records.rows;
        return out;
    }
    const std::vector<sdk::JsonDocument> documents = parsed(records.rows);
    std::vector<sdk::JsonValue> rows;
    for (const sdk::JsonDocument& document : documents)
    {
        rows.push_back(document.root());
    }
    std::vector<plan::GroupedRow> made;
    std::vector<plan::GroupProblem> problems;
    grouping.apply(rows, made, problems);
    for (const plan::GroupProblem& problem : problems)
    {
        trial.errors.push_back({problem.members.front(), "", problem.message});
    }
    for (plan::GroupedRow& row : made)
    {
        out.rows.push_back(std::move(row.json));
        out.members.push_back(std::move(row.members));
    }
    return out;
}

std::string joined(const std::vector<std::string>& bodies)
{
    std::string out = "[";
    for (const std::string& body : bodies)
    {
        out += (out.size() > 1 ? "," : "") + body;
    }
    return out + "]";
}

// False: the row lacks the key that the document names, so it could not be stored.
bool putRow(sdk::JsonWriter& json, const plan::SourcePlan& plan, sdk::JsonValue row,
            const plan::ShapedRow& shaped)
{
    const auto named = [&](const std::string& path, const std::string& suffix)
    {
        sdk::JsonDocument stored;
        stored.parse(shaped.json);
        const plan::RowPath where = plan::makeRowPath(path);
        const sdk::JsonValue before = plan::follow(row, where);
        // A key that flattening made is each line's own.
        return before.exists() ? std::string(before.text()) + suffix
                               : std::string(plan::follow(stored.root(), where).text());
    };
    // Without a name in the document the connector decides; mostly it is this.
    const std::string id = named(plan.id().empty() ? "id" : plan.id(), shaped.suffix);
    json.beginObject().key("id").string(id);
    json.key("number").string(named(plan.number().empty() ? "number" : plan.number(), ""));
    json.key("content").raw(compacted(shaped.json)).endObject();
    return !id.empty() || plan.id().empty();
}

} // namespace

Trial tryTarget(std::string_view document, const Records& records, const plan::DatasetSource& datasets,
                const plan::TimeVariables& times)
{
    Trial trial;
    const auto plan = plan::TargetPlan::compile(document, trial.findings);
    if (!plan)
    {
        return trial;
    }
    const Mappable mappable = grouped(plan->grouping(), records, trial);
    std::vector<std::string> bodies;
    plan::Mapped mapped;
    sdk::JsonDocument row;
    for (std::size_t i = 0; i < mappable.rows.size(); ++i)
    {
        row.parse(mappable.rows[i]);
        plan->map(row.root(), times, datasets, mapped);
        const std::size_t first = mappable.members[i].front();
        for (const plan::FieldError& error : mapped.errors)
        {
            trial.errors.push_back(
                {records.list ? std::optional(first) : std::nullopt, error.path, error.message});
        }
        bodies.push_back(mapped.body);
    }
    std::stable_sort(trial.errors.begin(), trial.errors.end(),
                     [](const TrialError& a, const TrialError& b) { return a.record < b.record; });
    trial.json = records.list || bodies.size() != 1 ? joined(bodies) : bodies.front();
    return trial;
}

Trial tryParameters(std::string_view document, const plan::DatasetSource& datasets,
                    const plan::TimeVariables& times)
{
    Trial trial;
    const auto plan = plan::SourcePlan::compile(document, trial.findings);
    if (!plan)
    {
        return trial;
    }
    plan::Mapped parameters = plan->parameters(times, &datasets);
    for (const plan::FieldError& error : parameters.errors)
    {
        trial.errors.push_back({std::nullopt, error.path, error.message});
    }
    trial.json = std::move(parameters.body);
    return trial;
}

Trial tryRows(std::string_view document, const Records& rows, const plan::TimeVariables& times)
{
    Trial trial;
    const auto plan = plan::SourcePlan::compile(document, trial.findings);
    if (!plan)
    {
        return trial;
    }
    sdk::JsonWriter json;
    json.beginArray();
    sdk::JsonDocument row;
    for (std::size_t i = 0; i < rows.rows.size(); ++i)
    {
        row.parse(rows.rows[i]);
        if (plan->skipReason(row.root()))
        {
            continue;
        }
        std::vector<plan::ShapedRow> shaped;
        std::string problem;
        if (!plan->shape(row.root(), times.offsetMinutes, shaped, problem))
        {
            trial.errors.push_back({i, "", problem});
            continue;
        }
        for (const plan::ShapedRow& each : shaped)
        {
            if (!putRow(json, *plan, row.root(), each))
            {
                trial.errors.push_back({i, plan->id(), text::say("app.plan.no_key", {plan->id()})});
                break;
            }
        }
    }
    json.endArray();
    trial.json = json.take();
    return trial;
}

std::string trialJson(const Trial& trial)
{
    if (trial.good())
    {
        return trial.json;
    }
    sdk::JsonWriter json;
    json.beginObject();
    if (plan::hasErrors(trial.findings))
    {
        json.key("findings").beginArray();
        for (const plan::Finding& finding : trial.findings)
        {
            json.beginObject().key("error").boolean(finding.error).key("path").string(finding.path);
            json.key("message").string(finding.message).endObject();
        }
        json.endArray();
    }
    json.key("errors").beginArray();
    for (const TrialError& error : trial.errors)
    {
        json.beginObject();
        if (error.record)
        {
            json.key("record").number(static_cast<int64_t>(*error.record));
        }
        json.key("path").string(error.path).key("message").string(error.message).endObject();
    }
    json.endArray().endObject();
    return json.take();
}

} // namespace duijie::app
