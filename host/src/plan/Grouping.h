// How a target document makes one bill of several rows: `operation` with the method merge, `groupCalculate`.
#pragma once

#include "plan/Aggregate.h"
#include "plan/KnownPaths.h"
#include "plan/Report.h"
#include "plan/UsedPath.h"

#include "duijie/sdk/Json.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

/// A row made of others.
struct GroupedRow
{
    std::string json;
    std::vector<std::size_t> members; ///< places of the rows it is made of, in their order
};

/// Rows that cannot be part of any.
struct GroupProblem
{
    std::vector<std::size_t> members;
    std::string message; ///< a whole sentence in the process's language
};

class Grouping
{
public:
    Grouping() = default;

    /// Reads the document's keys; what is wrong with them is reported.
    static Grouping compile(sdk::JsonValue document, Report& report);

    /// False: every row is a bill of its own.
    bool groups() const noexcept { return !_keys.empty(); }

    /// Makes the rows that are mapped of those that are stored, in the order of the first of each. A row
    /// whose key is missing or empty is refused: it must not end up with others that lack one.
    void apply(const std::vector<sdk::JsonValue>& rows, std::vector<GroupedRow>& out,
               std::vector<GroupProblem>& problems) const;

    /// The fields of a row that it names.
    const std::vector<UsedPath>& names() const noexcept { return _names; }

    /// The paths of the rows it makes of such rows.
    KnownPaths made(const KnownPaths& rows) const;

    /// What rows of one bill have in common, for people: the values of the key. Empty: the row has none, and
    /// `problem` says so.
    std::string groupOf(sdk::JsonValue row, std::string& problem) const;

private:
    struct Calculated
    {
        std::string field;
        Aggregate aggregate = Aggregate::Sum;
    };

    struct Line
    {
        std::string json;
        std::vector<std::size_t> members;
    };

    static Grouping readMerge(sdk::JsonValue operation, Report& report);
    static Grouping readCalculate(sdk::JsonValue calculate, Report& report);
    void name(const std::vector<std::string>& fields, const std::string& at);
    bool ofHeader(std::string_view field) const;
    bool isCalculated(std::string_view field) const;
    bool ofLine(std::string_view field) const;
    std::string keyOf(sdk::JsonValue row, std::string& problem) const;
    std::string header(sdk::JsonValue row) const;
    std::string ownOfLine(sdk::JsonValue row) const;
    bool calculate(const std::vector<sdk::JsonValue>& rows, std::string& line, std::string& problem) const;
    bool makeLines(const std::vector<sdk::JsonValue>& rows, const std::vector<std::size_t>& members,
                   std::vector<Line>& out, std::string& problem) const;
    bool makeBills(const std::vector<sdk::JsonValue>& rows, const std::vector<std::size_t>& members,
                   std::vector<GroupedRow>& out, std::string& problem) const;

    std::vector<std::string> _keys;
    std::vector<std::string> _header; ///< empty: all that is neither of a line nor calculated
    std::vector<std::string> _body;   ///< empty: all that is not of the header
    std::vector<Calculated> _calculated;
    std::string _bodyName;
    std::vector<UsedPath> _names;
    std::size_t _mostLines = 0; ///< 0: no limit
    bool _mergesLines = false;
};

} // namespace duijie::plan
