#include "LateQueue.h"

#include <chrono>

namespace duijie::sandbox
{

LateQueue::LateQueue() : _thread([this] { run(); }) {}

LateQueue::~LateQueue()
{
    stop();
    _thread.join();
}

void LateQueue::plan(std::uint32_t milliseconds, std::function<void()> work)
{
    const std::lock_guard lock(_mutex);
    _work.emplace(std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds),
                  std::move(work));
    _changed.notify_all();
}

void LateQueue::clear()
{
    const std::lock_guard lock(_mutex);
    _work.clear();
}

void LateQueue::sleep(std::uint32_t milliseconds)
{
    std::unique_lock lock(_mutex);
    _changed.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return _stopped; });
}

void LateQueue::stop()
{
    const std::lock_guard lock(_mutex);
    _stopped = true;
    _changed.notify_all();
}

void LateQueue::run()
{
    std::unique_lock lock(_mutex);
    while (!_stopped)
    {
        if (_work.empty())
        {
            _changed.wait(lock);
            continue;
        }
        const auto first = _work.begin();
        if (first->first > std::chrono::steady_clock::now())
        {
            _changed.wait_until(lock, first->first);
            continue;
        }
        const auto work = std::move(first->second);
        _work.erase(first);
        lock.unlock();
        work();
        lock.lock();
    }
}

} // namespace duijie::sandbox
