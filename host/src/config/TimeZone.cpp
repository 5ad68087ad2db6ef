#include "config/TimeZone.h"

#include "schedule/Zones.h"

#include "duijie/sdk/Times.h"

#include <chrono>
#include <stdexcept>

namespace duijie::config
{

namespace
{

using std::chrono::milliseconds;

// Wall-clock milliseconds of this zone at an instant.
int64_t offsetMs(const std::string& name, int64_t unixMs)
{
    const date::sys_time<milliseconds> instant{milliseconds(unixMs)};
    return std::chrono::duration_cast<milliseconds>(schedule::findZone(name).get_info(instant).offset)
        .count();
}

} // namespace

bool TimeZone::exists(const std::string& name)
{
    try
    {
        schedule::findZone(name);
        return true;
    }
    catch (const std::runtime_error&)
    {
        return false;
    }
}

std::optional<int64_t> TimeZone::parse(const std::string& text) const
{
    const auto wall = sdk::parseDateTime(text, 0);
    if (!wall)
    {
        return std::nullopt;
    }
    const date::local_time<milliseconds> local{milliseconds(*wall)};
    const auto instant = schedule::findZone(_name).to_sys(local, date::choose::earliest);
    return instant.time_since_epoch().count();
}

std::string TimeZone::format(int64_t unixMs) const
{
    return sdk::formatDateTime(unixMs + offsetMs(_name, unixMs), 0);
}

} // namespace duijie::config
