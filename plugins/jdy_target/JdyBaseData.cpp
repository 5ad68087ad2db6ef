#include "JdyBaseData.h"

#include "JdySay.h"

#include "duijie/sdk/Digest.h"
#include "duijie/sdk/Plugin.h"
#include "duijie/sdk/Times.h"

#include <charconv>
#include <unordered_set>

namespace duijie::jdy
{

namespace
{

constexpr int MaxReadings = 3;
constexpr std::size_t MillisecondDigits = 13;

int64_t integerOf(std::string_view text, int64_t fallback)
{
    int64_t number = fallback;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

int64_t eventTimeOf(sdk::JsonValue row)
{
    const std::string_view text = row.find("modify_time").text();
    if (const auto parsed = sdk::parseDateTime(text))
    {
        return *parsed;
    }
    return text.size() == MillisecondDigits ? integerOf(text, 0) : 0;
}

} // namespace

JdyBaseData::JdyBaseData(JdyClient& client) : _client(client) {}

Status JdyBaseData::poll(CallContext& context, const PollRequest& request, RecordSink& sink)
{
    JdyListPlan plan;
    if (const std::string wrong = readListPlan(sdk::toStd(request.plan), plan); !wrong.empty())
    {
        return sdk::failed(context, STATUS_MISCONFIGURED, say("jdy_target.failed", {wrong}));
    }
    const std::string_view number = sdk::toStd(request.number);
    return number.empty() ? readList(context, plan, sink) : readOne(context, plan, number, sink);
}

Status JdyBaseData::readList(CallContext& context, const JdyListPlan& plan, RecordSink& sink)
{
    std::string why;
    for (int reading = 0; reading < MaxReadings; ++reading)
    {
        why.clear();
        const Status status = readOnce(context, plan, sink, why);
        if (status.code != STATUS_OK || why.empty())
        {
            return status;
        }
    }
    return sdk::failed(context, STATUS_UNAVAILABLE,
                       say("jdy_target.list.whole", {plan.api, std::to_string(MaxReadings), why}));
}

Status JdyBaseData::readOnce(CallContext& context, const JdyListPlan& plan, RecordSink& sink,
                             std::string& why)
{
    JdyCall call;
    call.operation = "poll";
    call.path = plan.api;
    call.query = plan.params;
    call.query[plan.sizeParam] = std::to_string(plan.pageSize);
    std::unordered_set<std::string> seen;
    int64_t count = 0;
    std::size_t rows = 0;
    sdk::JsonDocument answer;
    for (int64_t page = 1; page == 1 || (rows > 0 && static_cast<int64_t>(seen.size()) < count); ++page)
    {
        call.query[plan.pageParam] = std::to_string(page);
        const JdyVerdict verdict = _client.call(context, call, false, answer);
        if (verdict.code != STATUS_OK)
        {
            return statusOf(context, verdict);
        }
        const sdk::JsonValue data = answer.root().find("data");
        count = integerOf(data.find("count").text(), -1); // a text on base data, a number on bills
        rows = data.find("rows").size();
        for (const sdk::JsonValue row : data.find("rows"))
        {
            std::string key;
            if (const Status status = give(plan, row, sink, key); status.code != STATUS_OK)
            {
                return status;
            }
            seen.insert(std::move(key));
        }
        if (const Status status = sink.pageEnd(count); status.code != STATUS_OK)
        {
            return status;
        }
    }
    if (static_cast<int64_t>(seen.size()) != count)
    {
        why = say("jdy_target.list.rows", {std::to_string(count), std::to_string(seen.size())});
    }
    return sdk::ok();
}

Status JdyBaseData::readOne(CallContext& context, const JdyListPlan& plan, std::string_view number,
                            RecordSink& sink)
{
    JdyCall call;
    call.operation = "poll";
    call.path = plan.detail;
    call.query["number"] = std::string(number);
    sdk::JsonDocument answer;
    const JdyVerdict verdict = _client.call(context, call, false, answer);
    const sdk::JsonValue data = answer.root().find("data");
    // Not found is an error here, not empty data. Vendor: measured by integrators.
    const bool missing = verdict.code == STATUS_REJECTED && verdict.missing;
    const bool other = verdict.code == STATUS_OK && data.find(plan.number).text() != number;
    if (missing || other)
    {
        return sdk::failed(context, STATUS_NOT_FOUND, say("jdy_target.list.nothing", {plan.api, number}));
    }
    if (verdict.code != STATUS_OK)
    {
        return statusOf(context, verdict);
    }
    std::string key;
    const Status status = give(plan, data, sink, key);
    return status.code == STATUS_OK ? sink.pageEnd(1) : status;
}

Status JdyBaseData::give(const JdyListPlan& plan, sdk::JsonValue row, RecordSink& sink, std::string& key)
{
    key.clear();
    bool whole = true;
    for (const std::string& field : plan.key)
    {
        const std::string_view part = row.find(field).text();
        whole = whole && !part.empty();
        key += key.empty() ? "" : "|";
        key += part;
    }
    if (!whole)
    {
        // Kept under a key of its own, so that it is seen and not lost.
        key = "no-id:" + sdk::sha256Hex(row.raw()).substr(0, 16);
    }
    RecordView record{};
    record.size = sizeof(record);
    record.key = sdk::toView(key);
    record.number = sdk::toView(row.find(plan.number).text());
    record.event_time_ms = eventTimeOf(row);
    record.payload = sdk::toView(row.raw());
    return sink.record(record);
}

} // namespace duijie::jdy
