// What several commands share.
#pragma once

#include "app/HostSession.h"
#include "app/Options.h"

#include "config/Config.h"
#include "config/TimeZone.h"

#include "engine/Poller.h"

#include "duijie/sdk/Json.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace duijie::app
{

/// Set by SIGINT and SIGTERM. Installs the handlers at the first call.
engine::StopFlag& stopFlag();

/// What a command ends with that met this.
int exitCodeOf(const store::StoreError& error);

/// Prints problems to standard error, one a line with its path.
void printProblems(const config::Problems& problems);

/// False, with the problem printed, when there is no such flow or it is not enabled.
bool flowUsable(const config::Config& config, const std::string& flow, bool mustBeEnabled);

/// --from and --to in the flow's zone. Nothing, with the problem printed, when one cannot be read.
std::optional<engine::PollSpan> spanOf(const config::FlowConfig& flow, const Options& options);

/// What is said when another host holds the store.
enum class WhenLocked
{
    Told,
    Silent ///< the caller goes another way
};

/// A session for the flow, or null with `exitCode` set and the reason printed.
std::unique_ptr<HostSession> openSession(const config::Config& config, const Options& options,
                                         store::Access access, int& exitCode,
                                         WhenLocked whenLocked = WhenLocked::Told);

/// What a command that works on a flow needs: the flow, the period, an open session.
struct FlowCommand
{
    const config::FlowConfig* flow = nullptr;
    engine::PollSpan span;
    std::unique_ptr<HostSession> session; ///< null: `exitCode` says how to end; the reason is printed
    int exitCode = 0;
};

FlowCommand openFlow(const config::Config& config, const Options& options, bool mustBeEnabled);

/// What a command that looks at one record needs.
struct RecordCommand
{
    std::unique_ptr<HostSession> session;      ///< null: `exitCode` says how to end; the reason is printed
    std::vector<store::LoadedRecord> versions; ///< newest first, at least one
    int exitCode = 0;
};

/// `options.flow` beside a store that is only looked at, also while a host has it. Null with `exitCode` set
/// and the reason printed.
std::unique_ptr<HostSession> openFlowToLook(const config::Config& config, const Options& options,
                                            int& exitCode);

/// The record of `options.flow` with the key or number `options.key`.
RecordCommand openRecord(const config::Config& config, const Options& options);

/// Number, key, state and time of a record, its reason, its bill.
void printRecord(const store::RecordRow& row, const config::TimeZone& zone);

/// The store alone, for looking; null with `exitCode` set and the reason printed.
std::unique_ptr<store::Store> openStoreToRead(const config::Config& config, int& exitCode);

/// Prints one line to standard output.
void printLine(std::string_view text);

/// Puts the counts by state into the open object: {"received":0,...}.
void putCounts(sdk::JsonWriter& json, const store::StateCounts& counts);

} // namespace duijie::app
