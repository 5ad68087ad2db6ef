#include "app/CommandSupport.h"
#include "app/Commands.h"
#include "app/ExitCode.h"
#include "app/Explanation.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::app
{

namespace
{

// "material_entity[2].qty" without its places: what holds for every line.
std::string withoutPlaces(const std::string& path)
{
    std::string out;
    bool inside = false;
    for (const char c : path)
    {
        inside = inside || c == '[';
        out += inside ? std::string() : std::string(1, c);
        inside = inside && c != ']';
    }
    return out;
}

// The field itself, what is in it, and without places the same field of every line.
bool isMeant(const std::string& path, const std::string& field)
{
    const std::string name = field.find('[') == std::string::npos ? withoutPlaces(path) : path;
    return field.empty() ||
           (name.starts_with(field) &&
            (name.size() == field.size() || name[field.size()] == '.' || name[field.size()] == '['));
}

void keep(Explanation& explanation, const std::string& field)
{
    std::erase_if(explanation.traces, [&](const plan::Trace& trace) { return !isMeant(trace.path, field); });
    std::erase_if(explanation.mapped.errors,
                  [&](const plan::FieldError& error) { return !isMeant(error.path, field); });
}

std::string nameOf(const engine::FlowParts& flow, const std::string& dataset)
{
    const auto part = std::find_if(flow.datasets.begin(), flow.datasets.end(),
                                   [&](const engine::DatasetPart& each) { return each.id == dataset; });
    return part == flow.datasets.end() ? dataset : part->name + " (" + dataset + ")";
}

void print(const plan::Trace& trace, const engine::FlowParts& flow)
{
    printLine(trace.path + (trace.value.empty() ? std::string() : " = " + trace.value));
    const auto detail = [](std::string_view id, std::initializer_list<std::string_view> arguments)
    { printLine("    " + text::say(id, arguments)); };
    if (!trace.expression.empty() && trace.expression != trace.value)
    {
        detail("app.explain.expression", {trace.expression});
    }
    for (const plan::TraceInput& input : trace.inputs)
    {
        detail(input.value.empty() ? "app.explain.input_missing" : "app.explain.input",
               {input.name, input.value});
    }
    for (const plan::TraceLookup& lookup : trace.lookups)
    {
        detail(lookup.row.empty() ? "app.explain.lookup_empty" : "app.explain.lookup",
               {nameOf(flow, lookup.dataset), lookup.asked, std::to_string(lookup.hits), lookup.row});
    }
    if (!trace.note.empty())
    {
        printLine("    " + trace.note);
    }
}

} // namespace

int explainCommand(const config::Config& config, const Options& options)
{
    const RecordCommand look = openRecord(config, options);
    if (!look.session)
    {
        return look.exitCode;
    }
    const store::LoadedRecord& record = look.versions.back();
    Explanation explanation = explain(*look.session, record);
    if (record.removedMs != 0)
    {
        printProblems({{"", text::say("app.explain.removed", {options.key})}});
        return EXIT_USAGE;
    }
    keep(explanation, options.field);
    if (explanation.traces.empty())
    {
        printProblems({{"--field", text::say("app.explain.no_field", {options.field})}});
        return EXIT_USAGE;
    }
    if (options.json)
    {
        sdk::JsonWriter json;
        json.beginObject().key("key").string(record.row.key).key("number").string(record.row.number);
        putExplanation(json, explanation);
        json.endObject();
        printLine(json.text());
    }
    else
    {
        for (const plan::Trace& trace : explanation.traces)
        {
            print(trace, look.session->flow());
        }
    }
    return explanation.mapped.ok() ? EXIT_WELL : EXIT_ATTENTION;
}

} // namespace duijie::app
