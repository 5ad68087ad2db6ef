// A log entry as a line.
#pragma once

#include "engine/Environment.h"

#include <cstdint>
#include <string>

namespace duijie::ops
{

/// How a line for people begins.
enum class LineStyle
{
    Plain,    ///< with the time, by this machine's clock and zone
    Coloured, ///< the same, the level in colour
    Journal   ///< "<4>" for its level, no time: the journal has it
};

/// No line feed at the end. Control characters and bytes that are no UTF-8 do not come through.
std::string textLine(const engine::LogEntry& entry, int64_t nowMs, LineStyle style);

/// One JSON object; what an entry does not have is left out. Time in UTC.
std::string jsonLine(const engine::LogEntry& entry, int64_t nowMs);

} // namespace duijie::ops
