// Exact decimal numbers: what amounts and quantities are read with. Never a double.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::sdk
{

/// A decimal of up to 30 digits, kept as an integer and a count of decimals. Values beyond that are refused
/// by parse: the record is named, not rounded.
class Decimal
{
public:
    Decimal() = default;

    /// Reads "12.10", "-3", "1e2", ".5" is refused. Empty when `text` is not a number or does not fit.
    static std::optional<Decimal> parse(std::string_view text) noexcept;

    /// Digits behind the point as written: 2 for "12.10".
    int scale() const noexcept { return _scale; }

    /// Digits behind the point that matter: 1 for "12.10".
    int significantScale() const noexcept;

    bool isZero() const noexcept { return _units == 0; }
    bool isNegative() const noexcept { return _units < 0; }

    /// As written, without exponent: "12.10".
    std::string toString() const;

    /// Shortest text of the same value: "12.1", "100", "0". For digests and comparisons.
    std::string canonical() const;

    /// Compares values: 1.0 equals 1.00.
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept;
    friend bool operator==(const Decimal& a, const Decimal& b) noexcept { return (a <=> b) == 0; }

private:
    __extension__ using Int128 = __int128;

    Int128 _units = 0;
    int _scale = 0;
};

} // namespace duijie::sdk
