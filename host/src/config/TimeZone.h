// Times as people write them, in the zone of a flow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace duijie::config
{

class TimeZone
{
public:
    /// False for a name the system's time-zone data does not have.
    static bool exists(const std::string& name);

    /// `name` exists.
    explicit TimeZone(std::string name) : _name(std::move(name)) {}

    /// "yyyy-MM-dd HH:mm:ss" in this zone as Unix milliseconds; nothing for another form or a date that does
    /// not exist. A time that summer time skips or repeats is taken as the earlier one: reading a little more
    /// is harmless.
    std::optional<int64_t> parse(const std::string& text) const;

    const std::string& name() const noexcept { return _name; }

    /// The reverse.
    std::string format(int64_t unixMs) const;

private:
    std::string _name;
};

} // namespace duijie::config
