// The log of this process: standard error, and a file that is rotated.
#pragma once

#include "config/Seeing.h"

#include "engine/Environment.h"
#include "engine/Redactor.h"

#include <Poco/AutoPtr.h>
#include <Poco/FileChannel.h>

#include <map>
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

class HostLog final : public engine::LogOutput
{
public:
    /// `redactor` is the last gate: what it knows leaves in no line.
    HostLog(const config::LogConfig& config, const LogChoice& choice, engine::TimeSource& time,
            const engine::Redactor& redactor);
    ~HostLog() override;
    HostLog(const HostLog&) = delete;
    HostLog& operator=(const HostLog&) = delete;

    void write(const engine::LogEntry& entry) override;
    bool enabled(LogLevel level, std::string_view component) const override;

private:
    void writeFile(const engine::LogEntry& entry, int64_t now);
    void writeError(const std::string& line);

    engine::TimeSource& _time;
    const engine::Redactor& _redactor;
    const bool _json;
    const bool _coloured;
    const bool _journal;
    LogLevel _level;
    std::map<std::string, LogLevel, std::less<>> _levels;
    std::string _fileName;
    Poco::AutoPtr<Poco::FileChannel> _file;
    std::mutex _mutex;
    bool _fileOpen = false;
    bool _fileTold = false; // that it cannot be written
};

} // namespace duijie::ops
