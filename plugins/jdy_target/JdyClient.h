// One business call: token, quota, signature, classification, call log.
#pragma once

#include "JdyAuth.h"

namespace duijie::jdy
{

/// Thread-safe.
class JdyClient
{
public:
    JdyClient(const sdk::Services& services, JdyAuth& auth, JdyGate& gate);

    /// Carries `call` out; `document` holds the answer. A request is sent again only after an answer that
    /// proves that the token was refused, and then once. The sentence of a failure is in the verdict,
    /// complete.
    JdyVerdict call(CallContext& context, const JdyCall& call, bool needsIds, sdk::JsonDocument& document);

private:
    JdyVerdict once(CallContext& context, const JdyCall& call, bool needsIds, const JdySession& session,
                    sdk::JsonDocument& document);
    JdyVerdict withoutSession(CallContext& context, const JdyCall& call, Status status) const;

    const sdk::Services& _services;
    JdyAuth& _auth;
    JdyGate& _gate;
};

/// Gives the verdict's sentence to `context` and returns its status.
Status statusOf(CallContext& context, const JdyVerdict& verdict);

} // namespace duijie::jdy
