#pragma once

#include "Book.h"
#include "World.h"

#include <variant>

namespace duijie::sandbox
{

/** What the account book is strict about beside the forms. */
struct BillRules
{
    bool checkPrecision = false;
    bool ignoreBillNo = false;
    /** Bills dated before this day are refused; yyyy-MM-dd, empty = none closed. */
    std::string closedBefore;
    /** The day taken when a kind of bill does without bill_date. */
    std::string today;
};

/** A save body that passed every check. */
struct SaveOrder
{
    Bill bill;
    /** The body asked for the audit in the same call. */
    bool audit = false;
};

/**
 * Reads and checks the body of a save (vendor: 盘盈单 save and its siblings): flat head, `material_entity`
 * lines, ids as text that exist in the book, the quantity a JSON number above zero, and what the kind asks
 * for beside. Unknown keys are dropped in silence.
 */
std::variant<SaveOrder, Refusal> readSaveBody(const World& world, const BillForm& form,
                                              const BillRules& rules, const JsonValue& body);

} // namespace duijie::sandbox
