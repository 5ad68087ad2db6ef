// The digest over what must be equal: the same for a prepared body and for the bill read back.
#pragma once

#include "JdyForms.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::jdy
{

/// SHA-256 over the bill date and the sorted lines (BillForm::compared, quantity without trailing zeros; for
/// a gain bill material_id, stock_id, unit_id). `bill` is a prepared body or the `data` of a detail answer:
/// both have the same members. Empty when a quantity is no number, so that it never equals another one.
std::string fingerprintOf(const BillForm& form, sdk::JsonValue bill);

} // namespace duijie::jdy
