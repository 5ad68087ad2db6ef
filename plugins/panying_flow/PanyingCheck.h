// What a stock-in must have before it can become a gain bill.
#pragma once

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::panying
{

/// Everything that is wrong with this stock-in, in one sentence; empty when it may be mapped. Rationale: the
/// document language has no way to say "required", and an empty warehouse would only show up as a lookup that
/// finds nothing.
std::string problemsOf(sdk::JsonValue stockIn);

} // namespace duijie::panying
