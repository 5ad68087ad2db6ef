#include "engine/ByHand.h"

#include "text/Catalogue.h"

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

} // namespace

std::optional<RecordState> stateByHand(HandWish wish, const store::RecordRow& row, std::string& refusal)
{
    if (takes(wish, row.state))
    {
        return wish == HandWish::Skip ? RecordState::Skipped : RecordState::Received;
    }
    refusal = text::say("engine.hand.state." + std::string(store::stateName(row.state)),
                        {row.number, row.targetNumber});
    return std::nullopt;
}

} // namespace duijie::engine
