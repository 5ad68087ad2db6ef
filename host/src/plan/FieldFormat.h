// One entry of `formatResponse`: a field of the row in another form, as a further field.
#pragma once

#include "plan/Report.h"
#include "plan/RowPath.h"

#include "duijie/sdk/Json.h"

#include <cstdint>
#include <optional>
#include <string>

namespace duijie::plan
{

struct FieldFormat
{
    enum class Kind : uint8_t
    {
        Time,     ///< a moment, written by `pattern`
        LongText, ///< the first `digits` characters
        Whole,
        Round,   ///< `digits` behind the point
        Amount,  ///< a text with two digits behind the point, always
        Implode, ///< a list as one text, `pattern` between the elements
    };

    RowPath from;
    std::string to;
    std::string name; ///< the format as the document has it
    Kind kind = Kind::Time;
    std::string pattern;
    int digits = 0;
};

/// Reads one entry; nothing when it was reported as an error at `at`.
std::optional<FieldFormat> readFieldFormat(sdk::JsonValue entry, const std::string& at, Report& report);

/// The new field's value as JSON. Empty: the row has no such field, or null in it. Nothing: the value cannot
/// be formatted so.
std::optional<std::string> formatField(const FieldFormat& format, sdk::JsonValue row, int offsetMinutes);

} // namespace duijie::plan
