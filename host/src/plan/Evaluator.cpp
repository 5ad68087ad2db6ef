// How fields are written. What they are made of is in EvaluatorValues.cpp.
#include "plan/Evaluator.h"

#include "duijie/sdk/PerThread.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::plan
{

void EvaluationBuffers::start(const Program& program)
{
    header.assign(program.headerSlots, std::nullopt);
    hits.assign(program.lookupSlots, std::nullopt);
    datasets.assign(program.datasets.size(), std::nullopt);
    frames.clear();
    steps.clear();
}

void Evaluator::run()
{
    _out.body.clear();
    _out.errors.clear();
    _out.body += '{';
    emitMembers(_program.nodes);
    _out.body += '}';
}

void Evaluator::emitMembers(const std::vector<Node>& nodes)
{
    for (const Node& node : nodes)
    {
        _buffers.steps.push_back({&node, NoSlot});
        emit(node);
        _buffers.steps.pop_back();
    }
}

void Evaluator::separate()
{
    const char last = _out.body.back();
    if (last != '{' && last != '[')
    {
        _out.body += ',';
    }
}

void Evaluator::emit(const Node& node)
{
    const std::size_t start = _out.body.size();
    separate();
    _out.body += node.key;
    const std::size_t valueStart = _out.body.size();
    Outcome outcome = translate(node, emitValue(node), valueStart);
    outcome = shape(node, checkRequired(node, outcome, valueStart), valueStart);
    if (_trace != nullptr)
    {
        explain(node, outcome, valueStart);
    }
    if (outcome != Outcome::Written)
    {
        _out.body.resize(start);
    }
}

Evaluator::Outcome Evaluator::shape(const Node& node, Outcome outcome, std::size_t valueStart)
{
    if (node.parser.kind == ValueParser::Kind::None || outcome != Outcome::Written)
    {
        return outcome;
    }
    const std::string problem = applyParser(node.parser, _out.body, valueStart);
    if (problem.empty())
    {
        return outcome;
    }
    fail("plan.value_problem", {problem});
    return Outcome::Failed;
}

Evaluator::Outcome Evaluator::checkRequired(const Node& node, Outcome outcome, std::size_t valueStart)
{
    const bool leaf = node.kind == Node::Kind::Value || node.kind == Node::Kind::Lookup ||
                      node.kind == Node::Kind::Function;
    if (!node.required || !leaf || outcome == Outcome::Failed)
    {
        return outcome;
    }
    if (outcome == Outcome::LeftOut || std::string_view(_out.body).substr(valueStart) == "\"\"")
    {
        fail("plan.required_empty", {node.text});
        return Outcome::Failed;
    }
    return outcome;
}

Evaluator::Outcome Evaluator::emitValue(const Node& node)
{
    switch (node.kind)
    {
    case Node::Kind::Nothing:
        break;
    case Node::Kind::Constant:
        _out.body += node.constant;
        return Outcome::Written;
    case Node::Kind::Value:
        return node.expression.isPure() ? emitPure(node.expression.parts.front(), node.cast)
                                        : emitJoined(node.expression, node.cast);
    case Node::Kind::Lookup:
        return emitLookup(node);
    case Node::Kind::Function:
        return emitFunction(node);
    case Node::Kind::Object:
        return emitObject(node);
    case Node::Kind::List:
        return emitList(node);
    case Node::Kind::OneRow:
        return emitOneRow(node);
    }
    return Outcome::LeftOut;
}

Evaluator::Outcome Evaluator::emitObject(const Node& node)
{
    _out.body += '{';
    emitMembers(node.children);
    _out.body += '}';
    return Outcome::Written;
}

Evaluator::Outcome Evaluator::emitOneRow(const Node& node)
{
    _buffers.steps.back().index = 0;
    _out.body += '[';
    emitObject(node);
    _out.body += ']';
    _buffers.steps.back().index = NoSlot;
    return Outcome::Written;
}

Evaluator::Outcome Evaluator::emitList(const Node& node)
{
    const sdk::JsonValue list = resolve(node.list);
    if (!list.exists())
    {
        failMissing(node.list);
        return Outcome::Failed;
    }
    if (!list.isArray())
    {
        fail("plan.not_a_list", {node.list.shown, sdk::jsonTypeName(list.type())});
        return Outcome::Failed;
    }
    _out.body += '[';
    const std::size_t step = _buffers.steps.size() - 1;
    std::size_t index = 0;
    _buffers.frames.push_back({{}, &node.list.shown});
    for (const sdk::JsonValue element : list)
    {
        _buffers.frames.back().element = element;
        _buffers.steps[step].index = index++;
        separate();
        emitObject(node);
    }
    _buffers.frames.pop_back();
    _buffers.steps[step].index = NoSlot;
    _out.body += ']';
    return Outcome::Written;
}

void Evaluator::writeText(std::string_view text, Cast cast)
{
    const std::string_view json = castText(text, cast);
    if (!json.empty())
    {
        _out.body += json;
        return;
    }
    _out.body += '"';
    sdk::appendJsonEscaped(_out.body, text);
    _out.body += '"';
}

// As it is; only truth is sent in two ways, also by those that have a type for it.
void Evaluator::writeJson(std::string_view json, Cast cast)
{
    const std::string_view truth = cast == Cast::Boolean ? castText(json, cast) : std::string_view();
    _out.body += truth.empty() ? json : truth;
}

Evaluator::Outcome Evaluator::emitPure(const Part& part, Cast cast)
{
    if (part.kind == Part::Kind::Path)
    {
        return emitPath(part, cast);
    }
    if (part.kind == Part::Kind::Paging)
    {
        _out.body += std::to_string(firstPage(part.variable, _input.pageSize));
        return Outcome::Written;
    }
    const std::string text =
        filteredTime(part.filter, timeOf(part.variable, _input.times), _input.times.offsetMinutes);
    const bool number = part.filter == Filter::None || part.filter == Filter::Timestamp;
    writeText(text, number ? Cast::Number : Cast::None);
    return Outcome::Written;
}

Evaluator::Outcome Evaluator::emitPath(const Part& part, Cast cast)
{
    const sdk::JsonValue value = resolve(part.path);
    if (!value.exists())
    {
        failMissing(part.path);
        return Outcome::Failed;
    }
    if (part.filter != Filter::None)
    {
        _buffers.text.clear();
        if (!appendFiltered(part, value, _buffers.text))
        {
            return Outcome::Failed;
        }
        writeText(_buffers.text, part.filter == Filter::Timestamp ? Cast::Number : Cast::None);
        return Outcome::Written;
    }
    if (value.isNull())
    {
        return Outcome::LeftOut;
    }
    if (value.isString())
    {
        writeText(value.text(), cast);
    }
    else
    {
        writeJson(value.raw(), cast); // a number stays exactly as the vendor wrote it
    }
    return Outcome::Written;
}

Evaluator::Outcome Evaluator::emitJoined(const Expression& expression, Cast cast)
{
    _buffers.text.clear();
    for (const Part& part : expression.parts)
    {
        if (!append(part, _buffers.text))
        {
            return Outcome::Failed;
        }
    }
    writeText(_buffers.text, cast);
    return Outcome::Written;
}

// The row a lookup finds, remembered where all lines ask the same; none, and the reason is told, without one.
const Dataset::Hit* Evaluator::answer(const Lookup& lookup, std::optional<Dataset::Hit>& own)
{
    std::optional<Dataset::Hit>& hit = lookup.slot == NoSlot ? own : _buffers.hits[lookup.slot];
    if (!hit)
    {
        Dataset::Hit found;
        if (!ask(lookup, found))
        {
            return nullptr;
        }
        hit = std::move(found);
        if (_trace != nullptr && lookup.slot != NoSlot)
        {
            _remembered.resize(std::max(_remembered.size(), lookup.slot + 1));
            _remembered[lookup.slot] = _lookups.back();
        }
    }
    else if (_trace != nullptr && lookup.slot != NoSlot)
    {
        _lookups.push_back(_remembered[lookup.slot]);
    }
    if (_trace != nullptr && hit->hits > 1)
    {
        _note = text::say("plan.note_several", {std::to_string(hit->hits)});
    }
    return &*hit;
}

Evaluator::Outcome Evaluator::emitLookup(const Node& node)
{
    std::optional<Dataset::Hit> own;
    const Dataset::Hit* hit = answer(node.lookup, own);
    if (hit == nullptr)
    {
        return Outcome::Failed;
    }
    if (hit->string)
    {
        writeText(hit->text, node.cast);
    }
    else
    {
        writeJson(hit->text, node.cast);
    }
    return Outcome::Written;
}

void evaluate(const Program& program, const EvaluationInput& input, Mapped& out, std::vector<Trace>* trace)
{
    DUIJIE_PER_THREAD(EvaluationBuffers, buffers);
    buffers.start(program);
    Evaluator(program, input, buffers, out, trace).run();
}

} // namespace duijie::plan
