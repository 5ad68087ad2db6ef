// Single pages, with the patience the gateway needs.
#pragma once

#include "WdtInterfaces.h"
#include "WdtReply.h"
#include "WdtRequest.h"
#include "WdtSettings.h"

#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Services.h"

#include <atomic>
#include <string>

namespace duijie::wdt
{

/// Asks the gateway. One per connection; its only state is what it learned of the vendor's clock.
class WdtFetcher
{
public:
    /// The gateway as HttpClient takes it, path included; throws Poco::SyntaxException on anything else.
    WdtFetcher(const sdk::Services& services, const WdtSettings& settings);

    /// [poll] One page of the interface. Passing faults and limits are waited out through the host's quota,
    /// at most three times each; a new timestamp and signature are made for every try.
    Status fetch(CallContext& context, const WdtInterface& shape, const Params& business, WdtPage& page);

    /// The vendor's clock minus this machine's; 0 when never seen.
    int64_t clockOffsetMs() const noexcept { return _offsetMs; }

    const std::string& bucket() const noexcept { return _bucket; }

private:
    struct Tries
    {
        uint32_t throttled = 0;
        uint32_t transient = 0;
        bool clock = false;
    };

    WdtVerdict callOnce(CallContext& context, const WdtInterface& shape, const Params& business,
                        WdtPage& page);
    void learnClock(const sdk::HttpReply& reply);
    /// True when another try makes sense; the wait for it is then with the host.
    bool again(const WdtVerdict& verdict, Tries& tries);

    sdk::Services _services;
    WdtAccount _account;
    std::string _bucket;
    uint64_t _longestPauseMs;
    sdk::HttpClient _http;
    std::atomic<int64_t> _offsetMs = 0;
    std::atomic<bool> _useVendorClock = false;
};

} // namespace duijie::wdt
