#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::sandbox
{

/** True when the text is a number by the JSON grammar. */
bool isJsonNumber(std::string_view text);

/**
 * The plain canonical text of a JSON number: no exponent, no trailing zeros after the point, no "-0".
 * Two numbers are equal exactly when their canonical texts are; no binary fraction is ever involved.
 * Nothing when the text is no JSON number or spans more than 60 digits.
 */
std::optional<std::string> canonicalDecimal(std::string_view text);

/** Digits after the point of a canonical decimal. */
std::size_t decimalPlaces(std::string_view canonical);

/** Digits before the point of a canonical decimal. */
std::size_t integerDigits(std::string_view canonical);

/** Appends a count of ten-thousandths with as few decimals as it needs: 32500 → 3.25, 30000 → 3. */
void appendTenThousandths(std::string& out, std::int64_t value);

/** Appends a count of ten-thousandths with all four decimals: 32500 → 3.2500. */
void appendFourDecimals(std::string& out, std::int64_t value);

} // namespace duijie::sandbox
