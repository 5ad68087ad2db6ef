// The threads of the engine, their waiting and their chance: all that makes two runs of the same work differ,
// in one place, so that a test may decide who goes next.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

namespace duijie::engine
{

/// Thread-safe. Outlives whoever works for it.
class Crew
{
public:
    virtual ~Crew() = default;

    /// Work that was started. Its destructor waits for its end.
    class Worker
    {
    public:
        virtual ~Worker() = default;
    };

    /// Starts `work`, which throws nothing, beside the caller.
    virtual std::unique_ptr<Worker> start(std::function<void()> work) = 0;

    /// Waits for wake() of the same condition, at most `ms` (negative: without end). May return early, so the
    /// caller asks again whether there is reason to wait.
    virtual void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition, int64_t ms) = 0;

    /// Wakes everyone who waits for the condition.
    virtual void wake(std::condition_variable& condition) noexcept = 0;

    /// Where a sequence of random numbers begins.
    virtual uint64_t randomSeed() = 0;

    /// Threads, waiting and chance as the system has them.
    static Crew& system() noexcept;
};

} // namespace duijie::engine
