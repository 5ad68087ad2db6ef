// The plan's `connector` object: what only this connector understands of an interface.
#pragma once

#include "WdtInterfaces.h"

#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::wdt
{

/// Puts what `options` says over `shape`. An absent object says nothing. Empty on success, else a sentence
/// that names the key, what was found, what was expected and, for an unknown key, the nearest known one.
std::string applyOptions(sdk::JsonValue options, WdtInterface& shape);

} // namespace duijie::wdt
