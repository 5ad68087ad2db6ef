#include "JdyAuth.h"

#include "JdySay.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Plugin.h"
#include "duijie/sdk/Seal.h"

namespace duijie::jdy
{

namespace
{

constexpr std::string_view StateName = "session";
constexpr std::string_view AuthorisePath = "/jdyconnector/app_management/push_app_authorize";
constexpr std::string_view TokenPath = "/jdyconnector/app_management/kingdee_auth_token";
// On the token endpoint this code means "the app secret has changed". Vendor: measured by integrators.
constexpr std::string_view SecretChanged = "1030002006";

JdyVerdict problem(StatusCode code, std::string message)
{
    JdyVerdict verdict;
    verdict.code = code;
    verdict.message = std::move(message);
    return verdict;
}

} // namespace

JdyAuth::JdyAuth(const sdk::Services& services, const JdyAccount& account, JdyGate& gate)
    : _services(services), _account(account), _gate(gate),
      _owner(sdk::sha256Hex(account.baseUrl + '\n' + account.clientId + '\n' + account.outerInstanceId +
                            '\n' + account.account)),
      _bucket("jdy:" + account.outerInstanceId), _secondBucket("jdy-second:" + account.clientId),
      _tokenBucket("jdy-token:" + account.outerInstanceId)
{
}

void JdyAuth::restore()
{
    _restored = true;
    const auto kept = _services.state(StateName);
    const auto json = kept ? sdk::unseal(_account.clientSecret, *kept) : std::nullopt;
    auto session = json ? JdySession::fromJson(*json, _owner) : std::nullopt;
    if (session && domainProblem(session->domain, _account).empty())
    {
        _services.conceal(session->token);
        _session = std::make_shared<const JdySession>(std::move(*session));
    }
}

Status JdyAuth::session(CallContext& context, std::shared_ptr<const JdySession>& out)
{
    const uint64_t before = _failures;
    const std::lock_guard lock(_mutex);
    if (!_restored)
    {
        restore();
    }
    if (_session && _services.nowMs() < _session->expiresMs)
    {
        out = _session;
        return sdk::ok();
    }
    if (_failures != before)
    {
        // It failed while this thread waited for it: asking again at once would only be refused again.
        context.fail(sdk::toView(_failureText));
        return _failure;
    }
    const Status status = renew(context);
    out = _session;
    return status;
}

Status JdyAuth::renew(CallContext& context)
{
    _session.reset();
    const bool known = _grant.has_value();
    JdyVerdict verdict = known ? JdyVerdict{} : authorise(context);
    if (verdict.code == STATUS_OK)
    {
        verdict = fetchToken(context);
    }
    if (verdict.errcode == SecretChanged || (known && verdict.code == STATUS_UNAUTHORIZED))
    {
        // The secret changes every 24 hours: fetch it anew, once.
        _grant.reset();
        verdict = authorise(context);
        verdict = verdict.code == STATUS_OK ? fetchToken(context) : verdict;
    }
    if (verdict.code == STATUS_OK)
    {
        return sdk::ok();
    }
    if (verdict.code == STATUS_CANCELLED)
    {
        return {STATUS_CANCELLED, 0};
    }
    // Whatever the authorisation refuses for good is a matter of credentials.
    const bool refusal = verdict.code == STATUS_REJECTED || verdict.code == STATUS_DUPLICATE;
    if (refusal || verdict.code == STATUS_UNAUTHORIZED)
    {
        _grant.reset();
    }
    _failure = {refusal ? STATUS_UNAUTHORIZED : verdict.code, verdict.waitMs};
    _failureText = say("jdy_target.auth.failed", {_account.outerInstanceId, verdict.message});
    ++_failures;
    context.fail(sdk::toView(_failureText));
    return _failure;
}

JdyVerdict JdyAuth::call(CallContext& context, const JdyCall& request, const std::string& bucket,
                         sdk::JsonDocument& document)
{
    if (const Status turn = _services.acquire(context, bucket); turn.code != STATUS_OK)
    {
        return problem(static_cast<StatusCode>(turn.code), say("jdy_target.auth.no_turn"));
    }
    sdk::HttpReply reply = _gate.send(context, request, {}, {});
    reply.confidential = true; // holds the app secret or the token, in whatever shape it came
    JdyReading how;
    how.codeForm = true;
    JdyVerdict verdict = readReply(reply, how, document);
    if (verdict.limited)
    {
        _services.pause(bucket, verdict.waitMs);
    }
    sdk::reportCall(context, reply, request.operation, request.method, request.path, bucket, verdict.code,
                    verdict.message);
    return verdict;
}

JdyVerdict JdyAuth::authorise(CallContext& context)
{
    JdyCall request;
    request.operation = "authorize";
    request.method = "POST";
    request.path = AuthorisePath;
    request.query["outerInstanceId"] = _account.outerInstanceId;
    request.body = "{}";
    sdk::JsonDocument document;
    JdyVerdict verdict = call(context, request, _bucket, document);
    if (verdict.code != STATUS_OK)
    {
        return verdict;
    }
    std::string why;
    auto grant = chooseGrant(document.root().find("data"), _account.account, why);
    if (!grant)
    {
        return problem(STATUS_MISCONFIGURED, why);
    }
    if (const std::string wrong = domainProblem(grant->domain, _account); !wrong.empty())
    {
        return problem(STATUS_MISCONFIGURED, wrong);
    }
    _services.conceal(grant->appSecret);
    _grant = std::move(grant);
    return verdict;
}

JdyVerdict JdyAuth::fetchToken(CallContext& context)
{
    JdyCall request;
    request.operation = "token";
    request.path = TokenPath;
    request.query["app_key"] = _grant->appKey;
    request.query["app_signature"] = appSignature(_grant->appKey, _grant->appSecret);
    _services.conceal(request.query["app_signature"]);
    sdk::JsonDocument document;
    const JdyVerdict verdict = call(context, request, _tokenBucket, document);
    return verdict.code == STATUS_OK ? takeToken(document) : verdict;
}

JdyVerdict JdyAuth::takeToken(const sdk::JsonDocument& document)
{
    auto session = std::make_shared<JdySession>();
    session->token = std::string(document.root().find("data").find("app-token").text());
    if (session->token.empty())
    {
        return problem(STATUS_UNAVAILABLE, say("jdy_target.auth.no_token"));
    }
    _services.conceal(session->token);
    session->domain = _grant->domain;
    session->expiresMs = expiryOf(session->token, _services.nowMs());
    // A token opens the account book: it is stored only under the secret that the configuration refers to.
    _services.putState(StateName, sdk::seal(_account.clientSecret, session->toJson(_owner)));
    _session = std::move(session);
    return {};
}

void JdyAuth::refused(const JdySession& used, bool grantToo)
{
    const std::lock_guard lock(_mutex);
    if (!_session || _session->token != used.token)
    {
        return; // another thread was refused first, and has renewed it already
    }
    _session.reset();
    _services.putState(StateName, "");
    if (grantToo)
    {
        _grant.reset();
    }
}

} // namespace duijie::jdy
