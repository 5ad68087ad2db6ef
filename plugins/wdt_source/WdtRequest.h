// One call, as it goes over the wire.
#pragma once

#include "DirectSign.h"
#include "TopSign.h"
#include "WdtInterfaces.h"

#include <cstdint>
#include <string>

namespace duijie::wdt
{

/// Who answers.
enum class WdtMode
{
    Qimen, ///< the platform's gateway: one address, method as a parameter
    Direct ///< 旺店通's own open API: a page for each interface
};

/// Who calls, and how calls are signed.
struct WdtAccount
{
    std::string appKey;
    std::string appSecret;
    std::string targetAppKey; ///< Qimen only
    std::string sid;
    std::string signWord = "md5"; ///< Qimen only; as sent
    SignMethod signMethod = SignMethod::Md5;
    WdtMode mode = WdtMode::Qimen;
    LengthUnit lengths = LengthUnit::Characters; ///< Direct only
};

/// The parts of a request.
struct WdtWire
{
    std::string page;  ///< path behind the gateway's own; empty: none
    std::string query; ///< percent-encoded; empty: none
    std::string body;  ///< form, percent-encoded
    std::string asked; ///< the business parameters without keys and signature: for the call log
};

/// Qimen: platform parameters go into the query and business parameters (the sid among them) into the form,
/// as the vendor's own client sends them; the signature covers both, the timestamp is China time. Direct:
/// everything goes into the form, the timestamp is epoch seconds. `vendorNowMs` becomes the timestamp.
WdtWire buildWire(const WdtAccount& account, const WdtInterface& shape, const Params& business,
                  int64_t vendorNowMs);

} // namespace duijie::wdt
