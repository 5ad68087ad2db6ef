// What the configuration says about log lines and about the page for monitoring.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace duijie::config
{

/// Where log lines go and which.
struct LogConfig
{
    std::string level;                         ///< empty: as the command has it
    bool json = false;                         ///< JSON lines instead of text
    std::string file;                          ///< absolute; empty: standard error alone
    int64_t rotateMiB = 20;                    ///< a new file is begun at this size
    int64_t keep = 10;                         ///< so many older files are kept
    std::map<std::string, std::string> levels; ///< by component

    bool operator==(const LogConfig&) const = default;
};

/// The listener for metrics and health.
struct HttpConfig
{
    std::string host; ///< empty: there is none
    uint16_t port = 0;

    bool operator==(const HttpConfig&) const = default;
};

} // namespace duijie::config
