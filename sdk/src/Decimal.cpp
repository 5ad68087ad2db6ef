#include "duijie/sdk/Decimal.h"

#include <algorithm>

namespace duijie::sdk
{

namespace
{

constexpr int MaxDigits = 30;

__extension__ using Int128 = __int128;

Int128 power10(int exponent) noexcept
{
    Int128 result = 1;
    for (int i = 0; i < exponent; ++i)
    {
        result *= 10;
    }
    return result;
}

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

struct Digits
{
    Int128 units = 0;
    int count = 0; // significant ones, leading zeros left out
    int scale = 0;
};

// Reads digits with at most one point. Returns the position behind them, or npos when they do not fit.
std::size_t readDigits(std::string_view text, std::size_t position, Digits& digits) noexcept
{
    bool point = false;
    bool any = false;
    for (; position < text.size(); ++position)
    {
        const char c = text[position];
        if (c == '.' && !point && any)
        {
            point = true;
            any = false;
            continue;
        }
        if (!isDigit(c))
        {
            break;
        }
        any = true;
        digits.units = digits.units * 10 + (c - '0');
        digits.count += (digits.count > 0 || c != '0') ? 1 : 0;
        digits.scale += point ? 1 : 0;
        if (digits.count > MaxDigits || digits.scale > MaxDigits)
        {
            return std::string_view::npos;
        }
    }
    return any ? position : std::string_view::npos;
}

// Reads e12, E+3, e-4. Returns the position behind it, or npos.
std::size_t readExponent(std::string_view text, std::size_t position, int& exponent) noexcept
{
    ++position;
    bool negative = false;
    if (position < text.size() && (text[position] == '+' || text[position] == '-'))
    {
        negative = text[position] == '-';
        ++position;
    }
    const std::size_t start = position;
    for (; position < text.size() && isDigit(text[position]); ++position)
    {
        exponent = exponent * 10 + (text[position] - '0');
        if (exponent > 1000)
        {
            return std::string_view::npos;
        }
    }
    if (position == start)
    {
        return std::string_view::npos;
    }
    exponent = negative ? -exponent : exponent;
    return position;
}

} // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) noexcept
{
    const bool negative = !text.empty() && text.front() == '-';
    Digits digits;
    std::size_t position = readDigits(text, negative ? 1 : 0, digits);
    int exponent = 0;
    if (position != std::string_view::npos && position < text.size() && (text[position] | 0x20) == 'e')
    {
        position = readExponent(text, position, exponent);
    }
    if (position != text.size())
    {
        return std::nullopt;
    }
    Decimal result;
    result._units = digits.units;
    result._scale = digits.scale - exponent;
    if (digits.units == 0)
    {
        result._scale = std::clamp(result._scale, 0, MaxDigits);
    }
    if (result._scale < 0)
    {
        if (digits.count - result._scale > MaxDigits)
        {
            return std::nullopt;
        }
        result._units *= power10(-result._scale);
        result._scale = 0;
    }
    if (result._scale > MaxDigits)
    {
        return std::nullopt;
    }
    if (negative)
    {
        result._units = -result._units;
    }
    return result;
}

int Decimal::significantScale() const noexcept
{
    Int128 units = _units;
    int scale = _scale;
    while (scale > 0 && units % 10 == 0)
    {
        units /= 10;
        --scale;
    }
    return scale;
}

std::string Decimal::toString() const
{
    Int128 units = _units < 0 ? -_units : _units;
    std::string reversed;
    int written = 0;
    do
    {
        if (written == _scale && _scale > 0)
        {
            reversed.push_back('.');
        }
        reversed.push_back(static_cast<char>('0' + static_cast<int>(units % 10)));
        units /= 10;
        ++written;
    } while (units != 0 || written <= _scale);
    if (_units < 0)
    {
        reversed.push_back('-');
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

std::string Decimal::canonical() const
{
    Decimal shortest;
    shortest._scale = significantScale();
    shortest._units = _units / power10(_scale - shortest._scale);
    return shortest.toString();
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept
{
    // 30 digits on both sides do not fit a common scale in 128 bits: compare whole parts, then the decimals.
    const Int128 powerA = power10(a._scale);
    const Int128 powerB = power10(b._scale);
    const Int128 wholeA = a._units / powerA;
    const Int128 wholeB = b._units / powerB;
    if (wholeA != wholeB)
    {
        return wholeA < wholeB ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    const int scale = std::max(a._scale, b._scale);
    const Int128 restA = (a._units % powerA) * power10(scale - a._scale);
    const Int128 restB = (b._units % powerB) * power10(scale - b._scale);
    return restA == restB ? std::strong_ordering::equal
                          : (restA < restB ? std::strong_ordering::less : std::strong_ordering::greater);
}

} // namespace duijie::sdk
