// What a person may do to a record, and what becomes of it.
#pragma once

#include "engine/RunContext.h"

#include "store/Records.h"

#include <optional>
#include <string>
#include <vector>

namespace duijie::engine
{

enum class HandWish
{
    Retry,  ///< try again what failed, as it stands
    Replay, ///< map again from the stored bytes, judged anew, also what was written or left out
    Skip    ///< leave out for good
};

/// The state a record goes to by `wish`, or nothing, with the reason and what to do instead in `refusal`.
/// `versions`: all of the record, the one that is meant first. Nothing here can double a bill: what may be on
/// its way (sending, unknown) is never touched, nor is anything beside a version that has a bill; a record
/// that is written goes back only when billIsGone() says so.
std::optional<store::RecordState> stateByHand(HandWish wish, const std::vector<store::RecordRow>& versions,
                                              std::string& refusal);

/// Why a bundle cannot go back: it was taken apart, or one of its records has changed since and may be in a
/// later one. Empty: it can, or the record is no bundle.
std::string bundleProblem(store::Store& store, const std::string& flow, const store::RecordRow& row);

/// Asks the target for the bill of a written record: true when it is not there any more, or void. Else false,
/// with what was found in `refusal`. A look-up by key would not do: the flow's documents of today may give
/// the record another key or day.
bool billIsGone(RunContext& run, const store::RecordRow& row, std::string& refusal);

} // namespace duijie::engine
