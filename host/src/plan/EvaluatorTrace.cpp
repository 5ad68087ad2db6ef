// The explanation of a body, made beside it when somebody wants it.
#include "plan/Evaluator.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan
{

namespace
{

constexpr std::size_t MostShown = 200; // bytes of a value

} // namespace

void Evaluator::traceInput(const std::string& name, std::string_view json)
{
    const bool known = std::any_of(_inputs.begin(), _inputs.end(),
                                   [&](const TraceInput& input) { return input.name == name; });
    if (!known)
    {
        _inputs.push_back({name, sdk::excerpt(json, MostShown)});
    }
}

// Where the lookup at hand is told, with what it asks; null: nobody wants to know.
TraceLookup* Evaluator::traceLookup(const Lookup& lookup)
{
    if (_trace == nullptr)
    {
        return nullptr;
    }
    TraceLookup out;
    out.dataset = _program.datasets[lookup.dataset];
    for (const Dataset::Equals& equals : _buffers.equals)
    {
        out.asked += (out.asked.empty() ? "" : ", ") + std::string(equals.field) + " = \"" +
                     sdk::excerpt(equals.value, MostShown) + "\"";
    }
    for (std::size_t i = 0; i < lookup.tests.fields.size(); ++i)
    {
        out.asked += (out.asked.empty() ? "" : ", ") + lookup.tests.fields[i];
    }
    _lookups.push_back(std::move(out));
    return &_lookups.back();
}

void Evaluator::explain(const Node& node, Outcome outcome, std::size_t valueStart)
{
    Trace trace;
    trace.path = here();
    trace.expression = node.text;
    trace.note = std::move(_note);
    trace.inputs = std::move(_inputs);
    trace.lookups = std::move(_lookups);
    _note.clear();
    _inputs.clear();
    _lookups.clear();
    const bool branch = !node.children.empty();
    if (outcome == Outcome::Written && !branch)
    {
        std::string_view value = std::string_view(_out.body).substr(valueStart);
        if (value.size() > 1 && value.front() == '"')
        {
            value = value.substr(1, value.size() - 2);
        }
        trace.value = value;
    }
    if (outcome == Outcome::LeftOut)
    {
        trace.note = text::say("plan.note_left_out");
    }
    _trace->push_back(std::move(trace));
}

} // namespace duijie::plan
