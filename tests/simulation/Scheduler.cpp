#include "Scheduler.h"

#include <algorithm>
#include <stdexcept>

namespace duijie::simulation
{

namespace
{

// More than any run of a day of forty documents has ever needed, by far.
constexpr int64_t MostTurns = 200'000;

} // namespace

// Waits for the end of a thread that the engine started.
class Scheduler::Member final : public engine::Crew::Worker
{
public:
    Member(Scheduler& scheduler, Thread& thread) : _scheduler(scheduler), _thread(thread) {}

    ~Member() override
    {
        while (!_thread.fiber->ended())
        {
            _scheduler.await(_thread.fiber.get(), -1);
        }
        _scheduler.remove(_thread);
    }

private:
    Scheduler& _scheduler;
    Thread& _thread;
};

Scheduler::Scheduler(uint64_t seed, int64_t startMs) : _random(seed), _startMs(startMs), _nowMs(startMs) {}

Scheduler::Thread* Scheduler::add(std::function<void()> work)
{
    auto thread = std::make_unique<Thread>();
    thread->fiber = std::make_unique<Fiber>(std::move(work));
    thread->number = ++_numbers;
    _threads.push_back(std::move(thread));
    return _threads.back().get();
}

void Scheduler::remove(const Thread& thread)
{
    _threads.erase(std::find_if(_threads.begin(), _threads.end(),
                                [&](const auto& each) { return each.get() == &thread; }));
}

Scheduler::End Scheduler::run(const std::function<void()>& work, int64_t untilMs)
{
    _untilMs = untilMs;
    _steps = 0;
    _turns = 0;
    _numbers = 0;
    _dead = _stuck = false;
    add(work);
    // The first thread is the process: with it everything ends.
    Fiber& process = *_threads.front()->fiber;
    while (!process.ended())
    {
        _running = _chosen != nullptr ? _chosen : next();
        _chosen = nullptr;
        if (_running == nullptr)
        {
            throw std::logic_error("the threads of a dead process do not end");
        }
        _running->fiber->resume();
        if (_running->fiber->ended())
        {
            wakeUp(_running->fiber.get());
        }
    }
    if (_threads.size() > 1)
    {
        throw std::logic_error("the process ended before its threads");
    }
    _threads.clear();
    _crashAt = _stopAt = 0;
    note("end", _steps);
    return _stuck ? End::Stuck : _dead ? End::Crashed : End::Returned;
}

void Scheduler::newLife()
{
    _stop = false;
}

Scheduler::Thread* Scheduler::next()
{
    for (;;)
    {
        _ready.clear();
        for (const auto& thread : _threads)
        {
            if (!thread->waits && !thread->fiber->ended())
            {
                _ready.push_back(thread.get());
            }
        }
        if (!_ready.empty())
        {
            break;
        }
        if (!letTimePass() || (_nowMs > _untilMs && !_dead))
        {
            if (_dead)
            {
                return nullptr;
            }
            _stuck = true;
            die();
        }
    }
    if (++_turns > MostTurns && _dead)
    {
        return nullptr;
    }
    if (_turns > MostTurns)
    {
        _stuck = true;
        die();
    }
    return _ready.size() == 1
               ? _ready.front()
               : _ready[static_cast<std::size_t>(_random.below(static_cast<int64_t>(_ready.size())))];
}

// Whoever waits least long goes on.
bool Scheduler::letTimePass()
{
    int64_t soonest = -1;
    for (const auto& thread : _threads)
    {
        if (thread->waits && thread->untilMs >= 0 && (soonest < 0 || thread->untilMs < soonest))
        {
            soonest = thread->untilMs;
        }
    }
    if (soonest < 0)
    {
        return false;
    }
    _nowMs = std::max(_nowMs, soonest);
    for (const auto& thread : _threads)
    {
        thread->waits = thread->waits && (thread->untilMs < 0 || thread->untilMs > _nowMs);
    }
    return true;
}

void Scheduler::pause()
{
    Thread* const self = _running;
    _chosen = next();
    if (_chosen == self)
    {
        _chosen = nullptr; // its turn again: no need to leave
        return;
    }
    self->fiber->pause();
}

void Scheduler::step(std::string_view what)
{
    if (_dead)
    {
        return;
    }
    ++_steps;
    note(what, _running->number);
    if (_steps == _crashAt)
    {
        die();
        return;
    }
    if (_steps == _stopAt)
    {
        _stop = true;
        wakeAll();
    }
    pause();
}

void Scheduler::die()
{
    note("dies", _steps);
    _turns = 0;
    _dead = true;
    _stop = true;
    wakeAll();
}

void Scheduler::wakeAll() noexcept
{
    for (const auto& thread : _threads)
    {
        thread->waits = false;
    }
}

void Scheduler::sleep(int64_t ms)
{
    const int64_t until = _nowMs + ms;
    while (!_dead && _nowMs < until)
    {
        await(_running, until - _nowMs);
    }
}

void Scheduler::await(const void* place, int64_t ms)
{
    Thread& self = *_running;
    self.place = place;
    self.untilMs = ms < 0 ? -1 : _nowMs + ms;
    // The dead do not wait: they look again and again, until all of them have come to their end.
    self.waits = !_dead;
    pause();
}

void Scheduler::wakeUp(const void* place) noexcept
{
    for (const auto& thread : _threads)
    {
        thread->waits = thread->waits && thread->place != place;
    }
}

void Scheduler::note(std::string_view what, int64_t number)
{
    constexpr uint64_t Prime = 1099511628211ULL;
    for (const char letter : what)
    {
        _digest = (_digest ^ static_cast<unsigned char>(letter)) * Prime;
    }
    _digest = (_digest ^ static_cast<uint64_t>(number)) * Prime;
    _digest = (_digest ^ static_cast<uint64_t>(_nowMs)) * Prime;
}

std::unique_ptr<engine::Crew::Worker> Scheduler::start(std::function<void()> work)
{
    return std::make_unique<Member>(*this, *add(std::move(work)));
}

void Scheduler::wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition, int64_t ms)
{
    lock.unlock();
    await(&condition, ms);
    lock.lock();
}

} // namespace duijie::simulation
