// What the process ends with; documented in README.md and docs/errors.md.
#pragma once

namespace duijie::app
{

enum ExitCode
{
    EXIT_WELL = 0,      ///< all well
    EXIT_ATTENTION = 1, ///< something is held or dead, or a vendor did not answer: look at it
    EXIT_USAGE = 2,     ///< command line or configuration
    EXIT_STORE = 3,     ///< the store cannot be used
    EXIT_LOCKED = 4,    ///< another host holds the store
    EXIT_CODE_COUNT
};

} // namespace duijie::app
