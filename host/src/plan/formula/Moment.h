// Dates and times of formulas, read, moved and written as MySQL does.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::plan::formula
{

/// A date of the years 0 to 9999, with a time of the day or without, in the zone of the flow.
struct Moment
{
    int64_t seconds = 0; ///< since 1970-01-01 00:00 on the wall
    int micros = 0;
    bool dateOnly = false;

    auto operator<=>(const Moment& other) const noexcept
    {
        return seconds != other.seconds ? seconds <=> other.seconds : micros <=> other.micros;
    }
    bool operator==(const Moment& other) const noexcept { return (*this <=> other) == 0; }

    /// "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss[.ffffff]".
    std::string toString() const;
};

/// The parts of a moment on the wall.
struct WallParts
{
    int year = 0;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int micros = 0;
};

WallParts partsOf(const Moment& moment);

/// Nothing: there is no such day or time.
std::optional<Moment> makeMoment(const WallParts& parts, bool dateOnly);

/// Reads "2024-1-5", "2024-01-05 08:30:00.5", "2024-01-05T08:30", "20240105", "20240105083000".
std::optional<Moment> readMoment(std::string_view text);

/// Unit behind INTERVAL.
enum class Unit : uint8_t
{
    Microsecond,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year
};

/// The unit of this name, in any case.
std::optional<Unit> unitOf(std::string_view name) noexcept;

/// Later by so many units (whole ones; `micros` more for seconds). 31 January and a month is the end of
/// February. Nothing: outside the years 0 to 9999.
std::optional<Moment> moved(const Moment& moment, Unit unit, int64_t count, int64_t micros = 0);

/// Whole units from `from` to `to`, as TIMESTAMPDIFF counts them.
int64_t unitsBetween(const Moment& from, const Moment& to, Unit unit);

/// Days since 1970-01-01.
int64_t dayOf(const Moment& moment) noexcept;

/// 0: Monday.
int weekdayOf(const Moment& moment) noexcept;

/// As DATE_FORMAT.
std::string formatMoment(const Moment& moment, std::string_view format);

/// As STR_TO_DATE: without a time of the day when the format names none.
std::optional<Moment> parseMoment(std::string_view text, std::string_view format);

} // namespace duijie::plan::formula
