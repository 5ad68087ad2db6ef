// Compares source and target over a period, from fresh reads of both: the proof that nothing is lost or
// doubled.
#pragma once

#include "engine/AuditReport.h"
#include "engine/FlowParts.h"
#include "engine/Poller.h"

#include <cstdint>
#include <functional>

namespace duijie::engine
{

struct Shared;

/// Told now and then how far the audit is: bills read, bills to read.
using AuditProgress = std::function<void(int64_t done, int64_t all)>;

/// Reads both systems and compares. Writes nothing to either. Blocks; stops early when shared.stop is set.
/// Keeps about a kilobyte for each document of the period meanwhile.
AuditReport audit(const FlowParts& flow, Shared& shared, const PollSpan& span, const AuditProgress& progress);

} // namespace duijie::engine
