// One call to the gateway, as it goes over the wire.
#pragma once

#include "TopSign.h"

#include <cstdint>
#include <string>

namespace duijie::wdt
{

/// Who calls, and how calls are signed.
struct WdtAccount
{
    std::string appKey;
    std::string appSecret;
    std::string targetAppKey;
    std::string sid;
    std::string signWord = "md5"; ///< as sent
    SignMethod signMethod = SignMethod::Md5;
};

/// Query string and form body, percent-encoded.
struct WdtWire
{
    std::string query;
    std::string body;
};

/// Platform parameters go into the query and business parameters (the sid among them) into the form, as the
/// vendor's own client sends them; the signature covers both. `vendorNowMs` becomes the timestamp, in China
/// time.
WdtWire buildWire(const WdtAccount& account, const std::string& api, const Params& business,
                  int64_t vendorNowMs);

} // namespace duijie::wdt
