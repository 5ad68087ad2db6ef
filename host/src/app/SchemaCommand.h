// The schema of the configuration, for editors.
#pragma once

namespace duijie::app
{

/// Prints it; needs no configuration.
int schemaCommand();

} // namespace duijie::app
