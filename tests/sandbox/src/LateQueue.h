#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace duijie::sandbox
{

/** Carries out work some milliseconds later, on a thread of its own; also lets others sleep until the end. */
class LateQueue
{
public:
    LateQueue();
    ~LateQueue();
    LateQueue(const LateQueue&) = delete;
    LateQueue& operator=(const LateQueue&) = delete;

    /** Plans work; what is not due when the queue stops is dropped. */
    void plan(std::uint32_t milliseconds, std::function<void()> work);

    /** Drops what is planned and not yet begun. */
    void clear();

    /** Sleeps for the time, or less when the queue stops. */
    void sleep(std::uint32_t milliseconds);

    /** Wakes all sleepers and ends the thread. */
    void stop();

private:
    using Time = std::chrono::steady_clock::time_point;

    void run();

    std::mutex _mutex;
    std::condition_variable _changed;
    std::multimap<Time, std::function<void()>> _work;
    bool _stopped = false;
    std::thread _thread;
};

} // namespace duijie::sandbox
