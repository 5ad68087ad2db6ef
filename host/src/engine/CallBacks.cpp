#include "engine/CallBacks.h"

#include "engine/RecordMapper.h"

#include "plan/CallBack.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>

namespace duijie::engine
{

namespace
{

plan::TimeVariables timesOf(const FlowParts& flow, int64_t nowMs)
{
    plan::TimeVariables times;
    times.lastSyncMs = times.currentMs = times.nowMs = nowMs;
    times.offsetMinutes = flow.offsetMinutes;
    return times;
}

// The row, its key and its number; a sentence when it has none.
std::string make(const FlowParts& flow, sdk::JsonValue row, const plan::WrittenBill& bill, int64_t nowMs,
                 store::Forwarded& out)
{
    plan::Mapped mapped;
    flow.targetPlan->callBack()->map(row, bill, timesOf(flow, nowMs), mapped);
    out.payload = mapped.body.empty() ? "{}" : mapped.body;
    if (!mapped.ok())
    {
        return text::say("engine.callback.value", {flow.callBack->flow, joinErrors(mapped.errors, flow)});
    }
    sdk::JsonDocument told;
    told.parse(out.payload);
    out.key = told.root().find(flow.callBack->idField).text();
    out.number = told.root().find(flow.callBack->numberField).text();
    return out.key.empty() ? text::say("engine.callback.key", {flow.callBack->flow, flow.callBack->idField})
                           : std::string();
}

store::Forwarded forwarded(const FlowParts& flow, const store::LoadedRecord& written)
{
    store::Forwarded out;
    out.flow = flow.callBack->flow;
    out.eventMs = written.row.changedMs;
    sdk::JsonDocument row;
    row.parse(written.payload);
    const plan::WrittenBill bill{written.row.targetId, written.row.targetNumber};
    out.reason = make(flow, row.root(), bill, written.row.changedMs, out);
    if (!out.reason.empty())
    {
        // The target named no bill where it should have: seen there by a person, never dropped.
        out.state = store::RecordState::Invalid;
        out.key = out.key.empty() ? written.row.key : out.key;
        out.number = out.number.empty() ? written.row.number : out.number;
    }
    const auto digest = sdk::sha256(out.payload);
    std::copy_n(digest.begin(), out.digest.size(), out.digest.begin());
    return out;
}

} // namespace

std::string callBackProblem(const RunContext& run, sdk::JsonValue row)
{
    store::Forwarded tried;
    const plan::WrittenBill some{"1", "1"};
    return run.flow.callBack ? make(run.flow, row, some, run.shared.time.nowMs(), tried) : std::string();
}

CallBackOffer::CallBackOffer(const RunContext& run) : _run(run)
{
    if (run.flow.callBack)
    {
        run.shared.store.forward(run.flow.name, [&flow = run.flow](const store::LoadedRecord& written)
                                 { return forwarded(flow, written); });
    }
}

CallBackOffer::~CallBackOffer()
{
    if (_run.flow.callBack)
    {
        _run.shared.store.forward(_run.flow.name, {});
    }
}

} // namespace duijie::engine
