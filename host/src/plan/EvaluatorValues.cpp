// Where values come from, and the sentences for when there is none.
#include "plan/Evaluator.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

namespace duijie::plan
{

sdk::JsonValue Evaluator::resolve(const PathReference& path)
{
    if (path.scope > 0)
    {
        const sdk::JsonValue value = follow(_buffers.frames[path.scope - 1].element, path.path);
        if (_trace != nullptr)
        {
            traceInput(path.shown, value.raw());
        }
        return value;
    }
    std::optional<sdk::JsonValue>& known = _buffers.header[path.slot];
    if (!known)
    {
        known = follow(_input.row, path.path);
    }
    if (_trace != nullptr)
    {
        traceInput(path.shown, known->raw());
    }
    return *known;
}

const Dataset* Evaluator::dataset(std::size_t index)
{
    std::optional<const Dataset*>& known = _buffers.datasets[index];
    if (!known)
    {
        known = _input.datasets == nullptr ? nullptr : _input.datasets->dataset(_program.datasets[index]);
    }
    return *known;
}

bool Evaluator::append(const Part& part, std::string& out)
{
    if (part.kind == Part::Kind::Text)
    {
        out += part.text;
        return true;
    }
    if (part.kind == Part::Kind::Time)
    {
        out += filteredTime(part.filter, timeOf(part.variable, _input.times), _input.times.offsetMinutes);
        return true; // which moment it was shows in the value
    }
    if (part.kind == Part::Kind::Paging)
    {
        out += std::to_string(firstPage(part.variable, _input.pageSize));
        return true;
    }
    const sdk::JsonValue value = resolve(part.path);
    if (!value.exists())
    {
        failMissing(part.path);
        return false;
    }
    if (part.filter != Filter::None)
    {
        return appendFiltered(part, value, out);
    }
    if (value.isNull())
    {
        fail("plan.value_null", {part.path.shown});
        return false;
    }
    if (value.isArray() || value.isObject())
    {
        fail("plan.value_container", {part.path.shown, sdk::jsonTypeName(value.type())});
        return false;
    }
    out += value.text();
    return true;
}

bool Evaluator::appendFiltered(const Part& part, sdk::JsonValue value, std::string& out)
{
    const std::optional<int64_t> time = readTime(value.text(), _input.times.offsetMinutes);
    if (!time)
    {
        fail("plan.not_a_time", {part.path.shown, sdk::excerpt(value.raw(), 60)});
        return false;
    }
    out += filteredTime(part.filter, *time, _input.times.offsetMinutes);
    return true;
}

std::string Evaluator::here() const
{
    std::string path;
    for (const EvaluationBuffers::Step& step : _buffers.steps)
    {
        if (!path.empty())
        {
            path += '.';
        }
        path += step.node->field;
        if (step.index != NoSlot)
        {
            path += '[' + std::to_string(step.index) + ']';
        }
    }
    return path;
}

std::string Evaluator::whyMissingHere(const PathReference& path) const
{
    const bool line = path.scope > 0;
    const sdk::JsonValue base = line ? _buffers.frames[path.scope - 1].element : _input.row;
    if (!line && !_buffers.frames.empty())
    {
        const EvaluationBuffers::Frame& frame = _buffers.frames.back();
        if (follow(frame.element, path.path).exists())
        {
            return text::say("plan.path_prefix", {path.shown, *frame.list + "." + path.shown});
        }
    }
    const MissingName why = whyMissing(base, path.path);
    if (!why.list.empty())
    {
        return text::say("plan.path_in_list", {path.shown, why.list});
    }
    const std::string prefix = line ? "plan.line_missing" : "plan.path_missing";
    return why.nearest.empty() ? text::say(prefix, {path.shown, why.name})
                               : text::say(prefix + "_near", {path.shown, why.name, why.nearest});
}

void Evaluator::fail(std::string_view id, std::initializer_list<std::string_view> arguments)
{
    FieldError error;
    error.path = here();
    error.message = text::say(id, arguments);
    _note = error.message;
    _out.errors.push_back(std::move(error));
}

void Evaluator::failMissing(const PathReference& path)
{
    FieldError error;
    error.path = here();
    error.message = whyMissingHere(path);
    _note = error.message;
    _out.errors.push_back(std::move(error));
}

} // namespace duijie::plan
