// A progress bar on a terminal; nothing anywhere else.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include <atomic>

namespace duijie::app
{

/// Redraws one line on standard error about ten times a second until it is destroyed. Draws nothing when
/// standard error is no terminal.
class ProgressBar
{
public:
    struct State
    {
        int64_t done = 0;
        int64_t all = 0;
        std::string label;
    };

    /// `ask` is called on the bar's own thread.
    explicit ProgressBar(std::function<State()> ask);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

private:
    void draw(const State& state, double seconds) const;
    void work();

    std::function<State()> _ask;
    std::atomic<bool> _end{false};
    std::thread _thread;
};

} // namespace duijie::app
