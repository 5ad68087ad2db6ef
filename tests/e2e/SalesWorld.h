// Stock-outs of sales, by the published documents of docs/examples, and what their bills must be.
#pragma once

#include "Rig.h"

#include <string>

namespace duijie::e2e
{

/// The configuration of docs/sales-out.md: the same account, bills found again by their number. Adds the flow
/// `flow`, of the documents in docs/examples/`folder`, and the goods that it looks up. `more`: further
/// members of the flow, each with a comma behind it.
void addSales(Rig& rig, const std::string& flow, const std::string& folder, const std::string& more = "");

/// What the sandbox says of all sales.
Json salesTruth(Rig& rig);

/// Every sale that left is one bill, right in shop, store, unit, quantity and price, and the flow's audit
/// says so too.
void checkSales(Rig& rig, const std::string& flow);

} // namespace duijie::e2e
