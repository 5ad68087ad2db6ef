// `mapping`: a table that says which value of the target stands for one of the source.
#pragma once

#include "plan/Report.h"

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace duijie::plan
{

struct ValueMapping
{
    /// What becomes of a value that the table does not have.
    enum class Unmatched : uint8_t
    {
        Refused, ///< an error of the field
        Kept,
        Default, ///< `fallback`
    };

    /// The table, when the document brings it.
    std::map<std::string, std::string, std::less<>> table;
    /// Id of the data set that holds it, with the columns `from` and `to`; empty: `table` is meant.
    std::string dataset;
    std::string from = "a_value";
    std::string to = "b_value";
    Unmatched unmatched = Unmatched::Refused;
    std::string fallback;

    bool used() const noexcept { return !dataset.empty() || !table.empty(); }
};

/// Reads the `mapping` of a node: a list of {"a_value","b_value"}, or an object with `table`, or with
/// `target` for the id of a data set; `direction`, `unmatched`, `default`. What cannot be read is reported at
/// `at`.
ValueMapping readValueMapping(sdk::JsonValue value, const std::string& at, Report& report);

} // namespace duijie::plan
