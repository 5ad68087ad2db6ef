#include "Workers.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace duijie::e2e
{

std::vector<std::string> inParallel(int workers, int64_t count, const std::function<Worker()>& make)
{
    std::atomic<int64_t> next{0};
    std::mutex mutex;
    std::vector<std::string> thrown;
    const auto work = [&]
    {
        Worker worker;
        for (int64_t n = next++; n < count; n = next++)
        {
            try
            {
                worker = worker ? std::move(worker) : make();
                worker(n);
            }
            catch (const std::exception& e)
            {
                const std::lock_guard lock(mutex);
                thrown.push_back(std::to_string(n) + ": " + e.what());
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < workers; ++i)
    {
        threads.emplace_back(work);
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    return thrown;
}

} // namespace duijie::e2e
