// What a person may do to a record, and what becomes of it.
#pragma once

#include "store/Records.h"

#include <optional>
#include <string>

namespace duijie::engine
{

enum class HandWish
{
    Retry,  ///< try again what failed, as it stands
    Replay, ///< map again from the stored bytes, judged anew, also what was written or left out
    Skip    ///< leave out for good
};

/// The state a record goes to by `wish`, or nothing, with the reason and what to do instead in `refusal`.
/// Nothing here can double a bill: a record that goes back to Received has its attempts counted anew, and a
/// record without attempts is looked up in the target before it is written. What may be on its way right now
/// (sending, unknown) is never touched.
std::optional<store::RecordState> stateByHand(HandWish wish, const store::RecordRow& row,
                                              std::string& refusal);

} // namespace duijie::engine
