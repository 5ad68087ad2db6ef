#include "app/ProgressBar.h"

#include "ops/Terminal.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace duijie::app
{

ProgressBar::ProgressBar(std::function<State()> ask) : _ask(std::move(ask))
{
    if (ops::errorsGoToTerminal())
    {
        _thread = std::thread([this] { work(); });
    }
}

ProgressBar::~ProgressBar()
{
    _end = true;
    if (_thread.joinable())
    {
        _thread.join();
    }
}

void ProgressBar::work()
{
    const auto start = std::chrono::steady_clock::now();
    for (bool last = false; !last;)
    {
        last = _end;
        draw(_ask(), std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (!last)
        {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }
    std::fputs("\n", stderr);
}

void ProgressBar::draw(const State& state, double seconds) const
{
    constexpr int Width = 30;
    const double share =
        state.all <= 0 ? 0.0
                       : std::min(1.0, static_cast<double>(state.done) / static_cast<double>(state.all));
    const int full = static_cast<int>(share * Width);
    const double rate = seconds > 0 ? static_cast<double>(state.done) / seconds : 0.0;
    std::string line = "\r[" + std::string(static_cast<std::size_t>(full), '#') +
                       std::string(static_cast<std::size_t>(Width - full), '.') + "] ";
    line += std::to_string(state.done) + "/" + std::to_string(state.all) + "  " +
            std::to_string(static_cast<int64_t>(rate)) + "/s";
    if (rate > 0 && state.all > state.done)
    {
        line += "  ETA " +
                std::to_string(static_cast<int64_t>(static_cast<double>(state.all - state.done) / rate)) +
                " s";
    }
    line += "  " + state.label + "\x1b[K";
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
}

} // namespace duijie::app
