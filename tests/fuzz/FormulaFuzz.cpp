// Expressions: read or refused with a reason; computed twice they say the same, whatever their inputs are.
#include "Rules.h"

#include "plan/formula/Formula.h"

#include <string>

namespace duijie::fuzz
{

namespace
{

using namespace plan::formula;

// Values of every kind, in turns.
class Turns final : public Inputs
{
public:
    bool value(std::size_t input, Value& out) override
    {
        switch ((input + _element) % 5)
        {
        case 0:
            out = *Number::parse("-12.50");
            return true;
        case 1:
            out = std::string("2024-02-29");
            return true;
        case 2:
            out = Value();
            return true;
        case 3:
            out = std::string("a'b\\{{x}}");
            return true;
        default:
            return false;
        }
    }

    bool open(std::size_t column, std::size_t& count) override
    {
        hold(!_open, "columns are read one after the other", "");
        count = column % 4;
        return _open = true;
    }

    void select(std::size_t element) override { _element = element; }
    void close() override { _open = false; }

private:
    std::size_t _element = 0;
    bool _open = false;
};

std::string computed(const Formula& formula)
{
    Turns inputs;
    const Outcome outcome = formula.evaluate(inputs, {1'718'000'000'000, 480});
    return std::to_string(static_cast<int>(outcome.kind)) + outcome.value.text();
}

} // namespace

void target(Input& input)
{
    const std::string text(input.rest());
    std::string problem;
    const auto formula = Formula::parse(text, problem);
    hold(formula.has_value() == problem.empty(), "an expression comes back, or a reason does", problem);
    if (formula)
    {
        hold(computed(*formula) == computed(*formula), "it is the same each time", text);
    }
}

} // namespace duijie::fuzz
