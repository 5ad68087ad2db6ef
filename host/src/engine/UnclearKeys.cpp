#include "engine/UnclearKeys.h"

#include <climits>

namespace duijie::engine
{

using store::RecordState;

void UnclearKeys::load(RunContext& run)
{
    if (!run.flow.groups())
    {
        return;
    }
    for (const RecordState state : {RecordState::Sending, RecordState::Unknown, RecordState::Retrying})
    {
        for (const store::RecordRow& row : run.shared.store.rows(run.flow.name, state, INT_MAX))
        {
            if (const auto intent = run.shared.store.lastIntent(row.seq))
            {
                _keys[{intent->scope, intent->naturalKey}] = row.key;
            }
        }
    }
}

std::string UnclearKeys::heldBy(const std::string& scope, const std::string& naturalKey,
                                const std::string& key) const
{
    const auto found = _keys.find({scope, naturalKey});
    return found == _keys.end() || found->second == key ? std::string() : found->second;
}

} // namespace duijie::engine
