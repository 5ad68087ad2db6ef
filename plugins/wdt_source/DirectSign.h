// The signature of 旺店通's own open API, which the direct mode uses.
#pragma once

#include "TopSign.h"

#include <string>

namespace duijie::wdt
{

/// What the lengths in the signed text count. Published clients disagree; it only matters beyond ASCII.
enum class LengthUnit
{
    Characters, ///< as the vendor's own client does
    Bytes
};

/// Text that is signed: every parameter but `sign` in byte order as NN-name:VVVV-value (lengths of at least
/// two and four digits), joined by semicolons; empty values are left out, as they are not sent. Vendor: open
/// API, signature.
std::string directPacked(const Params& params, LengthUnit unit);

/// Lower-case hexadecimal MD5 of the packed text and the secret. Vendor: open API, signature.
std::string directSign(const Params& params, const std::string& secret, LengthUnit unit);

} // namespace duijie::wdt
