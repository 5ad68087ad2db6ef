// What the bench's parts print of a run.
#pragma once

#include "World.h"

namespace duijie::bench
{

/// The machine's load of the last minute: figures taken beside other work say little.
double loadAverage();

/// Says what the sandbox found wrong with a run; nothing when it is right.
void printWrong(const Run& run);

} // namespace duijie::bench
