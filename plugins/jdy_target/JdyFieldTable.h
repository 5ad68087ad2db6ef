// The fields of one level of a bill.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::jdy
{

enum class FieldKind
{
    Date,         ///< "yyyy-MM-dd"; a time behind it is cut
    Text,         ///< JSON string
    Id,           ///< JSON string of an id; ids have more digits than a double holds
    Number,       ///< JSON number, written exactly as given
    Quantity,     ///< a Number above zero
    Integer,      ///< JSON number without decimals
    NumberText,   ///< a number that the vendor takes as a JSON string
    QuantityText, ///< likewise, above zero
    Boolean,      ///< true or false
    Operation,    ///< audit or submit
    TextMap,      ///< object of strings (custom fields)
    Part,         ///< object or array of the vendor's own form, handed on as it is
    Lines         ///< array of lines
};

/// The word for `kind` in a target document; Lines has none.
std::string_view wordOf(FieldKind kind) noexcept;
std::optional<FieldKind> kindOf(std::string_view word) noexcept;
std::vector<std::string> kindWords();

struct FieldRule
{
    std::string name;
    FieldKind kind = FieldKind::Text;
    bool required = false; ///< this very field; see also FieldTable::choices
};

/// Parts of a blank-separated or '|'-separated list.
std::vector<std::string> split(std::string_view text, char separator);

class FieldTable
{
public:
    /// Adds fields (blank-separated names), or changes the kind of those that are there.
    void add(FieldKind kind, std::string_view names);

    /// Replaces what is required. Each entry is a field, or alternatives: "material_id|material_number".
    /// Returns the first name that is no field; empty when all are.
    std::string require(const std::vector<std::string>& entries);

    /// Null when the vendor does not know such a field.
    const FieldRule* find(std::string_view name) const noexcept;

    /// True when `name` alone is required, or one of alternatives is.
    bool isRequired(std::string_view name) const noexcept;
    bool isChoice(std::string_view name) const noexcept;

    const std::vector<FieldRule>& rules() const noexcept { return _rules; }
    /// Alternatives of which at least one must have a value.
    const std::vector<std::vector<std::string>>& choices() const noexcept { return _choices; }
    /// All names, for "did you mean".
    std::vector<std::string> names() const;

private:
    std::vector<FieldRule> _rules; ///< sorted by name
    std::vector<std::vector<std::string>> _choices;
};

} // namespace duijie::jdy
