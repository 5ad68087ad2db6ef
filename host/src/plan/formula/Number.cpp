#include "plan/formula/Number.h"

#include <algorithm>

namespace duijie::plan::formula
{

namespace
{

constexpr int DivisionDecimals = 4;
// MySQL keeps the digits of a quotient in words of nine.
constexpr int Word = 9;

constexpr int words(int digits) noexcept
{
    return (digits + Word - 1) / Word * Word;
}

} // namespace

Number::Number(int64_t value) : _units(value) {}

Number::Units Number::power(int exponent)
{
    Units out = 1;
    for (int i = 0; i < exponent; ++i)
    {
        out *= 10;
    }
    return out;
}

Number::Units Number::unitsAt(int scale) const
{
    return scale == _scale ? _units : Units(_units * power(scale - _scale));
}

// This number where its digits fit; decimals that are too many are rounded away, as MySQL does.
std::optional<Number> Number::checked() const
{
    Number out = *this;
    if (_scale > MostDecimals)
    {
        const std::optional<Number> less = rounded(MostDecimals);
        out = *less;
    }
    out._shown = std::min(out._shown, MostDecimals);
    static const Units Most = power(MostDigits);
    if (abs(out._units) >= Most)
    {
        return std::nullopt;
    }
    return out;
}

// An empty number that is written as results of these two are.
Number Number::derived(const Number& other) const
{
    Number out;
    out._scale = std::max(_scale, other._scale);
    out._shown = std::max(_shown, other._shown);
    out._fromText = _fromText || other._fromText;
    return out;
}

std::optional<Number> Number::plus(const Number& other) const
{
    Number out = derived(other);
    out._units = unitsAt(out._scale) + other.unitsAt(out._scale);
    return out.checked();
}

std::optional<Number> Number::minus(const Number& other) const
{
    return plus(other.negated());
}

std::optional<Number> Number::times(const Number& other) const
{
    Number out = derived(other);
    out._units = _units * other._units;
    out._scale = _scale + other._scale;
    out._shown = _shown + other._shown;
    return out.checked();
}

std::optional<Number> Number::over(const Number& other) const
{
    Number out = derived(other);
    const int mine = words(_scale);
    const int theirs = words(other._scale);
    const int more = std::max(0, DivisionDecimals - (mine - _scale) - (theirs - other._scale));
    // A quotient of texts would be a binary number of 16 digits or so.
    out._scale = out._fromText ? MostDecimals : std::min(words(mine + theirs + more), MostDecimals);
    out._shown = std::min(out._fromText ? MostDecimals : _shown + DivisionDecimals, MostDecimals);
    const int shift = out._scale - _scale + other._scale;
    out._units = shift >= 0 ? Units(_units * power(shift) / other._units)
                            : Units(_units / (other._units * power(-shift)));
    return out.checked();
}

std::optional<Number> Number::quotient(const Number& other) const
{
    const int scale = std::max(_scale, other._scale);
    Number out;
    out._units = unitsAt(scale) / other.unitsAt(scale);
    return out.checked();
}

std::optional<Number> Number::remainder(const Number& other) const
{
    Number out = derived(other);
    out._units = unitsAt(out._scale) % other.unitsAt(out._scale);
    return out.checked();
}

Number Number::negated() const
{
    Number out = *this;
    out._units = -_units;
    return out;
}

// As many decimals as were asked for, where there are decimals at all: ROUND(1.5, 3) is 1.500, ROUND(2, 3)
// is 2.
Number Number::filled(int64_t digits) const
{
    Number out = *this;
    out._fromText = false;
    const int wanted = static_cast<int>(std::min<int64_t>(digits, MostDecimals));
    if ((_shown > 0 || _fromText) && wanted > _scale)
    {
        out._units = unitsAt(wanted);
        out._scale = wanted;
    }
    out._shown = std::min(out._scale, wanted);
    return out;
}

std::optional<Number> Number::rounded(int64_t digits) const
{
    if (digits >= _scale)
    {
        return filled(digits).checked();
    }
    if (digits < -MostDigits)
    {
        return Number();
    }
    const int less = _scale - static_cast<int>(digits);
    const Units unit = power(less);
    Number out = *this;
    out._fromText = false;
    out._units = (abs(_units) + unit / 2) / unit;
    out._units = isNegative() ? Units(-out._units) : out._units;
    out._scale = std::max(0, static_cast<int>(digits));
    out._shown = out._scale;
    if (digits < 0)
    {
        out._units *= power(static_cast<int>(-digits));
    }
    return out;
}

Number Number::truncated(int64_t digits) const
{
    if (digits >= _scale)
    {
        return filled(digits).checked().value_or(*this);
    }
    if (digits < -MostDigits)
    {
        return {};
    }
    const Units unit = power(_scale - static_cast<int>(digits));
    Number out = *this;
    out._fromText = false;
    out._units = _units / unit;
    out._scale = out._shown = std::max(0, static_cast<int>(digits));
    if (digits < 0)
    {
        out._units *= power(static_cast<int>(-digits));
    }
    return out;
}

Number Number::floor() const
{
    Number out = truncated(0);
    if (isNegative() && out != *this)
    {
        out._units -= 1;
    }
    return out;
}

Number Number::ceiling() const
{
    return negated().floor().negated();
}

std::optional<int64_t> Number::toInteger() const
{
    const std::optional<Number> whole = rounded(0);
    if (whole->_units > Units(INT64_MAX) || whole->_units < Units(INT64_MIN))
    {
        return std::nullopt;
    }
    return static_cast<int64_t>(whole->_units);
}

std::strong_ordering operator<=>(const Number& a, const Number& b)
{
    const int scale = std::max(a._scale, b._scale);
    const int order = a.unitsAt(scale).compare(b.unitsAt(scale));
    return order < 0   ? std::strong_ordering::less
           : order > 0 ? std::strong_ordering::greater
                       : std::strong_ordering::equal;
}

} // namespace duijie::plan::formula
