// What is decided of a record before anything else: left out by the plan, impossible, or to be worked on.
#pragma once

#include "engine/RunContext.h"

#include "duijie/abi/types.h"
#include "duijie/sdk/Json.h"

#include <string>

namespace duijie::engine
{

/// Received, Skipped by the plan's conditions, or Invalid: it can never become a document.
struct Admission
{
    store::RecordState state = store::RecordState::Received;
    std::string reason;
};

/// Judges a record by the plan's conditions and the flow's own rules. `document` is scratch.
Admission admit(RunContext& run, sdk::JsonDocument& document, const RecordView& view);

} // namespace duijie::engine
