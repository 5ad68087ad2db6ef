#pragma once

#include "Options.h"

#include <optional>

namespace duijie::sandbox
{

/** Reads the command line. With an exit code instead of options the program is to end (help or a mistake). */
struct CommandLine
{
    std::optional<Options> options;
    int exitCode = 0;
};

/** Parses the arguments; prints the help or the mistake itself. */
CommandLine parseCommandLine(int argc, char** argv);

} // namespace duijie::sandbox
