// Tokens: fetched once for all threads, kept over restarts, renewed when they end or are refused.
#pragma once

#include "JdyGate.h"
#include "JdyReply.h"
#include "JdySession.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace duijie::jdy
{

/// Thread-safe. Vendor: authorisation and token pages; a token lives 24 hours, must be kept, and may be asked
/// for twice a minute.
class JdyAuth
{
public:
    JdyAuth(const sdk::Services& services, const JdyAccount& account, JdyGate& gate);

    /// A usable session. One thread at a time renews; the others wait for it and share what came of it. Not
    /// STATUS_OK: the sentence has been given to `context`, and nothing but authorisation calls has left.
    Status session(CallContext& context, std::shared_ptr<const JdySession>& out);

    /// The vendor refused this session: the next call renews it. A session that was replaced meanwhile is
    /// left alone.
    void refused(const JdySession& used, bool grantToo);

    /// Quota buckets: business calls of this instance by the minute, those of the application by the second,
    /// and token calls.
    const std::string& bucket() const noexcept { return _bucket; }
    const std::string& secondBucket() const noexcept { return _secondBucket; }
    /// False: no limit by the second is wanted, so no turn is asked for.
    bool countsSeconds() const noexcept { return _account.countsSeconds; }
    const std::string& tokenBucket() const noexcept { return _tokenBucket; }

private:
    Status renew(CallContext& context);
    JdyVerdict authorise(CallContext& context);
    JdyVerdict fetchToken(CallContext& context);
    JdyVerdict call(CallContext& context, const JdyCall& request, const std::string& bucket,
                    sdk::JsonDocument& document);
    JdyVerdict takeToken(const sdk::JsonDocument& document);
    void restore();

    const sdk::Services& _services;
    const JdyAccount& _account;
    JdyGate& _gate;
    std::string _owner; ///< digest of what a kept session belongs to
    std::string _bucket;
    std::string _secondBucket;
    std::string _tokenBucket;

    std::mutex _mutex;
    bool _restored = false;
    std::optional<JdyGrant> _grant;
    std::shared_ptr<const JdySession> _session;
    std::atomic<uint64_t> _failures = 0;
    Status _failure{};
    std::string _failureText;
};

} // namespace duijie::jdy
