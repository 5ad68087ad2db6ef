// Which fields a bill has, and in which JSON type the vendor takes them. Rationale: unknown keys are dropped
// silently and mistyped ones fail far from their cause, so both are refused here, by name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::jdy
{

enum class FieldKind
{
    Date,      ///< "yyyy-MM-dd"; a time behind it is cut
    Text,      ///< JSON string
    Id,        ///< JSON string of an id; ids have more digits than a double holds
    Number,    ///< JSON number, written exactly as given
    Quantity,  ///< a Number above zero
    Integer,   ///< JSON number without decimals
    Operation, ///< audit or submit
    TextMap,   ///< object of strings (custom fields)
    Lines      ///< array of lines
};

struct FieldRule
{
    std::string_view name;
    FieldKind kind = FieldKind::Text;
    bool required = false;
};

/// One kind of bill.
struct BillForm
{
    std::string_view api;    ///< save and list
    std::string_view detail; ///< detail by id
    std::string_view entity; ///< entity_number of common_operate; spelled differently for the gain bill
    std::string_view title;  ///< for messages
    const FieldRule* head;
    std::size_t headCount;
    const FieldRule* line;
    std::size_t lineCount;
};

/// The form of `api`; null for a bill this connector does not write. Vendor: save pages of the two bills.
const BillForm* formOf(std::string_view api) noexcept;

/// The rule of `name`; null when the vendor does not know such a field.
const FieldRule* ruleOf(const FieldRule* rules, std::size_t count, std::string_view name) noexcept;

/// All names, for "did you mean".
std::vector<std::string> namesOf(const FieldRule* rules, std::size_t count);

/// Comma list of the apis this connector writes, for messages.
std::string knownApis();

} // namespace duijie::jdy
