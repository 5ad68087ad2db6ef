#include "JdyClient.h"

#include "JdySay.h"

#include "duijie/sdk/Plugin.h"

namespace duijie::jdy
{

JdyClient::JdyClient(const sdk::Services& services, JdyAuth& auth, JdyGate& gate)
    : _services(services), _auth(auth), _gate(gate)
{
}

JdyVerdict JdyClient::call(CallContext& context, const JdyCall& call, bool needsIds,
                           sdk::JsonDocument& document)
{
    JdyVerdict verdict;
    for (int round = 0; round < 2; ++round)
    {
        std::shared_ptr<const JdySession> session;
        if (const Status status = _auth.session(context, session); status.code != STATUS_OK)
        {
            return withoutSession(context, call, status);
        }
        verdict = once(context, call, needsIds, *session, document);
        if (!verdict.newToken)
        {
            return verdict;
        }
        _auth.refused(*session, verdict.newGrant);
    }
    return verdict;
}

JdyVerdict JdyClient::withoutSession(CallContext&, const JdyCall& call, Status status) const
{
    JdyVerdict verdict;
    verdict.code = static_cast<StatusCode>(status.code);
    verdict.waitMs = status.retry_after_ms;
    if (call.write && (verdict.code == STATUS_UNAVAILABLE || verdict.code == STATUS_UNKNOWN))
    {
        verdict.code = STATUS_NOT_SENT; // only authorisation calls have left
    }
    return verdict; // the sentence is with the context already
}

JdyVerdict JdyClient::once(CallContext& context, const JdyCall& call, bool needsIds,
                           const JdySession& session, sdk::JsonDocument& document)
{
    JdyVerdict verdict;
    Status turn = _services.acquire(context, _auth.bucket());
    if (turn.code == STATUS_OK && _auth.countsSeconds())
    {
        turn = _services.acquire(context, _auth.secondBucket());
    }
    if (turn.code != STATUS_OK)
    {
        verdict.code = static_cast<StatusCode>(turn.code);
        verdict.message = say("jdy_target.no_turn", {call.path});
        return verdict;
    }
    if (call.deadlineMs != 0 && _services.monotonicMs() >= call.deadlineMs)
    {
        verdict.code = STATUS_NOT_SENT;
        verdict.message = say("jdy_target.late", {call.path});
        return verdict;
    }
    const sdk::HttpReply reply = _gate.send(context, call, session.token, session.domain);
    JdyReading how;
    how.write = call.write;
    how.needsIds = needsIds;
    how.audits = call.audits;
    verdict = readReply(reply, how, document);
    if (verdict.limited)
    {
        _services.pause(_auth.bucket(), verdict.waitMs);
    }
    const std::string asked = call.write ? std::string() : queryText(call.query);
    sdk::reportCall(context, reply, call.operation, call.method, call.path, _auth.bucket(), verdict.code,
                    verdict.message, call.write ? call.body : asked);
    if (verdict.code != STATUS_OK)
    {
        verdict.message = say("jdy_target.call", {call.method, call.path, verdict.message});
    }
    const bool harmless = !call.write && verdict.code == STATUS_UNAVAILABLE;
    if (harmless && context.cancelled() != 0)
    {
        verdict.code = STATUS_CANCELLED;
    }
    return verdict;
}

Status statusOf(CallContext& context, const JdyVerdict& verdict)
{
    if (!verdict.message.empty())
    {
        context.fail(sdk::toView(verdict.message));
    }
    return {verdict.code, verdict.waitMs};
}

} // namespace duijie::jdy
