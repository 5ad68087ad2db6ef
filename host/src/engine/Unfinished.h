// Bills that were saved and not released: a save whose audit failed, or a crash between the two.
#pragma once

#include "engine/Adoption.h"

#include "store/Records.h"

#include <string>

namespace duijie::engine
{

/// What became of one.
struct Closing
{
    store::RecordState to = store::RecordState::Unknown; ///< Unknown: not closed, look again later
    std::string reason;
};

/// Releases the bill that `found` names. What the target refuses for good is taken away again when `remove`
/// says that it is ours: the record is then Dead with the target's reason, or RollbackStuck when the bill
/// cannot be removed either. Credentials and settings that are refused halt the run.
Closing closeUnfinished(RunContext& run, const LookUp& found, int64_t seq, bool remove);

/// Removes a bill that this host wrote. The sentence of a failure goes into `error`.
Status undoBill(RunContext& run, const std::string& id, int64_t seq, std::string& error);

} // namespace duijie::engine
