#include "Table.h"

#include <cstdio>
#include <cstdlib>

namespace duijie::bench
{

double loadAverage()
{
    double load = 0;
    return ::getloadavg(&load, 1) == 1 ? load : 0;
}

void printWrong(const Run& run)
{
    if (!run.right)
    {
        std::printf("  exit code %d, the sandbox says: %s\n", run.usage.code, run.verdict.c_str());
    }
    std::fflush(stdout);
}

} // namespace duijie::bench
