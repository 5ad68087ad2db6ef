// How the flows of a running host stand, for whoever asks from another thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace duijie::ops
{

struct FlowStanding
{
    bool open = false;
    std::string leftOutWhy; ///< of a flow that is not open; empty: the host is still starting
    bool running = false;
    bool paused = false;       ///< by a person
    std::string lastState;     ///< of the last run that ended: ok, attention, failed, stopped; empty: none
    std::string lastError;     ///< sentence
    int64_t lastSuccessMs = 0; ///< 0: never
    std::map<std::string, int64_t> runs; ///< by state, of this process
};

/// Thread-safe.
class FlowBoard
{
public:
    /// What is known of its runs in this process stays.
    void opened(const std::string& flow, bool paused, const std::string& lastState, int64_t lastSuccessMs);
    /// It is no longer among the flows of this host.
    void closed(const std::string& flow);
    void leftOut(const std::string& flow, const std::string& why);
    void paused(const std::string& flow, bool paused);
    void began(const std::string& flow);
    /// It works no longer, and what it did says nothing of how it stands.
    void rested(const std::string& flow);
    void ended(const std::string& flow, const std::string& state, const std::string& error, int64_t nowMs);

    std::map<std::string, FlowStanding> standings() const;

private:
    mutable std::mutex _mutex;
    std::map<std::string, FlowStanding> _flows;
};

} // namespace duijie::ops
