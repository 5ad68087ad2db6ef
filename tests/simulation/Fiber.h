// A thread of execution that runs only when it is told to: what makes a simulation the same every time.
#pragma once

#include <functional>
#include <memory>

namespace duijie::simulation
{

/// Belongs to the thread that made it. Knows the sanitizers, so that they follow it from stack to stack.
class Fiber
{
public:
    /// Nothing of `work` runs before the first resume(). It must not throw.
    explicit Fiber(std::function<void()> work);

    /// Must have ended; one that never began may go as well.
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Runs until it pauses or ends. Called from outside every fiber.
    void resume();

    /// Back to whoever resumed. Called from within.
    void pause();

    bool ended() const noexcept;

private:
    struct Parts;
    std::unique_ptr<Parts> _parts;
};

} // namespace duijie::simulation
