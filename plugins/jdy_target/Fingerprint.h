// The digest over what must be equal: the same for a prepared body and for the bill read back.
#pragma once

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::jdy
{

/// SHA-256 over the bill date and the sorted lines (material_id, stock_id, unit_id, quantity without trailing
/// zeros). `bill` is a prepared body or the `data` of a detail answer: both have the same members. Empty when
/// a quantity is no number, so that it never equals another one.
std::string fingerprintOf(sdk::JsonValue bill);

} // namespace duijie::jdy
