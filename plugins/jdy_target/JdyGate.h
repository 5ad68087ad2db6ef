// Signed calls, without any meaning attached.
#pragma once

#include "JdySign.h"

#include "duijie/sdk/HttpClient.h"
#include "duijie/sdk/Services.h"

#include <atomic>
#include <string>
#include <string_view>

namespace duijie::jdy
{

/// The settings of one connection.
struct JdyAccount
{
    std::string baseUrl;
    std::string clientId;
    std::string clientSecret;
    std::string outerInstanceId;
    std::string account;        ///< accountId or accountName; empty: there must be exactly one valid row
    std::string routingDomains; ///< comma list of host suffixes that X-GW-Router-Addr may have
    bool countsSeconds = true;  ///< calls are limited by the second too
};

/// One request.
struct JdyCall
{
    std::string_view operation; ///< word for the call log
    std::string_view method = "GET";
    std::string_view path;
    Query query;
    std::string_view body;
    bool write = false;     ///< may change something in the account book
    bool audits = false;    ///< saves and audits in one
    int64_t deadlineMs = 0; ///< Clock::monotonicMs after which it must not leave any more; 0: none
};

/// Signs and sends. Thread-safe.
class JdyGate
{
public:
    /// Throws Poco::SyntaxException when the base URL is none.
    JdyGate(const sdk::Services& services, const JdyAccount& account, const sdk::HttpLimits& limits);

    /// Sends once with a nonce, a timestamp and a signature made at this moment: the vendor refuses a used
    /// one. `token` and `domain` are left out when empty.
    sdk::HttpReply send(CallContext& context, const JdyCall& call, std::string_view token,
                        std::string_view domain);

    /// The vendor's clock minus this machine's, from its last answer; 0 when never seen.
    int64_t clockOffsetMs() const noexcept { return _offsetMs; }

private:
    const sdk::Services& _services;
    const JdyAccount& _account;
    sdk::HttpClient _http;
    std::atomic<int64_t> _offsetMs = 0;
};

} // namespace duijie::jdy
