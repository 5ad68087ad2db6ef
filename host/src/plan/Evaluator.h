// The walk behind evaluate(): one object a row, its buffers kept by the thread.
#pragma once

#include "plan/Evaluation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// Buffers that one thread uses for row after row.
struct EvaluationBuffers
{
    struct Frame
    {
        sdk::JsonValue element;
        const std::string* list = nullptr; ///< its name as the document has it
    };

    struct Step
    {
        const Node* node = nullptr;
        std::size_t index = NoSlot;
    };

    std::vector<std::optional<sdk::JsonValue>> header; ///< by PathReference::slot
    std::vector<std::optional<Dataset::Hit>> hits;     ///< by Lookup::slot
    std::vector<std::optional<const Dataset*>> datasets;
    std::vector<Frame> frames;
    std::vector<Step> steps;
    std::vector<std::string> values;
    std::vector<Dataset::Equals> equals;
    std::string text;

    void start(const Program& program);
};

class Evaluator
{
public:
    Evaluator(const Program& program, const EvaluationInput& input, EvaluationBuffers& buffers, Mapped& out,
              std::vector<Trace>* trace)
        : _program(program), _input(input), _buffers(buffers), _out(out), _trace(trace)
    {
    }

    void run();

private:
    class FunctionInputs;

    enum class Outcome
    {
        Written,
        LeftOut,
        Failed,
    };

    void emitMembers(const std::vector<Node>& nodes);
    void emit(const Node& node);
    Outcome emitValue(const Node& node);
    Outcome emitObject(const Node& node);
    Outcome emitList(const Node& node);
    Outcome emitOneRow(const Node& node);
    Outcome emitLookup(const Node& node);
    Outcome emitFunction(const Node& node);
    Outcome emitPure(const Part& part, Cast cast);
    Outcome emitJoined(const Expression& expression, Cast cast);
    Outcome emitPath(const Part& part, Cast cast);
    Outcome translate(const Node& node, Outcome outcome, std::size_t valueStart);
    std::optional<std::string> translated(const Mapping& mapping, const std::string& value);
    Outcome shape(const Node& node, Outcome outcome, std::size_t valueStart);
    Outcome checkRequired(const Node& node, Outcome outcome, std::size_t valueStart);

    sdk::JsonValue resolve(const PathReference& path);
    const Dataset* dataset(std::size_t index);
    bool append(const Part& part, std::string& out);
    bool appendFiltered(const Part& part, sdk::JsonValue value, std::string& out);
    bool ask(const Lookup& lookup, Dataset::Hit& hit);
    void traceInput(const std::string& name, std::string_view json);
    TraceLookup* traceLookup(const Lookup& lookup);
    const Dataset::Hit* answer(const Lookup& lookup, std::optional<Dataset::Hit>& own);
    bool functionInput(const FunctionExpression::Input& input, formula::Input::Kind kind,
                       formula::Value& out);
    bool functionPath(const Part& part, formula::Input::Kind kind, formula::Value& out);
    bool functionText(std::string_view text, std::string_view shown, formula::Value& out);
    bool functionJson(std::string_view json, std::string_view shown, formula::Value& out);
    bool bindTests(const Lookup& lookup, std::vector<std::string>& texts, std::vector<BoundValue>& values);
    bool bindCondition(const Lookup::Condition& condition, std::string& buffer, std::string_view& value);
    void writeText(std::string_view text, Cast cast);
    void writeJson(std::string_view json, Cast cast);
    void separate();

    std::string here() const;
    std::string whyMissingHere(const PathReference& path) const;
    void fail(std::string_view id, std::initializer_list<std::string_view> arguments);
    void failMissing(const PathReference& path);
    void failReference(std::string_view id, const Lookup& lookup);
    void explain(const Node& node, Outcome outcome, std::size_t valueStart);

    const Program& _program;
    const EvaluationInput& _input;
    EvaluationBuffers& _buffers;
    Mapped& _out;
    std::vector<Trace>* _trace;
    std::string _note; // for the explanation of the field at hand, as the next two
    std::vector<TraceInput> _inputs;
    std::vector<TraceLookup> _lookups;
    std::vector<TraceLookup> _remembered; // by Lookup::slot
};

} // namespace duijie::plan
