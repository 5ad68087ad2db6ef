// Exact decimal numbers with MySQL's rules for the digits of results.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::plan::formula
{

/// A number of up to 65 digits, 30 of them behind the point. Results beyond that are no number: the
/// operations say so instead of rounding unseen.
///
/// MySQL computes with texts ('1.5' + 1) in binary floating point; here they are exact too, and differ only
/// in how they are written: without zeros at the end.
class Number
{
public:
    Number() = default;
    explicit Number(int64_t value);

    /// The whole of `text`, blanks around it aside, as "12", "-1.50" or "1e3". Nothing: it is no number.
    static std::optional<Number> parse(std::string_view text);

    /// What MySQL makes of a text where it needs a number: as many characters at its beginning as are one,
    /// else 0.
    static Number leading(std::string_view text);

    bool isZero() const { return _units.is_zero(); }
    bool isNegative() const { return _units.sign() < 0; }

    /// Nothing where the result has too many digits.
    std::optional<Number> plus(const Number& other) const;
    std::optional<Number> minus(const Number& other) const;
    std::optional<Number> times(const Number& other) const;

    /// As above; `other` is not zero. Four digits more than this one has, as MySQL's div_precision_increment.
    std::optional<Number> over(const Number& other) const;
    /// DIV: the whole part of the quotient.
    std::optional<Number> quotient(const Number& other) const;
    /// MOD: the remainder, with the sign of this one.
    std::optional<Number> remainder(const Number& other) const;

    Number negated() const;
    Number absolute() const { return isNegative() ? negated() : *this; }

    /// Half away from zero. Negative `digits` count before the point. What is rounded or cut off has the decimals
    /// that are left, also when it came from a text.
    std::optional<Number> rounded(int64_t digits) const;
    Number truncated(int64_t digits) const;
    Number floor() const;
    Number ceiling() const;

    /// The nearest whole number, where it fits.
    std::optional<int64_t> toInteger() const;

    /// Plain digits, as MySQL shows them.
    std::string toString() const;

    friend std::strong_ordering operator<=>(const Number& a, const Number& b);
    friend bool operator==(const Number& a, const Number& b) { return (a <=> b) == 0; }

private:
    // Holds the product of two numbers of 65 digits.
    using Units = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
        512, 512, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked, void>>;

    static constexpr int MostDigits = 65;
    static constexpr int MostDecimals = 30;

    static Units power(int exponent);
    Units unitsAt(int scale) const;
    Number filled(int64_t digits) const;
    std::optional<Number> checked() const;
    Number derived(const Number& other) const;

    Units _units = 0;
    int _scale = 0;         // digits behind the point
    int _shown = 0;         // how many of them are written
    bool _fromText = false; // written without zeros at the end
};

} // namespace duijie::plan::formula
