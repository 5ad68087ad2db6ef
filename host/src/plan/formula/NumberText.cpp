// Numbers read and written.
#include "plan/formula/Number.h"

#include <algorithm>

namespace duijie::plan::formula
{

namespace
{

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t digitsFrom(std::string_view text, std::size_t at) noexcept
{
    while (at < text.size() && isDigit(text[at]))
    {
        ++at;
    }
    return at;
}

// Where a number that begins at `at` ends; `at` when there is none.
std::size_t numberEnd(std::string_view text, std::size_t at) noexcept
{
    std::size_t from = at;
    from += from < text.size() && (text[from] == '-' || text[from] == '+') ? 1 : 0;
    std::size_t end = digitsFrom(text, from);
    std::size_t digits = end - from;
    if (end < text.size() && text[end] == '.')
    {
        const std::size_t behind = digitsFrom(text, end + 1);
        digits += behind - end - 1;
        end = behind;
    }
    if (digits == 0)
    {
        return at;
    }
    if (end < text.size() && (text[end] | 0x20) == 'e')
    {
        std::size_t exponent = end + 1;
        exponent += exponent < text.size() && (text[exponent] == '-' || text[exponent] == '+') ? 1 : 0;
        const std::size_t behind = digitsFrom(text, exponent);
        return behind == exponent ? end : behind;
    }
    return end;
}

// Of "-12.50e3": digits without leading zeros, how many of them are decimals, sign.
struct Written
{
    std::string digits;
    int64_t decimals = 0;
    bool negative = false;
    bool exponent = false;
};

Written read(std::string_view text)
{
    Written out;
    bool point = false;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        if (isDigit(c))
        {
            out.decimals += point ? 1 : 0;
            if (!out.digits.empty() || c != '0')
            {
                out.digits += c;
            }
        }
        else if ((c | 0x20) == 'e')
        {
            const std::string_view rest = text.substr(i + 1);
            const bool less = rest.starts_with('-');
            int64_t exponent = 0;
            for (const char digit : rest)
            {
                exponent =
                    isDigit(digit) ? std::min<int64_t>(exponent * 10 + (digit - '0'), 1'000'000) : exponent;
            }
            out.decimals += less ? exponent : -exponent;
            out.exponent = true;
            break;
        }
        point = point || c == '.';
        out.negative = out.negative || c == '-';
    }
    return out;
}

} // namespace

std::optional<Number> Number::parse(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
    {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back()))
    {
        text.remove_suffix(1);
    }
    const std::size_t end = numberEnd(text, 0);
    if (end == 0 || end != text.size())
    {
        return std::nullopt;
    }
    Written written = read(text);
    const int64_t most = MostDigits;
    // Decimals that cannot be kept are only given up where they are zeros.
    while (written.decimals > MostDecimals && written.digits.ends_with('0'))
    {
        written.digits.pop_back();
        --written.decimals;
    }
    if (written.digits.empty())
    {
        written.decimals = std::clamp<int64_t>(written.decimals, 0, MostDecimals);
    }
    if (static_cast<int64_t>(written.digits.size()) > most || written.decimals > MostDecimals ||
        -written.decimals > most - static_cast<int64_t>(written.digits.size()))
    {
        return std::nullopt;
    }
    Number out;
    for (const char digit : written.digits)
    {
        out._units = out._units * 10 + (digit - '0');
    }
    if (written.decimals < 0)
    {
        out._units *= power(static_cast<int>(-written.decimals));
    }
    out._units = written.negative ? Units(-out._units) : out._units;
    out._scale = out._shown = static_cast<int>(std::max<int64_t>(written.decimals, 0));
    out._fromText = written.exponent;
    return out;
}

Number Number::leading(std::string_view text)
{
    std::size_t from = 0;
    while (from < text.size() && isBlank(text[from]))
    {
        ++from;
    }
    const std::size_t end = numberEnd(text, from);
    std::optional<Number> out = end == from ? std::nullopt : parse(text.substr(from, end - from));
    Number number = out.value_or(Number());
    number._fromText = true;
    return number;
}

std::string Number::toString() const
{
    const int decimals = _fromText ? _scale : _shown;
    const Number shown = decimals == _scale ? *this : *rounded(decimals);
    std::string digits = Units(abs(shown._units)).str();
    const auto point = static_cast<std::size_t>(shown._scale);
    if (digits.size() <= point)
    {
        digits.insert(0, point + 1 - digits.size(), '0');
    }
    std::string whole = digits.substr(0, digits.size() - point);
    std::string behind = digits.substr(digits.size() - point);
    behind.resize(static_cast<std::size_t>(decimals), '0');
    if (_fromText)
    {
        // As many digits as a binary number carries, and none that says nothing.
        constexpr std::size_t Digits = 15;
        const std::size_t before = whole == "0" ? std::min(behind.find_first_not_of('0'), behind.size()) : 0;
        const std::size_t kept = whole == "0" ? before + Digits : Digits - std::min(Digits, whole.size());
        if (kept < behind.size())
        {
            Number shorter = shown;
            shorter = *shorter.rounded(static_cast<int64_t>(kept));
            shorter._fromText = true;
            return shorter.toString();
        }
        behind.erase(behind.find_last_not_of('0') + 1);
    }
    const std::string text = behind.empty() ? whole : whole + "." + behind;
    return shown._units.sign() < 0 ? "-" + text : text;
}

} // namespace duijie::plan::formula
