// The first configuration, by questions.
#pragma once

#include "app/Options.h"

namespace duijie::app
{

/// Asks for what a first flow needs, keeps the secrets, writes Options::config with the flow not enabled,
/// reads one real document and shows what would become of it, and enables the flow when told to. A file that
/// is there is left alone.
int initCommand(const Options& options);

} // namespace duijie::app
