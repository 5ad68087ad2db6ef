#include "ops/FlowBoard.h"

namespace duijie::ops
{

void FlowBoard::opened(const std::string& flow, bool paused, const std::string& lastState,
                       int64_t lastSuccessMs)
{
    const std::lock_guard lock(_mutex);
    FlowStanding& standing = _flows[flow];
    standing.open = true;
    standing.leftOutWhy.clear();
    standing.paused = paused;
    if (standing.runs.empty())
    {
        standing.lastState = lastState;
        standing.lastSuccessMs = lastSuccessMs;
    }
}

void FlowBoard::closed(const std::string& flow)
{
    const std::lock_guard lock(_mutex);
    _flows.erase(flow);
}

void FlowBoard::leftOut(const std::string& flow, const std::string& why)
{
    const std::lock_guard lock(_mutex);
    FlowStanding& standing = _flows[flow];
    standing.leftOutWhy += (standing.leftOutWhy.empty() ? "" : " ") + why;
}

void FlowBoard::paused(const std::string& flow, bool paused)
{
    const std::lock_guard lock(_mutex);
    _flows[flow].paused = paused;
}

void FlowBoard::began(const std::string& flow)
{
    const std::lock_guard lock(_mutex);
    _flows[flow].running = true;
}

void FlowBoard::rested(const std::string& flow)
{
    const std::lock_guard lock(_mutex);
    if (const auto found = _flows.find(flow); found != _flows.end())
    {
        found->second.running = false;
    }
}

void FlowBoard::ended(const std::string& flow, const std::string& state, const std::string& error,
                      int64_t nowMs)
{
    const std::lock_guard lock(_mutex);
    const auto found = _flows.find(flow);
    if (found == _flows.end())
    {
        return; // closed meanwhile
    }
    FlowStanding& standing = found->second;
    standing.running = false;
    ++standing.runs[state];
    standing.lastState = state;
    standing.lastError = error;
    if (state == "ok" || state == "attention")
    {
        standing.lastSuccessMs = nowMs;
    }
}

std::map<std::string, FlowStanding> FlowBoard::standings() const
{
    const std::lock_guard lock(_mutex);
    return _flows;
}

} // namespace duijie::ops
