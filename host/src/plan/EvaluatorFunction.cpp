// _function for one row: the values that go into it, and what comes out.
#include "plan/Evaluator.h"

#include "plan/formula/Letters.h"

#include "duijie/sdk/Text.h"
#include "text/Catalogue.h"

namespace duijie::plan
{

/// The inputs of one function, read from the row at hand.
class Evaluator::FunctionInputs final : public formula::Inputs
{
public:
    FunctionInputs(Evaluator& evaluator, const FunctionExpression& function)
        : _evaluator(evaluator), _function(function)
    {
    }

    bool value(std::size_t input, formula::Value& out) override
    {
        return _evaluator.functionInput(_function.inputs[input], _function.formula.inputs()[input].kind, out);
    }

    bool open(std::size_t column, std::size_t& count) override
    {
        const std::optional<PathReference>& path = _function.columns[column];
        _elements.clear();
        count = 1;
        if (!path)
        {
            return true; // a field of the row at hand is its own only element
        }
        const sdk::JsonValue list = _evaluator.resolve(*path);
        if (!list.exists())
        {
            _evaluator.failMissing(*path);
            return false;
        }
        if (!list.isArray())
        {
            _evaluator.fail("plan.not_a_list", {path->shown, sdk::jsonTypeName(list.type())});
            return false;
        }
        for (const sdk::JsonValue element : list)
        {
            _elements.push_back(element);
        }
        count = _elements.size();
        _evaluator._buffers.frames.push_back({{}, &path->shown});
        _open = true;
        return true;
    }

    void select(std::size_t element) override
    {
        if (_open)
        {
            _evaluator._buffers.frames.back().element = _elements[element];
        }
    }

    void close() override
    {
        if (_open)
        {
            _evaluator._buffers.frames.pop_back();
        }
        _open = false;
    }

private:
    Evaluator& _evaluator;
    const FunctionExpression& _function;
    std::vector<sdk::JsonValue> _elements;
    bool _open = false;
};

// What stands without quotes: a number, TRUE, FALSE, NULL, or else a text.
bool Evaluator::functionText(std::string_view text, std::string_view shown, formula::Value& out)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    {
        fail("plan.function_empty", {shown});
        return false;
    }
    if (formula::sameLetters(text, "null"))
    {
        out = formula::Value();
        return true;
    }
    const bool yes = formula::sameLetters(text, "true");
    if (yes || formula::sameLetters(text, "false"))
    {
        out = formula::Number(yes ? 1 : 0);
        return true;
    }
    std::optional<formula::Number> number = formula::Number::parse(text);
    out = number ? formula::Value(std::move(*number)) : formula::Value::word(std::string(text));
    return true;
}

bool Evaluator::functionJson(std::string_view json, std::string_view shown, formula::Value& out)
{
    if (!functionText(json, shown, out))
    {
        return false;
    }
    if (out.isText())
    {
        fail("plan.function_digits_value", {shown, sdk::excerpt(json, 80)});
        return false;
    }
    return true;
}

bool Evaluator::functionPath(const Part& part, formula::Input::Kind kind, formula::Value& out)
{
    const sdk::JsonValue value = resolve(part.path);
    if (!value.exists())
    {
        failMissing(part.path);
        return false;
    }
    if (value.isNull())
    {
        out = formula::Value();
        return true;
    }
    if (value.isArray() || value.isObject())
    {
        fail("plan.value_container", {part.path.shown, sdk::jsonTypeName(value.type())});
        return false;
    }
    if (kind == formula::Input::Kind::Text)
    {
        out = formula::Value(std::string(value.text()));
        return true;
    }
    return value.isString() ? functionText(value.text(), part.path.shown, out)
                            : functionJson(value.raw(), part.path.shown, out);
}

bool Evaluator::functionInput(const FunctionExpression::Input& input, formula::Input::Kind kind,
                              formula::Value& out)
{
    if (input.lookup)
    {
        std::optional<Dataset::Hit> own;
        const Dataset::Hit* hit = answer(*input.lookup, own);
        return hit != nullptr && (hit->string ? functionText(hit->text, input.lookup->wanted, out)
                                              : functionJson(hit->text, input.lookup->wanted, out));
    }
    const std::vector<Part>& parts = input.expression.parts;
    const Part& first = parts.front();
    if (parts.size() == 1 && first.kind == Part::Kind::Path && first.filter == Filter::None)
    {
        return functionPath(first, kind, out);
    }
    std::string text;
    for (const Part& part : parts)
    {
        if (!append(part, text))
        {
            return false;
        }
    }
    if (kind == formula::Input::Kind::Text)
    {
        out = formula::Value(std::move(text));
        return true;
    }
    return functionText(text, first.path.shown, out);
}

Evaluator::Outcome Evaluator::emitFunction(const Node& node)
{
    const FunctionExpression& function = _program.functions[node.function];
    FunctionInputs inputs(*this, function);
    const formula::Outcome result =
        function.formula.evaluate(inputs, {_input.times.nowMs, _input.times.offsetMinutes});
    switch (result.kind)
    {
    case formula::Outcome::Kind::Value:
        break;
    case formula::Outcome::Kind::NoInput:
        return Outcome::Failed; // told where it was missing
    case formula::Outcome::Kind::DividedByZero:
        fail("plan.function_by_zero", {node.text});
        return Outcome::Failed;
    case formula::Outcome::Kind::TooManyDigits:
        fail("plan.function_digits", {node.text});
        return Outcome::Failed;
    case formula::Outcome::Kind::NotANumber:
        fail("plan.function_not_number", {node.text, sdk::excerpt(result.value.text(), 60)});
        return Outcome::Failed;
    }
    if (result.value.isNull())
    {
        return Outcome::LeftOut;
    }
    writeText(result.value.text(), node.cast);
    return Outcome::Written;
}

} // namespace duijie::plan
