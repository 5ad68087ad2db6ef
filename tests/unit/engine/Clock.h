// What the engine is given in tests: a clock that only moves when told, a log that is kept, a call's context.
#pragma once

#include "engine/Environment.h"

#include "duijie/abi/host.h"
#include "duijie/sdk/Text.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace duijie::engine::test
{

/// 2024-06-01 08:00:00 UTC, 16:00 in China.
constexpr int64_t Noon = 1'717'228'800'000;

constexpr int64_t Second = 1000;
constexpr int64_t Minute = 60 * Second;
constexpr int64_t Hour = 60 * Minute;

/// Stands still unless moved. Thread-safe.
class ManualClock final : public TimeSource
{
public:
    int64_t nowMs() override { return _now.load(); }
    int64_t monotonicMs() override { return _now.load() - Noon + 1'000'000; }

    void advance(int64_t ms) { _now += ms; }

    /// Never goes back.
    void jumpTo(int64_t ms)
    {
        int64_t now = _now.load();
        while (now < ms && !_now.compare_exchange_weak(now, ms))
        {
        }
    }

private:
    std::atomic<int64_t> _now{Noon};
};

/// Keeps every line.
class CollectedLog final : public LogOutput
{
public:
    void write(const LogEntry& entry) override
    {
        const std::lock_guard lock(_mutex);
        _lines.push_back(std::string(entry.component) + ": " + std::string(entry.message));
    }

    bool enabled(LogLevel level, std::string_view) const override { return level <= LOG_INFO; }

    std::vector<std::string> lines() const
    {
        const std::lock_guard lock(_mutex);
        return _lines;
    }

private:
    mutable std::mutex _mutex;
    std::vector<std::string> _lines;
};

/// A context that belongs to no run.
class TestContext final : public CallContext
{
public:
    uint32_t cancelled() noexcept override { return onCancelled ? onCancelled() : 0; }
    void fail(StringView text) noexcept override { message = sdk::toStd(text); }
    void called(const CallInfo&) noexcept override { ++calls; }
    Status intend(StringView, StringView) noexcept override { return {STATUS_OK, 0}; }

    std::function<uint32_t()> onCancelled;
    std::string message;
    int calls = 0;
};

/// A new folder, in memory where the system has such a place; removed with all that is in it.
class Folder
{
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string storeUrl() const { return "sqlite:" + (_path / "duijie.db").string(); }

private:
    std::filesystem::path _path;
};

} // namespace duijie::engine::test
