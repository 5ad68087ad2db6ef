// Hours of the day in which only what is urgent is told.
#pragma once

#include <string>
#include <string_view>

namespace duijie::ops
{

/// From `from` to before `to`, both "HH:mm" in the sender's zone; over midnight when `from` is the later one.
/// Equal: never.
struct QuietHours
{
    std::string from;
    std::string to;

    bool contains(std::string_view clock) const noexcept
    {
        return from <= to ? clock >= from && clock < to : clock >= from || clock < to;
    }
};

/// "HH:mm" of "yyyy-MM-dd HH:mm:ss".
inline std::string clockOf(const std::string& localTime)
{
    return localTime.size() < 16 ? std::string("00:00") : localTime.substr(11, 5);
}

/// "yyyy-MM-dd" of the same.
inline std::string dayOf(const std::string& localTime)
{
    return localTime.substr(0, 10);
}

} // namespace duijie::ops
