// Expressions for a database, and whether it says the same.
// Usage: formula_answers write COUNT SEED      a SELECT a line, each with its number in front
//        formula_answers check COUNT SEED      reads the database's answers, "number<TAB>value" a line
#include "ExpressionWriter.h"

#include "plan/formula/Formula.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

using namespace duijie::plan::formula;

namespace
{

// The instant NOW() stands for on both sides.
constexpr int64_t NowMs = 1'718'000'000'000;
constexpr int OffsetMinutes = 480;

class NoInputs final : public Inputs
{
public:
    bool value(std::size_t, Value&) override { return false; }
    bool open(std::size_t, std::size_t&) override { return false; }
    void select(std::size_t) override {}
    void close() override {}
};

std::string answerOf(const std::string& expression)
{
    std::string problem;
    const std::optional<Formula> formula = Formula::parse(expression, problem);
    if (!formula)
    {
        return "not read: " + problem;
    }
    NoInputs none;
    const Outcome outcome = formula->evaluate(none, {NowMs, OffsetMinutes});
    if (outcome.kind == Outcome::Kind::TooManyDigits)
    {
        return "too many digits";
    }
    return outcome.value.isNull() ? "NULL" : outcome.value.text();
}

// Binary numbers agree in 13 digits, or in 10 decimals where large ones cancel out: what MySQL computes with
// texts that way is exact here.
bool sameNumber(const std::string& left, const std::string& right)
{
    const std::optional<Number> a = Number::parse(left);
    const std::optional<Number> b = Number::parse(right);
    if (!a || !b)
    {
        return false;
    }
    const std::optional<Number> difference = a->minus(*b);
    const Number size = a->absolute() < b->absolute() ? b->absolute() : a->absolute();
    const Number least(1000);
    const std::optional<Number> allowed =
        (size < least ? least : size).times(*Number::parse("0.0000000000001"));
    return difference && allowed && difference->absolute() <= *allowed;
}

int write(ExpressionWriter& writer, long count)
{
    std::printf(
        "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci;\nSET time_zone = '+08:00';\nSET sql_mode = '';\n"
        "SET timestamp = %lld;\n",
        static_cast<long long>(NowMs / 1000));
    for (long i = 0; i < count; ++i)
    {
        std::printf("SELECT %ld, %s;\n", i, writer.write().c_str());
    }
    return 0;
}

int check(ExpressionWriter& writer, long count)
{
    std::map<long, std::string> answers;
    for (std::string line; std::getline(std::cin, line);)
    {
        const std::size_t tab = line.find('\t');
        answers[std::atol(line.c_str())] = tab == std::string::npos ? "" : line.substr(tab + 1);
    }
    long same = 0;
    long digits = 0;
    long wrong = 0;
    long refused = 0;
    for (long i = 0; i < count; ++i)
    {
        const std::string expression = writer.write();
        const auto theirs = answers.find(i);
        const std::string ours = answerOf(expression);
        if (theirs == answers.end())
        {
            ++refused;
        }
        else if (ours == theirs->second)
        {
            ++same;
        }
        else if (sameNumber(ours, theirs->second))
        {
            ++digits;
        }
        else
        {
            ++wrong;
            std::printf("%s\n    here %s\n    there %s\n", expression.c_str(), ours.c_str(),
                        theirs->second.c_str());
        }
    }
    std::printf("%ld expressions: %ld the same, %ld the same number in other digits, %ld not answered by the "
                "database, %ld wrong\n",
                count, same, digits, refused, wrong);
    return wrong == 0 && same > count / 2 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string mode = argc == 4 ? argv[1] : "";
    if (mode != "write" && mode != "check")
    {
        std::fprintf(stderr, "Usage: formula_answers write|check COUNT SEED\n");
        return 2;
    }
    ExpressionWriter writer(static_cast<unsigned>(std::atol(argv[3])));
    return mode == "write" ? write(writer, std::atol(argv[2])) : check(writer, std::atol(argv[2]));
}
