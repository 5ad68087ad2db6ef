#include "DirectSign.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>

namespace duijie::wdt
{

namespace
{

/// "<length>-<text>" with the length padded to `digits`.
std::string measured(std::string_view text, std::size_t digits, LengthUnit unit)
{
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    const auto characters = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
    const std::string length = std::to_string(unit == LengthUnit::Bytes ? text.size() : characters);
    const std::size_t missing = digits > length.size() ? digits - length.size() : 0;
    return std::string(missing, '0') + length + "-" + std::string(text);
}

} // namespace

std::string directPacked(const Params& params, LengthUnit unit)
{
    std::string text;
    for (const auto& [name, value] : params)
    {
        if (name.empty() || value.empty() || name == "sign")
        {
            continue;
        }
        text += text.empty() ? "" : ";";
        text += measured(name, 2, unit) + ":" + measured(value, 4, unit);
    }
    return text;
}

std::string directSign(const Params& params, const std::string& secret, LengthUnit unit)
{
    return sdk::md5Hex(directPacked(params, unit) + secret);
}

} // namespace duijie::wdt
