#include "ops/HostLog.h"

#include "ops/LogText.h"
#include "ops/Terminal.h"

#include <cstdio>

namespace duijie::ops
{

namespace
{

LogLevel levelOf(const std::string& word) noexcept
{
    return word == "error"         ? LOG_ERROR
           : word == "information" ? LOG_INFO
           : word == "debug"       ? LOG_DEBUG
                                   : LOG_WARNING;
}

const std::string& firstOf(const std::string& a, const std::string& b, const std::string& c)
{
    return !a.empty() ? a : !b.empty() ? b : c;
}

bool passes(const LogPlan& plan, LogLevel level, std::string_view component)
{
    const auto own = plan.levels.find(component);
    // What is said to misbehave is a warning.
    const LogLevel weight = level > LOG_DEBUG ? LOG_WARNING : level;
    return weight <= (own != plan.levels.end() ? own->second : plan.level);
}

} // namespace

HostLog::HostLog(const config::LogConfig& config, const LogChoice& choice, engine::TimeSource& time,
                 const engine::Redactor& redactor)
    : _time(time), _redactor(redactor), _choice(choice), _coloured(choice.coloured && errorsMayBeColoured()),
      _journal(errorsGoToJournal()), _plan(plan(config))
{
}

std::shared_ptr<LogPlan> HostLog::plan(const config::LogConfig& config) const
{
    auto plan = std::make_shared<LogPlan>();
    plan->json = config.json;
    plan->level = levelOf(firstOf(_choice.level, config.level, _choice.usual));
    for (const auto& [component, level] : config.levels)
    {
        if (_choice.level.empty())
        {
            plan->levels.emplace(component, levelOf(level));
        }
    }
    if (_choice.file && !config.file.empty())
    {
        plan->file = std::make_unique<LogFile>(config);
    }
    return plan;
}

// The old one ends with the last line that is being written by it.
void HostLog::take(std::shared_ptr<LogPlan> plan)
{
    const std::lock_guard lock(_mutex);
    _plan.swap(plan);
}

std::shared_ptr<LogPlan> HostLog::now() const
{
    const std::lock_guard lock(_mutex);
    return _plan;
}

// A log that cannot be written stops nothing; it is told of once, until it works again.
void HostLog::write(const engine::LogEntry& entry)
{
    const std::shared_ptr<LogPlan> plan = now();
    if (!passes(*plan, entry.level, entry.component))
    {
        return;
    }
    const std::string message = _redactor.redact(entry.message);
    engine::LogEntry shown = entry;
    shown.message = message;
    const int64_t atMs = _time.nowMs();
    const LineStyle style = _journal    ? LineStyle::Journal
                            : _coloured ? LineStyle::Coloured
                                        : LineStyle::Plain;
    if (plan->file)
    {
        const std::string trouble =
            plan->file->write(plan->json ? jsonLine(shown, atMs) : textLine(shown, atMs, LineStyle::Plain));
        if (!trouble.empty())
        {
            writeError(textLine({LOG_ERROR, "log", trouble}, atMs, style));
        }
    }
    // With a file, what a person sees stays readable.
    writeError(plan->json && !plan->file ? jsonLine(shown, atMs) : textLine(shown, atMs, style));
}

// One call a line: lines of several threads, and of whom else the stream belongs to, do not mix.
void HostLog::writeError(const std::string& line)
{
    const std::string whole = line + "\n";
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

bool HostLog::enabled(LogLevel level, std::string_view component) const
{
    return passes(*now(), level, component);
}

} // namespace duijie::ops
