// Orders and reports as text, between a command and the host that carries them out.
#pragma once

#include "app/HandWork.h"

#include "duijie/sdk/Json.h"

#include <optional>
#include <string>

namespace duijie::app
{

/// "retry", "replay", "skip".
const char* wishName(engine::HandWish wish) noexcept;
std::optional<engine::HandWish> wishOfName(std::string_view name) noexcept;

/// Puts the order into the open object.
void putOrder(sdk::JsonWriter& json, const HandOrder& order);

/// The order in a JSON object; nothing when it is none.
std::optional<HandOrder> orderOf(const sdk::JsonValue& json);

/// An object: {"changed":[{"number":..,"key":..,"from":..,"to":..}],"refused":["..."]}.
void putReport(sdk::JsonWriter& json, const HandReport& report);
HandReport reportOf(const sdk::JsonValue& json);

} // namespace duijie::app
