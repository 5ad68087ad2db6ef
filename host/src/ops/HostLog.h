// The log of this process: standard error, and a file that is rotated.
#pragma once

#include "ops/LogFile.h"

#include "config/Seeing.h"

#include "engine/Environment.h"
#include "engine/Redactor.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace duijie::ops
{

/// What the command line adds to the configuration.
struct LogChoice
{
    std::string level;    ///< --log: for every component, whatever the configuration says; may be empty
    std::string usual;    ///< where neither says anything
    bool coloured = true; ///< false: never
    bool file = true;     ///< false: not the configured file, which belongs to who holds the store
};

/// What a configuration asks of the log, made ready.
struct LogPlan
{
    bool json = false;
    LogLevel level = LOG_WARNING;
    std::map<std::string, LogLevel, std::less<>> levels;
    std::unique_ptr<LogFile> file; ///< null: standard error alone
};

class HostLog final : public engine::LogOutput
{
public:
    /// `redactor` is the last gate: what it knows leaves in no line.
    HostLog(const config::LogConfig& config, const LogChoice& choice, engine::TimeSource& time,
            const engine::Redactor& redactor);

    /// The plan for another configuration; the command line goes on to count.
    std::shared_ptr<LogPlan> plan(const config::LogConfig& config) const;

    /// From the next line on. Any thread.
    void take(std::shared_ptr<LogPlan> plan);

    void write(const engine::LogEntry& entry) override;
    bool enabled(LogLevel level, std::string_view component) const override;

private:
    std::shared_ptr<LogPlan> now() const;
    void writeError(const std::string& line);

    engine::TimeSource& _time;
    const engine::Redactor& _redactor;
    const LogChoice _choice;
    const bool _coloured;
    const bool _journal;
    mutable std::mutex _mutex;
    std::shared_ptr<LogPlan> _plan; // guarded by _mutex
};

} // namespace duijie::ops
