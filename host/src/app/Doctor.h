// What "duijie doctor" looks at, and what it found.
#pragma once

#include "app/PluginSet.h"

#include "config/Config.h"

#include "engine/Environment.h"

#include <string>
#include <vector>

namespace duijie::app
{

enum class Health
{
    Good,
    Doubtful, ///< works, but may not for long, or not as meant
    Bad       ///< flows cannot run like this
};

/// One thing looked at. The sentence tells what was found and, unless all is good, what to do.
struct Finding
{
    std::string topic; ///< "disk", "clock wdt": stable, for programs
    Health health = Health::Good;
    std::string sentence;
};

using Findings = std::vector<Finding>;

/// Versions, configuration file, plugins, store, disk, limits of the process. Changes nothing.
void examineMachine(const config::Config& config, const PluginSet& plugins, Findings& findings);

/// Whether the secrets of connections and alert channels can be had.
void examineSecrets(const config::Config& config, const PluginSet& plugins, Findings& findings);

/// For each connection: its settings, whether its addresses answer, whether this machine's clock agrees with
/// theirs. One request without credentials for each address.
void examineVendors(const config::Config& config, const PluginSet& plugins, const engine::StopFlag& stop,
                    Findings& findings);

/// How far the clock of a vendor is ahead of ours by its Date header, in milliseconds; nothing when there is
/// none. A header has whole seconds: the answer is right to about a second and half the time of the call.
std::optional<int64_t> clockOffsetMs(const std::string& date, int64_t startedMs, uint32_t durationMs);

/// What an offset means.
Health clockHealth(int64_t offsetMs) noexcept;

/// What free room means.
Health roomHealth(uint64_t freeBytes) noexcept;

} // namespace duijie::app
