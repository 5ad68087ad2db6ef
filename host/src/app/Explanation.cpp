#include "app/Explanation.h"

#include "engine/Datasets.h"
#include "engine/MergedRows.h"

namespace duijie::app
{

namespace
{

// The row that is mapped; of one that cannot be merged nothing, and why.
std::string mappedRow(HostSession& session, const store::LoadedRecord& record, plan::Mapped& mapped)
{
    const store::RecordRow& row = record.row;
    if (row.bundle != 0)
    {
        const auto bundle = session.store().loadThese({row.bundle});
        return row.isBundle() || bundle.empty() ? record.payload : bundle.front().payload;
    }
    if (!session.flow().groups())
    {
        return record.payload;
    }
    const engine::MergedRows merged = engine::mergeRows(session.flow().targetPlan->grouping(), {record});
    for (const plan::GroupProblem& problem : merged.problems)
    {
        plan::FieldError& error = mapped.errors.emplace_back();
        error.path = "operation";
        error.message = problem.message;
    }
    return merged.rows.empty() ? std::string() : merged.rows.front().payload;
}

} // namespace

Explanation explain(HostSession& session, const store::LoadedRecord& record)
{
    Explanation out;
    sdk::JsonDocument document;
    if (record.removedMs != 0 || !document.parse(mappedRow(session, record, out.mapped)))
    {
        return out;
    }
    const engine::Datasets datasets(session.flow(), session.store());
    plan::TimeVariables times;
    times.nowMs = times.currentMs = times.lastSyncMs = session.shared().time.nowMs();
    times.offsetMinutes = session.flow().offsetMinutes;
    session.flow().targetPlan->map(document.root(), times, datasets, out.mapped, &out.traces);
    return out;
}

void putTraces(sdk::JsonWriter& json, const std::vector<plan::Trace>& traces)
{
    json.beginArray();
    for (const plan::Trace& trace : traces)
    {
        json.beginObject().key("path").string(trace.path).key("expression").string(trace.expression);
        json.key("value").string(trace.value).key("note").string(trace.note).key("inputs").beginArray();
        for (const plan::TraceInput& input : trace.inputs)
        {
            json.beginObject().key("name").string(input.name).key("value").string(input.value).endObject();
        }
        json.endArray().key("lookups").beginArray();
        for (const plan::TraceLookup& lookup : trace.lookups)
        {
            json.beginObject().key("dataset").string(lookup.dataset).key("asked").string(lookup.asked);
            json.key("hits")
                .number(static_cast<int64_t>(lookup.hits))
                .key("row")
                .string(lookup.row)
                .endObject();
        }
        json.endArray().endObject();
    }
    json.endArray();
}

void putExplanation(sdk::JsonWriter& json, const Explanation& explanation)
{
    json.key("mapped_now");
    putTraces(json, explanation.traces);
    json.key("errors").beginArray();
    for (const plan::FieldError& error : explanation.mapped.errors)
    {
        json.beginObject().key("path").string(error.path).key("message").string(error.message).endObject();
    }
    json.endArray();
}

} // namespace duijie::app
