#include "Decimal.h"

#include "Text.h"

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kMaxSpan = 60;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/** Steps over digits and tells whether there was at least one. */
bool skipDigits(std::string_view text, std::size_t& at)
{
    const std::size_t from = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at > from;
}

/** Puts the point `places` digits from the right of the digits, filling with zeros where needed. */
std::string placePoint(std::string digits, std::int64_t places)
{
    if (places <= 0)
        return digits.append(static_cast<std::size_t>(-places), '0');
    const auto wanted = static_cast<std::size_t>(places);
    if (digits.size() <= wanted)
        digits.insert(0, wanted + 1 - digits.size(), '0');
    digits.insert(digits.size() - wanted, 1, '.');
    return digits;
}

} // namespace

bool isJsonNumber(std::string_view text)
{
    std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
    const bool leadingZero = at < text.size() && text[at] == '0';
    const std::size_t start = at;
    if (!skipDigits(text, at) || (leadingZero && at - start > 1))
        return false;
    if (at < text.size() && text[at] == '.' && !skipDigits(text, ++at))
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E'))
    {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (!skipDigits(text, at))
            return false;
    }
    return at == text.size();
}

std::optional<std::string> canonicalDecimal(std::string_view text)
{
    if (!isJsonNumber(text))
        return std::nullopt;
    const bool negative = text[0] == '-';
    std::string digits;
    std::int64_t places = 0;
    std::size_t at = negative ? 1 : 0;
    bool afterPoint = false;
    for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at)
    {
        if (text[at] == '.')
        {
            afterPoint = true;
            continue;
        }
        digits += text[at];
        places += afterPoint ? 1 : 0;
    }
    if (at < text.size())
    {
        const bool minus = text[at + 1] == '-';
        const auto exponent = parseDigits(text.substr(at + (minus || text[at + 1] == '+' ? 2 : 1)));
        if (!exponent || *exponent > 1000)
            return std::nullopt;
        places += minus ? *exponent : -*exponent;
    }
    digits.erase(0, digits.find_first_not_of('0'));
    while (!digits.empty() && digits.back() == '0')
    {
        digits.pop_back();
        --places;
    }
    if (digits.empty())
        return "0";
    if (places > kMaxSpan || -places > kMaxSpan || digits.size() > kMaxSpan)
        return std::nullopt;
    return (negative ? "-" : "") + placePoint(std::move(digits), places);
}

std::size_t decimalPlaces(std::string_view canonical)
{
    const std::size_t point = canonical.find('.');
    return point == std::string_view::npos ? 0 : canonical.size() - point - 1;
}

std::size_t integerDigits(std::string_view canonical)
{
    const std::size_t sign = !canonical.empty() && canonical[0] == '-' ? 1 : 0;
    const std::size_t point = canonical.find('.');
    return (point == std::string_view::npos ? canonical.size() : point) - sign;
}

void appendFourDecimals(std::string& out, std::int64_t value)
{
    if (value < 0)
        out += '-';
    const auto plain = static_cast<std::uint64_t>(value < 0 ? -value : value);
    appendPadded(out, plain / 10000, 1);
    out += '.';
    appendPadded(out, plain % 10000, 4);
}

void appendTenThousandths(std::string& out, std::int64_t value)
{
    appendFourDecimals(out, value);
    while (out.back() == '0')
        out.pop_back();
    if (out.back() == '.')
        out.pop_back();
}

} // namespace duijie::sandbox
