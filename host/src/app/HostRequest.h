// What a command can ask of the running host, and how its refusals are told.
#pragma once

#include "app/AskHost.h"

#include "config/Config.h"

#include <string>
#include <string_view>

namespace duijie::app
{

/// Asks the host that holds the store of `config`; tells on standard error that it waits when that takes
/// long. Prints why when no answer was given, and sets `exitCode`; the answer is then empty.
std::string requestOf(const config::Config& config, std::string_view body, int& exitCode);

} // namespace duijie::app
