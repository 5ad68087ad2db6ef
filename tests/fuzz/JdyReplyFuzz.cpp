// One answer of Kingdee: a success is certain, and what is not certain of a write is unknown.
#include "Rules.h"

#include "JdyReply.h"

namespace duijie::fuzz
{

namespace
{

constexpr std::string_view Secret = "S3cretS3cretS3cretS3cret"; // stands in seeds

jdy::JdyReading readingOf(std::size_t bits)
{
    jdy::JdyReading how;
    how.write = (bits & 1) != 0;
    how.needsIds = (bits & 2) != 0;
    how.audits = (bits & 4) != 0;
    how.codeForm = (bits & 8) != 0;
    return how;
}

void checkSuccess(const sdk::HttpReply& reply, const jdy::JdyReading& how, const sdk::JsonDocument& document)
{
    const std::string_view code = document.root().find("errcode").text();
    const bool codeForm = how.codeForm && document.root().find("code").text() == "200";
    hold(reply.outcome == sdk::HttpOutcome::Answered && reply.status >= 200 && reply.status < 300,
         "a success is an answer with 2xx", reply.body);
    hold(code == "0" || codeForm, "a success says so", reply.body);
    hold(!how.needsIds || !jdy::firstId(document).empty(), "a save without ids is no success", reply.body);
}

} // namespace

void target(Input& input)
{
    constexpr int Statuses[] = {200, 200, 200, 200, 201, 400, 401, 404, 408, 429, 500, 504, 519};
    const jdy::JdyReading how = readingOf(input.choice(16));
    sdk::HttpReply reply;
    reply.outcome = static_cast<sdk::HttpOutcome>(input.choice(16) < 14 ? 0 : 2);
    reply.status = Statuses[input.choice(13)];
    reply.confidential = input.choice(2) == 1;
    const std::size_t cut = input.choice(256);
    reply.body = input.rest();
    sdk::JsonDocument document;
    const jdy::JdyVerdict verdict = jdy::readReply(reply, how, document);
    hold((verdict.code == STATUS_OK) == verdict.message.empty(), "only what failed has a sentence",
         reply.body);
    hold(!reply.confidential || verdict.message.find(Secret) == std::string::npos, "no secret is told",
         verdict.message);
    hold(!verdict.newToken || verdict.code == STATUS_UNAUTHORIZED, "a new token is asked for a refusal only");
    if (reply.outcome != sdk::HttpOutcome::Answered)
    {
        hold(verdict.code == (how.write ? STATUS_UNKNOWN : STATUS_UNAVAILABLE),
             "a lost answer is not certain");
        return;
    }
    if (verdict.code == STATUS_OK)
    {
        checkSuccess(reply, how, document);
    }
    else if (how.write && reply.status == 200 && !jdy::firstId(document).empty())
    {
        hold(verdict.code == STATUS_UNKNOWN || verdict.newToken,
             "ids beside an error: something may be saved", reply.body);
    }
    const std::size_t whole = reply.body.find_last_not_of(" \t\r\n") + 1;
    if (reply.status == 200 && whole > 0 && verdict.code == STATUS_OK)
    {
        reply.body.resize(whole * cut / 256);
        const StatusCode code = jdy::readReply(reply, how, document).code;
        hold(code == (how.write ? STATUS_UNKNOWN : STATUS_UNAVAILABLE), "a success cut short is not certain",
             input.rest());
    }
}

} // namespace duijie::fuzz
