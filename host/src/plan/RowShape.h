// What a source document makes of a row before it is stored: lines left out by `condition`, lists flattened
// by `beatFlat`, fields added by `formatResponse`.
#pragma once

#include "plan/Condition.h"
#include "plan/FieldFormat.h"
#include "plan/Report.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <vector>

namespace duijie::plan
{

/// A row as it is stored.
struct ShapedRow
{
    std::string suffix; ///< behind the row's key: "-1", "-2" of flattened lines; else empty
    std::string json;
};

/// The document's `beatFlat`, where it stands at the top or among `otherRequestParams`.
sdk::JsonValue flatListsOf(sdk::JsonValue document);

class RowShape
{
public:
    RowShape() = default;

    /// Reads the document's keys; what is wrong with them is reported.
    /// Conditions learn where flattened fields are found: a stored row is judged as it was before.
    static RowShape compile(sdk::JsonValue document, Condition& condition, Report& report);

    /// False: every row is stored as it came.
    bool changes() const noexcept { return _dropsLines || !_lists.empty() || !_formats.empty(); }

    /// The rows that come of one which `condition` lets pass. False: it cannot be brought into shape,
    /// `problem` says why.
    bool apply(sdk::JsonValue row, const Condition& condition, int offsetMinutes, std::vector<ShapedRow>& out,
               std::string& problem) const;

private:
    bool flatten(std::vector<ShapedRow>& rows, const std::string& list, std::string& problem) const;

    bool _dropsLines = false;
    std::vector<std::string> _lists;
    std::vector<FieldFormat> _formats;
};

} // namespace duijie::plan
