// Problems on their way to programs, and from the running host to who asked it.
#pragma once

#include "config/Problem.h"

#include "duijie/sdk/Json.h"

namespace duijie::app
{

/// [{"file","line","column","path","message"}, ...]
void putProblems(sdk::JsonWriter& json, const config::Problems& problems);

/// What putProblems() wrote.
config::Problems problemsIn(sdk::JsonValue list);

} // namespace duijie::app
