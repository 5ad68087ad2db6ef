#include "ops/StorePulse.h"

#include "text/Catalogue.h"

#include <chrono>

namespace duijie::ops
{

namespace
{

constexpr int64_t FreshMs = 5000;
constexpr std::chrono::seconds Moment(2);

} // namespace

StorePulse::Beat StorePulse::ask()
{
    const int64_t now = _time.monotonicMs();
    bool due = false;
    {
        const std::lock_guard lock(_state->mutex);
        due = !_state->waiting && (_state->askedMs < 0 || now - _state->askedMs >= FreshMs);
        if (due)
        {
            _state->waiting = true;
            _state->askedMs = now;
        }
    }
    if (due)
    {
        begin(now);
    }
    std::unique_lock lock(_state->mutex);
    _state->answered.wait_for(lock, Moment, [this] { return !_state->waiting; });
    if (_state->waiting)
    {
        const int64_t seconds = (_time.monotonicMs() - _state->askedMs) / 1000;
        return {false, _state->beat.commitSeconds,
                text::say("seeing.health.writer", {std::to_string(seconds)})};
    }
    return _state->beat;
}

void StorePulse::begin(int64_t now)
{
    _store.putState("host", "pulse", std::to_string(_time.nowMs()),
                    [state = _state, &time = _time, now](const store::WriteResult& result)
                    {
                        const double seconds = static_cast<double>(time.monotonicMs() - now) / 1000;
                        {
                            const std::lock_guard lock(state->mutex);
                            state->waiting = false;
                            state->beat = {result.ok, seconds, result.error};
                        }
                        state->answered.notify_all();
                    });
}

} // namespace duijie::ops
