// The commands. Each prints what it has to say and returns an ExitCode.
#pragma once

#include "app/Options.h"

#include "config/Config.h"

namespace duijie::app
{

/// Runs a flow once: polls, maps, writes, settles; prints the summary.
int syncCommand(const config::Config& config, const Options& options);

/// Runs every enabled flow at its times until it is told to stop.
int runFlowsCommand(const config::Config& config, const Options& options);

/// Lists the flows: enabled or not, when each ran and runs next.
int flowsCommand(const config::Config& config, const Options& options);

/// The next five times of everything a flow does by itself.
int scheduleCommand(const config::Config& config, const Options& options);

/// Shows what would become of a few real documents; writes nothing to the target.
int previewCommand(const config::Config& config, const Options& options);

/// Compares source and target over a period, from fresh reads of both.
int auditCommand(const config::Config& config, const Options& options);

/// Lists records of a flow by state.
int recordsCommand(const config::Config& config, const Options& options);

/// The whole story of one record: raw, mapped, each intent, each call.
int showCommand(const config::Config& config, const Options& options);

/// Where each value of a record's body comes from: expression, values, rows of lookups, result or reason.
int explainCommand(const config::Config& config, const Options& options);

/// Lists calls of vendors: by flow, class, time or record.
int callsCommand(const config::Config& config, const Options& options);

/// Tries again what failed: records by key, or all of a state.
int retryCommand(const config::Config& config, const Options& options);

/// Maps records again from their stored bytes, also what was written or left out.
int replayCommand(const config::Config& config, const Options& options);

/// Leaves records out for good, with a reason.
int skipCommand(const config::Config& config, const Options& options);

/// Stops a flow for a while: nothing of it starts until it is resumed, also after a restart.
int pauseCommand(const config::Config& config, const Options& options);
int resumeCommand(const config::Config& config, const Options& options);

/// Has the running host read its configuration again: wholly, or not at all.
int reloadCommand(const config::Config& config, const Options& options);

/// Has the running host start a flow, or its audit, now.
int triggerCommand(const config::Config& config, const Options& options);

/// Copies the store to a file, also while a host writes.
int backupCommand(const config::Config& config, const Options& options);

/// Puts a backup in the place of the store.
int restoreCommand(const config::Config& config, const Options& options);

/// Sends a test message through every channel of alerts, or one.
int alertTestCommand(const config::Config& config, const Options& options);

/// Lists plugins: loaded or refused, and why.
int pluginsCommand(const config::Config& config, const Options& options);

/// Looks over the machine: versions, rights, disk, clock, secrets, whether the vendors can be reached.
int doctorCommand(const config::Config& config, const Options& options);

/// Checks configuration, plugins, settings, references to secrets and documents; calls no vendor and opens no
/// store, unless it is told to ask each account once.
int validateCommand(const config::Config& config, const Options& options);

} // namespace duijie::app
