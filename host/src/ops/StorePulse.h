// Whether the store's writer still writes: asked by a small write now and then.
#pragma once

#include "engine/Environment.h"

#include "store/Store.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace duijie::ops
{

/// Thread-safe. Only whoever asks costs a write, and no more than one in a few seconds.
class StorePulse
{
public:
    struct Beat
    {
        bool alive = false;
        double commitSeconds = 0; ///< of the last write that came to its end
        std::string why;          ///< sentence, when it is not alive
    };

    StorePulse(store::Store& store, engine::TimeSource& time) : _store(store), _time(time) {}

    /// Waits for the writer a moment, no longer.
    Beat ask();

private:
    // Shared with the writer's thread, which may answer after this object is gone.
    struct State
    {
        std::mutex mutex;
        std::condition_variable answered;
        bool waiting = false;
        int64_t askedMs = -1; // monotonic; -1: never
        Beat beat;
    };

    void begin(int64_t now);

    store::Store& _store;
    engine::TimeSource& _time;
    std::shared_ptr<State> _state = std::make_shared<State>();
};

} // namespace duijie::ops
