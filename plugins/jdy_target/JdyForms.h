// Which bills there are, which fields each has, and in which JSON type the vendor takes them. Rationale:
// unknown keys are dropped silently and mistyped ones fail far from their cause, so both are refused here, by
// name.
#pragma once

#include "JdyFieldTable.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duijie::jdy
{

/// One kind of bill.
struct BillForm
{
    std::string api;    ///< save
    std::string list;   ///< list of heads; the save path for most
    std::string detail; ///< one bill by id or number
    std::string entity; ///< entity_number of common_operate; spelled unlike the path for many
    std::string title;  ///< for messages
    std::string lines = "material_entity"; ///< head field of the lines
    FieldTable head;
    FieldTable line;
    bool batch = false;                                     ///< saved inside {"data":[..]}, several at once
    bool numbered = true;                                   ///< the vendor takes our bill_no
    std::vector<std::pair<std::string, std::string>> fixed; ///< head fields with one allowed value

    /// Line fields that a bill read back must have in common with what was sent: references without an
    /// alternative. The vendor answers with ids and numbers both, so what may be given either way proves
    /// nothing.
    std::vector<std::string_view> compared() const;
    /// True when its lines move stock: batches, serial numbers and dates of shelf life are required then.
    bool movesStock() const noexcept;
};

using BillForms = std::map<std::string, std::shared_ptr<const BillForm>, std::less<>>;

/// The bills that are known without configuration, by api. Vendor: the save page of each bill.
const BillForms& knownForms();

/// The known form of `api`; null for any other bill.
const BillForm* formOf(std::string_view api);

/// A form with what every bill has, for one that is not known.
BillForm plainForm(std::string_view api);

/// Sets list and detail from the api where they are empty: batch and older save paths are listed under the
/// plain name.
void completePaths(BillForm& form);

/// Lays the `connector` object of a target document over `form`. Returns everything that is wrong with it
/// (key, what was found, what was expected); empty when there is nothing. Fields and fixed values are added
/// to those known, every other key replaces.
std::string applyOptions(std::string_view json, BillForm& form);

/// Comma list of the known apis, for messages.
std::string knownApis();

} // namespace duijie::jdy
