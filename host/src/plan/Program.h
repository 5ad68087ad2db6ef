// The fields of a document, compiled: everything decided that does not depend on a row.
#pragma once

#include "plan/FieldTree.h"
#include "plan/Filter.h"
#include "plan/Report.h"
#include "plan/RowPath.h"
#include "plan/RowTest.h"
#include "plan/UsedPath.h"
#include "plan/ValueMapping.h"
#include "plan/Variables.h"
#include "plan/formula/Formula.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace duijie::plan
{

constexpr std::size_t NoSlot = std::numeric_limits<std::size_t>::max();

/// A path, and where it starts.
struct PathReference
{
    std::size_t scope = 0; ///< 0: the row; n: the current element of the n-th list around the field
    RowPath path;
    std::size_t slot =
        NoSlot;        ///< with scope 0: place in the memory of what was already looked up for this row
    std::string shown; ///< the whole path as written
};

/// One piece of a value.
struct Part
{
    enum class Kind : uint8_t
    {
        Text,
        Time,
        Path,
        Paging,
    };

    Kind kind = Kind::Text;
    Filter filter = Filter::None;
    Variable variable;
    std::string text;
    PathReference path;
};

struct Expression
{
    std::vector<Part> parts;

    /// One template and nothing around it: keeps the JSON type of what it stands for.
    bool isPure() const noexcept { return parts.size() == 1 && parts.front().kind != Part::Kind::Text; }
};

struct Lookup
{
    struct Condition
    {
        std::string field;
        Expression value;
    };

    std::size_t dataset = 0; ///< index into Program::datasets
    std::string wanted;
    std::vector<Condition> conditions;
    RowTests tests;
    std::vector<std::optional<Expression>> values; ///< of the tests; nothing: null
    std::vector<std::string> valueFields;          ///< the field each of them is compared with
    std::size_t slot = NoSlot; ///< asks the same for every line: place in the memory of answers
};

/// `_function`: the expression, and what its inputs mean at the place where it stands.
struct FunctionExpression
{
    struct Input
    {
        Expression expression; ///< unless it is a lookup
        std::optional<Lookup> lookup;
    };

    formula::Formula formula;
    std::vector<Input> inputs; ///< as Formula::inputs()
    /// The list of each column; nothing: its inputs are fields of the row at hand.
    std::vector<std::optional<PathReference>> columns;
};

/// What `type` makes of a text.
enum class Cast : uint8_t
{
    None,
    Integer,
    Number,
    Boolean,
};

struct Node
{
    enum class Kind : uint8_t
    {
        Nothing,  ///< no value: the field is left out
        Constant, ///< `constant`
        Value,    ///< `expression`
        Lookup,   ///< `lookup`
        Function, ///< the `function`-th of the program
        Object,   ///< `children`
        List,     ///< `children` for each element of `list`
        OneRow,   ///< an array of one row made of `children`
    };

    Kind kind = Kind::Nothing;
    Cast cast = Cast::None;
    bool required = false;
    ValueParser parser;
    std::size_t mapping = NoSlot; ///< place in Program::mappings
    std::string field;
    std::string key;      ///< the field as JSON, with the colon
    std::string text;     ///< the value as the document has it
    std::string constant; ///< JSON
    Expression expression;
    Lookup lookup;
    std::size_t function = NoSlot;
    PathReference list;
    std::vector<Node> children;
};

/// A table of values, and where it is when it is a data set.
struct Mapping
{
    ValueMapping table;
    std::size_t dataset = NoSlot; ///< index into Program::datasets
};

struct Program
{
    std::vector<Node> nodes;
    std::vector<UsedPath> paths;
    std::vector<Mapping> mappings;
    std::vector<FunctionExpression> functions;
    std::vector<std::string> datasets;
    std::size_t headerSlots = 0;
    std::size_t lookupSlots = 0;
    bool windowed = false; ///< something is made of LAST_SYNC_TIME or CURRENT_TIME
};

/// Compiles field nodes; what cannot be evaluated is reported as an error.
Program compileProgram(const std::vector<FieldNode>& nodes, Side side, Report& report);

/// `text` as JSON of the declared type where the text allows it; empty: it stays a string.
std::string_view castText(std::string_view text, Cast cast) noexcept;

} // namespace duijie::plan
