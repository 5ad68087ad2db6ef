// `condition`: which rows a source document keeps.
#pragma once

#include "plan/Report.h"
#include "plan/RowPath.h"

#include "duijie/sdk/Decimal.h"
#include "duijie/sdk/Json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::plan
{

enum class Logic : uint8_t
{
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Like,
    NotLike,
    Between,
    In,
    NotIn,
    Null,
    NotNull,
};

/// A value a condition compares with, read once.
struct Operand
{
    std::string text;
    std::optional<sdk::Decimal> number; ///< the text is a plain number
    std::optional<int64_t> time;        ///< of "timestamp:": Unix milliseconds
};

/// One comparison.
struct Test
{
    RowPath field;
    std::string flat; ///< the field's name once `beatFlat` took its list apart; empty: it stays where it is
    Logic logic = Logic::Equal;
    std::string word;   ///< the operator as the document has it
    std::string wanted; ///< the value as the document has it, for sentences
    std::vector<Operand> operands;
    bool time = false;   ///< compares times
    bool strict = false; ///< every element of a list must pass

    /// Why the row does not pass; nothing when it does.
    std::optional<std::string> failure(sdk::JsonValue row) const;

    /// True when it can lead into a list whose failing lines leave the document.
    bool dropsLines() const noexcept { return !strict && field.segments.size() > 1; }

    /// As failure(), of one element of a list, for the segments of the path from `next` on.
    bool passesInside(sdk::JsonValue element, std::size_t next) const;

private:
    bool passes(sdk::JsonValue value) const;
};

/// The whole: one group of tests has to hold entirely.
struct Condition
{
    std::vector<std::vector<Test>> groups; ///< empty: every row stays

    std::optional<std::string> skipReason(sdk::JsonValue row) const;

    /// The first group that holds; null where none does.
    const std::vector<Test>* holding(sdk::JsonValue row) const;
};

/// Reads `value` (absent: every row stays).
Condition compileCondition(sdk::JsonValue value, Report& report);

/// The operator of this name.
std::optional<Logic> logicOf(std::string_view word) noexcept;

/// True when `text` is a number without exponent and leading zeros: what may be compared as a number. Codes
/// such as "007" and "1E2" are text.
bool isPlainNumber(std::string_view text) noexcept;

} // namespace duijie::plan
