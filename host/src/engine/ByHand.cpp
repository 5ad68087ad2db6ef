#include "engine/ByHand.h"

#include "engine/Adoption.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::engine
{

using store::RecordState;

namespace
{

bool takes(HandWish wish, RecordState state) noexcept
{
    switch (state)
    {
    case RecordState::Received:
    case RecordState::ChangedAfterSync:
        return wish == HandWish::Skip;
    case RecordState::Held:
    case RecordState::Retrying:
    case RecordState::Dead:
    case RecordState::RolledBack:
        return true;
    case RecordState::Invalid:
        return wish != HandWish::Retry;
    case RecordState::Skipped:
    case RecordState::Done:
        return wish == HandWish::Replay;
    default:
        return false; // sending, unknown: a bill may be on its way; rollback_stuck: one stands that must go
    }
}

std::string sentence(RecordState state, const store::RecordRow& row)
{
    return text::say("engine.hand.state." + std::string(store::stateName(state)),
                     {row.number, row.targetNumber, row.reason});
}

} // namespace

std::optional<RecordState> stateByHand(HandWish wish, const std::vector<store::RecordRow>& versions,
                                       std::string& refusal)
{
    const store::RecordRow& row = versions.front();
    if (!takes(wish, row.state))
    {
        refusal = sentence(row.state, row);
        return std::nullopt;
    }
    const bool billed =
        std::any_of(versions.begin() + 1, versions.end(),
                    [](const store::RecordRow& other) { return store::billMayExist(other.state); });
    if (billed && wish != HandWish::Skip)
    {
        refusal = sentence(RecordState::ChangedAfterSync, row);
        return std::nullopt;
    }
    return wish == HandWish::Skip ? RecordState::Skipped : RecordState::Received;
}

std::string bundleProblem(store::Store& store, const std::string& flow, const store::RecordRow& row)
{
    if (!row.isBundle())
    {
        return {};
    }
    const std::vector<store::RecordRow> members = store.members(row.seq);
    for (const store::RecordRow& member : members)
    {
        for (const store::LoadedRecord& version : store.find(flow, member.key))
        {
            // One that waits for this very bill takes the older one's place as soon as the bundle goes back.
            if (version.row.key == member.key && version.row.seq > member.seq &&
                !(version.row.state == RecordState::ChangedAfterSync && store::billMayExist(row.state)))
            {
                return text::say("engine.hand.bundle_changed", {row.key, member.number, member.key});
            }
        }
    }
    return members.empty() ? text::say("engine.hand.bundle_gone", {row.key}) : std::string();
}

bool billIsGone(RunContext& run, const store::RecordRow& row, std::string& refusal)
{
    Bill bill;
    std::string error;
    const Status status = fetchBill(run, row.targetId, row.seq, bill, error);
    if (status.code == STATUS_NOT_FOUND || (status.code == STATUS_OK && !bill.live))
    {
        return true;
    }
    refusal = status.code == STATUS_OK
                  ? text::say("engine.hand.stands", {row.targetNumber, row.number})
                  : text::say("engine.hand.unasked", {row.targetNumber, row.number, error});
    return false;
}

} // namespace duijie::engine
