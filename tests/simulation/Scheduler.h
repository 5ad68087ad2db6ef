// Who goes next, when time passes, and when the process dies: all of it decided by a seed.
#pragma once

#include "Fiber.h"
#include "Random.h"

#include "engine/Crew.h"
#include "engine/Environment.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace duijie::simulation
{

/// Runs the engine's threads as fibers of the calling thread, one at a time. They take turns at steps (store
/// writes, commits, vendor calls) and at waits. Work takes no time; time passes only when everyone waits, and
/// then at once.
class Scheduler final : public engine::Crew, public engine::TimeSource
{
public:
    /// How one life of the process ended.
    enum class End
    {
        Returned, ///< the work came to its end
        Crashed,  ///< it died at a step; nothing that it did afterwards had an effect
        Stuck     ///< nobody could go on, or it went on for ever; then ended like a crash
    };

    Scheduler(uint64_t seed, int64_t startMs);

    /// One life of the process: `work` runs as its first thread. Stuck when it goes on after `untilMs`.
    End run(const std::function<void()>& work, int64_t untilMs);

    /// In a life to come, and only in that one: dies at the step of this number, or is asked to stop there.
    /// Steps are counted from 1 in each life; 0: never.
    void crashAt(int64_t step) { _crashAt = step; }
    void stopAt(int64_t step) { _stopAt = step; }

    /// Steps of this life, or of the last one.
    int64_t steps() const noexcept { return _steps; }

    /// The process is dead and its threads are only being wound up: whoever asks must do nothing.
    bool dead() const noexcept { return _dead; }

    /// Set when the process is asked to stop, or died.
    const engine::StopFlag& stop() const noexcept { return _stop; }

    /// Another process may begin here: nobody has asked it to stop.
    void newLife();

    // --- for whoever is simulated: called within run() ---

    /// A point where others may go on, and where the process may die.
    void step(std::string_view what);

    /// Lets time pass. Ends early when the process dies.
    void sleep(int64_t ms);

    /// Waits for wakeUp() of the same place, at most `ms` (negative: without end). May return early.
    void await(const void* place, int64_t ms);
    void wakeUp(const void* place) noexcept;

    /// Time between two lives.
    void pass(int64_t ms) { _nowMs += ms; }

    /// Takes down what happened; two runs of one seed have the same digest.
    void note(std::string_view what, int64_t number = 0);
    uint64_t digest() const noexcept { return _digest; }

    // --- engine::Crew, engine::TimeSource ---

    std::unique_ptr<Worker> start(std::function<void()> work) override;
    void wait(std::unique_lock<std::mutex>& lock, std::condition_variable& condition, int64_t ms) override;
    void wake(std::condition_variable& condition) noexcept override { wakeUp(&condition); }
    uint64_t randomSeed() override { return _random.next(); }
    int64_t nowMs() override { return _nowMs; }
    int64_t monotonicMs() override { return _nowMs - _startMs + 1'000'000; }

private:
    class Member;
    struct Thread
    {
        std::unique_ptr<Fiber> fiber;
        const void* place = nullptr; // what it waits for; itself: only time
        int64_t untilMs = 0;         // negative: without end
        bool waits = false;
        int number = 0;
    };

    Thread* next(); // null: the dead do not end
    bool letTimePass();
    void die();
    void wakeAll() noexcept;
    void pause();
    Thread* add(std::function<void()> work);
    void remove(const Thread& thread);

    Random _random;
    const int64_t _startMs;
    int64_t _nowMs;
    int64_t _untilMs = 0;
    std::vector<std::unique_ptr<Thread>> _threads;
    std::vector<Thread*> _ready; // kept between calls: filled anew at each
    Thread* _running = nullptr;
    Thread* _chosen = nullptr; // goes next
    int _numbers = 0;
    int64_t _steps = 0;
    int64_t _crashAt = 0;
    int64_t _stopAt = 0;
    int64_t _turns = 0; // of threads, since the life began, or since it ended
    bool _dead = false;
    bool _stuck = false;
    engine::StopFlag _stop{false};
    uint64_t _digest = 14695981039346656037ULL;
};

} // namespace duijie::simulation
