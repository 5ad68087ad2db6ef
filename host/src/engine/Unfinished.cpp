#include "engine/Unfinished.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

namespace duijie::engine
{

using store::RecordState;

namespace
{

bool refusedForGood(const Status& status) noexcept
{
    return status.code == STATUS_REJECTED || status.code == STATUS_UNSUPPORTED;
}

Status finishBill(RunContext& run, const std::string& id, int64_t seq, std::string& error)
{
    CallScope scope(run.tag(run.flow.targetConnection, seq), run.shared, &run.shared.store);
    const Status status =
        run.flow.finish->finish(scope, sdk::toView(run.flow.targetPlan->api()), sdk::toView(id));
    run.shared.store.writeOutcome({}, scope.takeCalls(), [](const store::WriteResult&) {});
    error = scope.message(text::say("engine.plugin.silent", {run.flow.targetConnection, "finish"}));
    return status;
}

void haltWhenUseless(RunContext& run, const Status& status, const std::string& error)
{
    if (status.code == STATUS_UNAUTHORIZED || status.code == STATUS_MISCONFIGURED)
    {
        run.halt(error);
    }
}

Closing takeAway(RunContext& run, const LookUp& found, int64_t seq, const std::string& why)
{
    std::string error;
    const Status status = undoBill(run, found.id, seq, error);
    if (status.code == STATUS_OK)
    {
        return {RecordState::Dead, text::say("engine.finish.removed", {found.number, why})};
    }
    if (refusedForGood(status))
    {
        return {RecordState::RollbackStuck, text::say("engine.finish.stuck", {found.number, why, error})};
    }
    haltWhenUseless(run, status, error);
    return {RecordState::Unknown, text::say("engine.lookup.failed", {error})};
}

} // namespace

Status undoBill(RunContext& run, const std::string& id, int64_t seq, std::string& error)
{
    if (run.flow.undo == nullptr)
    {
        error = text::say("engine.undo.unsupported", {run.flow.targetConnection, id});
        return {STATUS_UNSUPPORTED, 0};
    }
    CallScope scope(run.tag(run.flow.targetConnection, seq), run.shared, &run.shared.store);
    const Status status =
        run.flow.undo->undo(scope, sdk::toView(run.flow.targetPlan->api()), sdk::toView(id));
    run.shared.store.writeOutcome({}, scope.takeCalls(), [](const store::WriteResult&) {});
    error = scope.message(text::say("engine.plugin.silent", {run.flow.targetConnection, "undo"}));
    return status;
}

Closing closeUnfinished(RunContext& run, const LookUp& found, int64_t seq, bool remove)
{
    if (run.flow.finish == nullptr)
    {
        return {RecordState::Dead, found.reason};
    }
    std::string error;
    const Status status = finishBill(run, found.id, seq, error);
    if (status.code == STATUS_OK)
    {
        return {RecordState::Done, text::say("engine.finish.done", {found.number})};
    }
    if (refusedForGood(status))
    {
        return remove ? takeAway(run, found, seq, error)
                      : Closing{RecordState::Dead, text::say("engine.finish.refused", {found.number, error})};
    }
    haltWhenUseless(run, status, error);
    return {RecordState::Unknown, text::say("engine.lookup.failed", {error})};
}

} // namespace duijie::engine
