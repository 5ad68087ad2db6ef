// How each value of a record's body comes about today, from what the store has of it.
#pragma once

#include "app/HostSession.h"

#include "plan/TargetPlan.h"

#include "store/Records.h"

#include "duijie/sdk/Json.h"

#include <string>
#include <vector>

namespace duijie::app
{

struct Explanation
{
    std::vector<plan::Trace> traces;
    plan::Mapped mapped;
};

/// From the stored raw bytes and reference rows; calls nobody. Empty when retention took the bytes. What is
/// merged is explained by the merged row: of the bundle it is part of, or, while it waits, of itself alone.
Explanation explain(HostSession& session, const store::LoadedRecord& record);

/// Puts a list: path, expression, value, note, inputs and lookups of each.
void putTraces(sdk::JsonWriter& json, const std::vector<plan::Trace>& traces);

/// Puts "mapped_now" and "errors" into the open object.
void putExplanation(sdk::JsonWriter& json, const Explanation& explanation);

} // namespace duijie::app
