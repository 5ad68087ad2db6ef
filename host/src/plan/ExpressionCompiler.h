// From text to expressions and lookups: decides what each path means at the place where it stands.
#pragma once

#include "plan/LookupExpression.h"
#include "plan/Program.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// Knows the lists around the field that is being compiled, and what the program remembers.
class ExpressionCompiler
{
public:
    ExpressionCompiler(Side side, Program& program, Report& report)
        : _side(side), _program(program), _report(report)
    {
    }

    /// The fields that follow are inside the elements of this list.
    void enter(const std::string& list) { _lists.push_back(list + "."); }
    void leave() { _lists.pop_back(); }

    /// Some array of the document is made of this list.
    void name(const std::string& list) { _named.insert(list); }

    static bool isLookup(std::string_view text) noexcept;
    static bool isFunction(std::string_view text) noexcept;

    /// A value without a leading keyword. Nothing comes back when it was reported as an error at `at`.
    std::optional<Expression> compileValue(std::string_view text, const std::string& at);

    Lookup compileLookup(std::string_view text, const std::string& at);

    /// A value that begins with _function: its place in Program::functions. NoSlot: reported as an error at
    /// `at`.
    std::size_t compileFunction(std::string_view text, const std::string& at);

    /// The index of a data set in Program::datasets.
    std::size_t datasetIndex(const std::string& id);

    /// The list an array's `value` names.
    PathReference listReference(const std::string& name, const std::string& at);

private:
    bool refuseKeyword(std::string_view text, const std::string& at);
    Expression bind(const Template& parsed, const std::string& at);
    Part bindReference(const TemplatePart& part, const std::string& at);
    PathReference pathReference(const std::string& path, const std::string& at);
    std::string columnList(const std::string& path) const;
    std::string columnOf(const formula::Formula& formula, std::size_t column, const std::string& at);
    FunctionExpression::Input bindInput(const formula::Input& input, const std::string& at);
    void refusePaging(const Lookup& lookup, const std::string& at);
    std::size_t lookupSlot(std::string_view text, const Lookup& lookup);

    Side _side;
    Program& _program;
    Report& _report;
    std::vector<std::string> _lists; // with a dot at the end
    std::set<std::string> _named;
    std::map<std::string, std::size_t, std::less<>> _headerSlots;
    std::map<std::string, std::size_t, std::less<>> _lookupSlots;
};

} // namespace duijie::plan
