// What this process takes of the machine.
#pragma once

#include <cstdint>

namespace duijie::ops
{

/// 0 where the system does not tell.
struct ProcessFigures
{
    double cpuSeconds = 0;
    int64_t residentBytes = 0;
    int64_t openFiles = 0; ///< descriptors; on Windows handles
};

ProcessFigures processFigures();

} // namespace duijie::ops
