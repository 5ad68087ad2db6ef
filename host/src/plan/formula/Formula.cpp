#include "plan/formula/Formula.h"

#include "plan/formula/Interpreter.h"
#include "plan/formula/Parser.h"

namespace duijie::plan::formula
{

std::optional<Formula> Formula::parse(std::string_view text, std::string& problem)
{
    std::vector<Token> tokens = tokensOf(text, problem);
    if (tokens.empty())
    {
        return std::nullopt;
    }
    Formula out;
    if (!Parser(std::move(tokens), out._inputs, problem).parse(out._root, out._columns))
    {
        return std::nullopt;
    }
    return out;
}

Outcome Formula::evaluate(Inputs& inputs, const Surroundings& surroundings) const
{
    Interpreter interpreter(inputs, surroundings);
    Outcome out;
    if (!interpreter.compute(_root, out.value))
    {
        out.kind = interpreter.stopped();
    }
    else if (out.value.isNull() && interpreter.dividedByZero())
    {
        out.kind = Outcome::Kind::DividedByZero;
    }
    return out;
}

} // namespace duijie::plan::formula
