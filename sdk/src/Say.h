// The kit's own sentences: sdk/messages.json, which the build makes these two of.
#pragma once

#include "duijie/sdk/Messages.h"

namespace duijie::sdk
{

/// As Catalogue::say.
std::string say(std::string_view id, std::initializer_list<std::string_view> arguments = {});

const Catalogue& messages() noexcept;

} // namespace duijie::sdk
