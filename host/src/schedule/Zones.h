// Where time zones come from: the system's, or on Windows, which has none of this kind, the folder `tzdata`
// beside the program (or DUIJIE_TZDATA).
#pragma once

#include <date/tz.h>

#include <string>

namespace duijie::schedule
{

/// The zone of an IANA name. Throws std::runtime_error when there is none. Any thread.
const date::time_zone& findZone(const std::string& name);

} // namespace duijie::schedule
