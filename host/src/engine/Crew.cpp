#include "engine/Crew.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>
#include <utility>

namespace duijie::engine
{

namespace
{

constexpr int64_t LongestWaitMs = 200; // how late a stop may be seen: nobody is woken for it

class SystemWorker final : public Crew::Worker
{
public:
    explicit SystemWorker(std::function<void()> work) : _thread(std::move(work)) {}
    ~SystemWorker() override { _thread.join(); }

private:
    std::thread _thread;
};

class SystemCrew final : public Crew
{
public:
    std::unique_ptr<Worker> start(std::function<void()> work) override
    {
        return std::make_unique<SystemWorker>(std::move(work));
    }

    void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition, int64_t ms) override
    {
        if (ms < 0)
        {
            condition.wait(lock);
            return;
        }
        condition.wait_for(lock, std::chrono::milliseconds(std::min(ms, LongestWaitMs)));
    }

    void wake(std::condition_variable& condition) noexcept override { condition.notify_all(); }

    uint64_t randomSeed() override { return std::random_device{}(); }
};

} // namespace

Crew& Crew::system() noexcept
{
    static SystemCrew crew;
    return crew;
}

} // namespace duijie::engine
