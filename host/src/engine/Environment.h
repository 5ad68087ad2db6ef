// What the engine is given from outside, so that it has no I/O of its own and can be driven by a test.
#pragma once

#include "duijie/abi/host.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace duijie::engine
{

/// Time. Thread-safe.
class TimeSource
{
public:
    virtual ~TimeSource() = default;

    virtual int64_t nowMs() = 0;       ///< Unix milliseconds
    virtual int64_t monotonicMs() = 0; ///< never steps back
};

/// One log line, as data. Views are valid during the call.
struct LogEntry
{
    LogLevel level = LOG_INFO;
    std::string_view component; ///< "host", "engine", "store", a connection's or a flow's name
    std::string_view message;
    std::string_view flow = {}; ///< empty: of none
    int64_t run = 0;            ///< 0: of none
    int64_t record = 0;         ///< its order of arrival in the store; 0: of none
    int64_t call = 0;           ///< one call into a connector, counted by this process; 0: of none
    int attempt = 0;            ///< of writing the record; 0: none
};

/// Where log lines go. Thread-safe. Lines come with secrets already blotted out.
class LogOutput
{
public:
    virtual ~LogOutput() = default;

    virtual void write(const LogEntry& entry) = 0;
    virtual bool enabled(LogLevel level, std::string_view component) const = 0;
};

/// Set once when the host is asked to stop; every wait looks at it.
using StopFlag = std::atomic<bool>;

/// Gives the value behind a secret reference, or nothing and a sentence.
using SecretResolver =
    std::function<std::optional<std::string>(std::string_view reference, std::string& error)>;

/// Finds a reference row for "duijie.lookup/1": dataset by its api, JSON text of the row into `out`. As
/// Lookup::find, STATUS_UNSUPPORTED when nobody fills this dataset.
using RowFinder = std::function<StatusCode(std::string_view api, std::string_view field,
                                           std::string_view value, std::string& out)>;

} // namespace duijie::engine
