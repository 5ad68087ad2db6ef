// The wish of the outside that the program ends.
#pragma once

#include <memory>

namespace duijie::sandbox
{

/// Made before any thread starts, so that signals reach wait() and nothing else.
class StopSignal
{
public:
    StopSignal();
    ~StopSignal();

    /// Until SIGTERM or SIGINT, or on Windows until Ctrl-C or the window's end.
    void wait();

private:
    struct State;
    std::unique_ptr<State> _state;
};

} // namespace duijie::sandbox
