#include "engine/RunContext.h"

#include "text/Catalogue.h"

namespace duijie::engine
{

void RunContext::halt(const std::string& reason)
{
    {
        const std::lock_guard lock(_mutex);
        if (_haltReason.empty())
        {
            _haltReason = reason;
        }
    }
    _halted = true;
    signal();
}

std::string RunContext::haltReason() const
{
    const std::lock_guard lock(_mutex);
    return _haltReason;
}

std::string RunContext::storeFailed(const std::string& error)
{
    _storeFailed = true;
    return text::say("engine.store.failed", {error});
}

void RunContext::signal()
{
    {
        const std::lock_guard lock(_mutex);
        ++_signals;
    }
    shared.crew.wake(_changed);
}

uint64_t RunContext::waitSignal(uint64_t seen, int64_t ms)
{
    std::unique_lock lock(_mutex);
    if (_signals == seen)
    {
        shared.crew.wait(lock, _changed, ms);
    }
    return _signals;
}

} // namespace duijie::engine
