#include "engine/Renewal.h"

#include "engine/Adoption.h"
#include "engine/Door.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::engine
{

using store::RecordState;

namespace
{

constexpr int AtATime = 64;

// The step by which a connector takes a draft back.
const std::string DeleteStep = "delete";

std::string nameOf(const store::RecordRow& row)
{
    return row.targetNumber.empty() ? row.targetId : row.targetNumber;
}

RecordView viewOf(const store::LoadedRecord& record)
{
    RecordView view{};
    view.size = sizeof(RecordView);
    view.key = sdk::toView(record.row.key);
    view.number = sdk::toView(record.row.number);
    view.payload = sdk::toView(record.payload);
    view.event_time_ms = record.row.eventMs;
    return view;
}

} // namespace

int64_t Renewal::renew()
{
    int64_t lowest = 0;
    if (_run.flow.onChange != OnChange::UpdateUnaudited || _run.flow.withdraw == nullptr)
    {
        return lowest;
    }
    for (;;)
    {
        const auto records =
            _run.shared.store.load(_run.flow.name, RecordState::ChangedAfterSync, _after, AtATime);
        for (const store::LoadedRecord& record : records)
        {
            if (_run.stopping())
            {
                return lowest;
            }
            _after = record.row.seq;
            if (renewOne(record) && lowest == 0)
            {
                lowest = record.row.seq;
            }
        }
        if (records.empty())
        {
            return lowest;
        }
    }
}

// True when the older version made way.
bool Renewal::renewOne(const store::LoadedRecord& record)
{
    store::RecordRow older;
    for (const store::LoadedRecord& version : _run.shared.store.find(_run.flow.name, record.row.key))
    {
        if (version.row.state == RecordState::ChangedAfterSync && version.row.seq > record.row.seq)
        {
            return false; // the newest decides, and takes this one's place
        }
        if (store::billMayExist(version.row.state) && version.row.key == record.row.key)
        {
            older = version.row;
        }
    }
    if (older.state != RecordState::Done || older.targetId.empty())
    {
        return false; // being written, unclear or stuck: that comes to its own end first
    }
    std::string reason;
    if (mayGo(record, older, reason))
    {
        return giveUp(older);
    }
    keep(record.row, reason);
    return false;
}

// What cannot be written must not cost a bill that stands.
bool Renewal::mayGo(const store::LoadedRecord& newer, const store::RecordRow& older, std::string& reason)
{
    const RecordView view = viewOf(newer);
    const Admission admission = admit(_run, judge(*_run.flow.sourcePlan, _document, view));
    if (admission.state == RecordState::Invalid)
    {
        reason = text::say("engine.renew.unwritable", {nameOf(older), admission.reason});
        return false;
    }
    if (admission.state == RecordState::Received)
    {
        const Mapping mapping = _mapper.map(newer.row.key, newer.row.number, newer.payload);
        if (mapping.outcome != Mapping::Outcome::Ready)
        {
            reason = text::say("engine.renew.unwritable", {nameOf(older), mapping.reason});
            return false;
        }
    }
    bool gone = false;
    return stillOurs(older, reason, gone) && (gone || withdraw(older, reason));
}

// The bill as it was written, or gone by a step of ours whose answer was lost.
bool Renewal::stillOurs(const store::RecordRow& older, std::string& reason, bool& gone)
{
    const auto intent = _run.shared.store.lastIntent(older.seq);
    if (!intent)
    {
        reason = text::say("engine.renew.adopted", {nameOf(older)});
        return false;
    }
    Bill bill;
    std::string error;
    const Status status = fetchBill(_run, older.targetId, older.seq, bill, error);
    if (status.code == STATUS_NOT_FOUND || (status.code == STATUS_OK && !bill.live))
    {
        const auto steps = _run.shared.store.steps(older.seq);
        gone = std::any_of(steps.begin(), steps.end(),
                           [&](const store::StepRow& step)
                           { return step.step == DeleteStep && step.targetId == older.targetId; });
        reason = text::say("engine.renew.gone", {nameOf(older)});
        return gone;
    }
    if (status.code != STATUS_OK)
    {
        reason = text::say("engine.renew.unread", {nameOf(older), error});
        return false;
    }
    if (!sameContent(bill, intent->fingerprint))
    {
        reason = text::say("engine.renew.edited", {nameOf(older)});
        return false;
    }
    return true;
}

bool Renewal::withdraw(const store::RecordRow& older, std::string& reason)
{
    CallScope scope(_run.tag(_run.flow.targetConnection, older.seq), _run.shared, &_run.shared.store);
    const Status status = _run.flow.withdraw->withdraw(scope, sdk::toView(_run.flow.targetPlan->api()),
                                                       sdk::toView(older.targetId));
    _run.shared.store.writeOutcome({}, scope.takeCalls(), [](const store::WriteResult&) {});
    const std::string said =
        scope.message(text::say("engine.plugin.silent", {_run.flow.targetConnection, "withdraw"}));
    if (status.code == STATUS_UNAUTHORIZED || status.code == STATUS_MISCONFIGURED)
    {
        _run.halt(said);
    }
    reason = text::say(status.code == STATUS_REJECTED ? "engine.renew.audited" : "engine.renew.unread",
                       {nameOf(older), said});
    return status.code == STATUS_OK;
}

void Renewal::keep(const store::RecordRow& row, const std::string& reason)
{
    if (row.reason == reason || _run.stopping())
    {
        return;
    }
    store::Transition transition;
    transition.seq = row.seq;
    transition.from = RecordState::ChangedAfterSync;
    transition.to = RecordState::ChangedAfterSync;
    transition.reason = reason;
    write(std::move(transition));
}

// With this the store lets the newest version take the older one's place, in one transaction.
bool Renewal::giveUp(const store::RecordRow& older)
{
    store::Transition transition;
    transition.seq = older.seq;
    transition.from = RecordState::Done;
    transition.to = RecordState::Skipped;
    transition.reason = text::say("engine.renew.done", {nameOf(older)});
    transition.batch = 0; // its batch was whole; this is no undoing of it
    ++_run.progress.renewed;
    return write(std::move(transition));
}

bool Renewal::write(store::Transition transition)
{
    const store::WriteResult result = _run.shared.store.durably(
        [&](store::Done done)
        { _run.shared.store.writeOutcome({std::move(transition)}, {}, std::move(done)); });
    if (!result.ok)
    {
        _run.haltForStore(result.error);
    }
    return result.ok && result.applied == 1;
}

} // namespace duijie::engine
