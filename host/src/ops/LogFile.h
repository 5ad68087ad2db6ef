// The file that log lines go to, rotated.
#pragma once

#include "config/Seeing.h"

#include <Poco/AutoPtr.h>
#include <Poco/FileChannel.h>

#include <mutex>
#include <string>

namespace duijie::ops
{

/// Opened with the first line, and again after it could not be written. Thread-safe.
class LogFile
{
public:
    explicit LogFile(const config::LogConfig& config);
    ~LogFile();
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    /// Empty, or the sentence that says why nothing could be written now. Leaves no new file behind.
    std::string trouble();

    /// Empty, or a sentence that says why not; only the first time until it works again.
    std::string write(const std::string& line);

private:
    std::string tryTo(const std::string* line);

    const std::string _name;
    Poco::AutoPtr<Poco::FileChannel> _channel;
    std::mutex _mutex;
    bool _open = false;
    bool _told = false; // that it cannot be written
};

} // namespace duijie::ops
