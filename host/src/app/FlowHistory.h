// What the store knows of a flow's runs, for the schedule.
#pragma once

#include "config/Config.h"

#include "engine/Poller.h"

#include "schedule/Scheduler.h"

#include "store/Store.h"

#include <cstdint>
#include <string>

namespace duijie::app
{

/// The flow's rhythms, and when each last happened. `remedy`: what the source document arranges, if anything.
schedule::FlowPlan planOf(const config::FlowConfig& flow, const std::optional<schedule::Rhythm>& remedy,
                          store::Store& store);

/// How the last run of a flow ended, and when one last ended well; empty and 0: none did.
struct LastRuns
{
    std::string state;
    int64_t successMs = 0;
};
LastRuns lastRunsOf(store::Store& store, const std::string& flow);

/// Remembers that an audit was complete.
void noteAudit(store::Store& store, const std::string& flow, int64_t startedMs);

/// Remembers that a remedy was read wholly.
void noteRemedy(store::Store& store, const std::string& flow, int64_t startedMs);

/// The whole days before today that an audit by the schedule is about, in the flow's zone.
engine::PollSpan auditSpan(const config::FlowConfig& flow, int64_t nowMs);

} // namespace duijie::app
