// What this connector says to people: messages.json, which the build makes these two of.
#pragma once

#include "duijie/sdk/Messages.h"

namespace duijie::wdt
{

/// As sdk::Catalogue::say.
std::string say(std::string_view id, std::initializer_list<std::string_view> arguments = {});

const sdk::Catalogue& messages() noexcept;

} // namespace duijie::wdt
