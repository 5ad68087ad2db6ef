// Trees of JSON: compared, and written again.
#pragma once

#include "duijie/sdk/Json.h"

namespace duijie::fuzz
{

/// Same types, texts, names and children in the same order.
bool sameTree(sdk::JsonValue a, sdk::JsonValue b);

/// Writes `value` with the kit's own writer.
void writeTree(sdk::JsonWriter& out, sdk::JsonValue value);

} // namespace duijie::fuzz
