#include "app/SchemaCommand.h"

#include "app/ExitCode.h"

#include "config/Schema.h"

#include <cstdio>

namespace duijie::app
{

int schemaCommand()
{
    std::fputs(config::SchemaText, stdout); // ends with a line break, as the file does that is published
    return EXIT_WELL;
}

} // namespace duijie::app
