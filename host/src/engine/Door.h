// What is decided of a record before anything else: left out by the plan, impossible, or to be worked on.
#pragma once

#include "engine/DocumentSink.h"
#include "engine/RunContext.h"

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

/// Judges a record, as it came or as it was stored, by the plan's conditions. `scratch` holds it parsed
/// afterwards.
SourceDocument judge(const plan::SourcePlan& plan, sdk::JsonDocument& scratch, const RecordView& record);

/// Judges what a source read: by what the plan said of it, and by the flow's own rules.
Admission admit(RunContext& run, SourceDocument document);

} // namespace duijie::engine
