#include "JdyReply.h"

#include "JdySay.h"

#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::jdy
{

namespace
{

constexpr uint32_t LimitWaitMs = 5000;
constexpr uint32_t LockWaitMs = 3000;

constexpr std::string_view TokenLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.%";

struct Envelope
{
    std::string_view errcode;
    std::string_view text;
    bool exists = false;
    bool good = false;
};

Envelope envelopeOf(sdk::JsonValue root, bool codeForm)
{
    Envelope envelope;
    sdk::JsonValue code = root.find("errcode");
    envelope.exists = code.isNumber() || (code.isString() && !code.text().empty());
    envelope.good = envelope.exists && code.text() == "0";
    if (!envelope.exists && codeForm)
    {
        code = root.find("code");
        envelope.exists = code.isNumber() || code.isString();
        envelope.good = code.text() == "200";
    }
    envelope.errcode = code.text();
    for (const std::string_view name : {"description_cn", "description", "msg", "message"})
    {
        envelope.text = envelope.text.empty() ? root.find(name).text() : envelope.text;
    }
    return envelope;
}

/// `text` with every long run of token letters blotted out. Rationale: the authorisation's error texts are
/// needed to find a fault, and may repeat what they were asked with.
std::string withoutSecrets(std::string_view text)
{
    constexpr std::size_t ShortestSecret = 16;
    std::string out;
    while (!text.empty())
    {
        const std::size_t run = std::min(text.find_first_not_of(TokenLetters), text.size());
        out += run >= ShortestSecret ? std::string_view("***") : text.substr(0, run);
        text.remove_prefix(run);
        const std::size_t other = std::min(text.find_first_of(TokenLetters), text.size());
        out += text.substr(0, other);
        text.remove_prefix(other);
    }
    return out;
}

std::string described(const sdk::HttpReply& reply, const Envelope& envelope, JdyErrorKind kind)
{
    const std::string said = reply.confidential ? withoutSecrets(envelope.text) : std::string(envelope.text);
    std::string text =
        say("jdy_target.reply.errcode",
            {sdk::excerpt(envelope.errcode, 20), std::to_string(reply.status), sdk::excerpt(said, 300)});
    for (const std::string_view advice : {adviceFor(kind), adviceForCode(envelope.errcode)})
    {
        text = advice.empty() ? text : say("jdy_target.advised", {text, say(advice)});
    }
    return text;
}

JdyVerdict uncertain(const JdyReading& how, std::string message)
{
    JdyVerdict verdict;
    verdict.code = how.write ? STATUS_UNKNOWN : STATUS_UNAVAILABLE;
    verdict.message = std::move(message);
    return verdict;
}

JdyVerdict noAnswer(const sdk::HttpReply& reply, const JdyReading& how)
{
    JdyVerdict verdict = uncertain(how, reply.error.empty() ? say("jdy_target.no_answer") : reply.error);
    if (reply.outcome == sdk::HttpOutcome::NotSent && how.write)
    {
        verdict.code = STATUS_NOT_SENT;
    }
    return verdict;
}

/// The gateway's own plain-text refusals: it found no way to the service, so the service saw nothing.
bool saysNoRoute(const sdk::HttpReply& reply)
{
    const bool status = reply.status == 404 || reply.status == 519;
    return status && (reply.body.find("No Route") != std::string::npos ||
                      reply.body.find("API Not Found") != std::string::npos);
}

JdyVerdict unreadable(const sdk::HttpReply& reply, const JdyReading& how, const std::string& why)
{
    std::string message = say("jdy_target.reply.unreadable", {std::to_string(reply.status), why});
    if (!reply.body.empty() && !reply.confidential)
    {
        message = say("jdy_target.reply.begins", {message, sdk::excerpt(reply.body, 120)});
    }
    JdyVerdict verdict = uncertain(how, std::move(message));
    if (saysNoRoute(reply))
    {
        verdict.code = STATUS_MISCONFIGURED;
        verdict.message = say("jdy_target.reply.no_route", {verdict.message});
    }
    return verdict;
}

bool namesIds(const sdk::JsonDocument& document)
{
    return !firstId(document).empty();
}

JdyVerdict success(const sdk::HttpReply& reply, const JdyReading& how, const sdk::JsonDocument& document)
{
    if (reply.status < 200 || reply.status > 299)
    {
        return uncertain(how, say("jdy_target.reply.status", {std::to_string(reply.status)}));
    }
    if (how.needsIds && !namesIds(document))
    {
        return uncertain(how, say("jdy_target.reply.no_ids"));
    }
    return {};
}

JdyVerdict failure(const sdk::HttpReply& reply, const JdyReading& how, const Envelope& envelope,
                   const sdk::JsonDocument& document)
{
    JdyErrorKind kind = errorKindOf(envelope.errcode, envelope.text);
    if (how.audits && envelope.text.find("审核失败") != std::string_view::npos)
    {
        kind = JdyErrorKind::AuditFailed; // whatever the reason: the save before it may have succeeded
    }
    if (reply.status == 401)
    {
        kind = kind == JdyErrorKind::GrantInvalid ? kind : JdyErrorKind::TokenExpired;
    }
    JdyVerdict verdict = uncertain(how, described(reply, envelope, kind));
    verdict.errcode = envelope.errcode;
    verdict.vendorText = envelope.text;
    const bool trouble = (reply.status >= 500 && reply.status != 519) || reply.status == 408;
    const bool token =
        kind == JdyErrorKind::TokenExpired; // the vendor's sample has it under a non-2xx status
    if (trouble && !token)
    {
        return verdict;
    }
    if (how.write && namesIds(document))
    {
        verdict.message = say("jdy_target.reply.saved", {verdict.message});
        return verdict;
    }
    applyKind(kind, reply.retryAfterMs, verdict);
    return verdict;
}

} // namespace

void applyKind(JdyErrorKind kind, uint32_t retryAfterMs, JdyVerdict& verdict)
{
    switch (kind)
    {
    case JdyErrorKind::TokenExpired:
    case JdyErrorKind::GrantInvalid:
        verdict.code = STATUS_UNAUTHORIZED;
        verdict.newToken = true;
        verdict.newGrant = kind == JdyErrorKind::GrantInvalid;
        break;
    case JdyErrorKind::Signature:
        verdict.code = STATUS_UNAUTHORIZED;
        break;
    case JdyErrorKind::Throttled:
        verdict.code = STATUS_THROTTLED;
        verdict.limited = true;
        verdict.waitMs = retryAfterMs != 0 ? retryAfterMs : LimitWaitMs;
        break;
    case JdyErrorKind::Locked:
        verdict.code = STATUS_THROTTLED;
        verdict.waitMs = LockWaitMs;
        break;
    case JdyErrorKind::Duplicate:
        verdict.code = STATUS_DUPLICATE;
        break;
    case JdyErrorKind::Refused:
    case JdyErrorKind::Missing:
        verdict.code = STATUS_REJECTED;
        verdict.missing = kind == JdyErrorKind::Missing;
        break;
    case JdyErrorKind::Misconfigured:
        verdict.code = STATUS_MISCONFIGURED;
        break;
    case JdyErrorKind::ServerTrouble:
    case JdyErrorKind::AuditFailed:
    case JdyErrorKind::Unlisted:
        break; // stays uncertain
    }
}

std::string_view firstId(const sdk::JsonDocument& document) noexcept
{
    return document.root().find("data").find("ids").first().text();
}

JdyVerdict readReply(const sdk::HttpReply& reply, const JdyReading& how, sdk::JsonDocument& document)
{
    if (reply.outcome != sdk::HttpOutcome::Answered)
    {
        return noAnswer(reply, how);
    }
    if (reply.status == 429)
    {
        JdyVerdict verdict = uncertain(how, say("jdy_target.reply.limited"));
        applyKind(JdyErrorKind::Throttled, reply.retryAfterMs, verdict);
        return verdict;
    }
    if (reply.body.empty())
    {
        return unreadable(reply, how, say("jdy_target.reply.empty"));
    }
    if (!document.parse(reply.body))
    {
        // The reader's own words show the bytes it stumbled over.
        return unreadable(reply, how,
                          reply.confidential ? say("jdy_target.reply.no_json")
                                             : say("jdy_target.reply.no_json_at", {document.error()}));
    }
    const Envelope envelope = envelopeOf(document.root(), how.codeForm);
    if (!envelope.exists)
    {
        return unreadable(reply, how, say("jdy_target.reply.no_errcode"));
    }
    return envelope.good ? success(reply, how, document) : failure(reply, how, envelope, document);
}

} // namespace duijie::jdy
