// Which flow starts when. Decides only: the time is handed in, starting and ending are the caller's.
#pragma once

#include "schedule/Rhythm.h"

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace duijie::schedule
{

/// What a flow can be started for.
enum class Work
{
    Poll,
    Audit,
    Remedy ///< the second reading that the source document arranges
};

/// What is known of one kind of work of a flow. Times are Unix milliseconds, 0: never.
struct History
{
    int64_t startedMs = 0;
    bool well = true; ///< false: it failed or was cut short, so it is due again at once
};

/// A flow and its rhythms.
struct FlowPlan
{
    std::string flow;
    std::string zone = "Asia/Shanghai";
    Rhythm poll;
    std::optional<Rhythm> sweep; ///< when the past is read again, with the poll that comes next
    std::optional<Rhythm> audit;
    std::optional<Rhythm> remedy;
    History polled;
    History audited;
    History remedied;
    int64_t sweptMs = 0;
};

/// Limits of the whole schedule.
struct ScheduleRules
{
    int64_t jitterMs = 10'000;    ///< starts of the calendar come up to so much later, never a tenth of the
                                  ///< time to the one behind
    int64_t firstWaitMs = 30'000; ///< after a failure; doubles with each
    int64_t longestWaitMs = 900'000; ///< but never longer than
    int64_t leastRegularMs =
        60'000; ///< nor than until the next regular start, when that is no sooner than this
};

/// One thing to start now.
struct Start
{
    std::string flow;
    Work work = Work::Poll;
    bool sweep = false; ///< poll: read the past again as well
    int64_t dueMs = 0;
};

/// Never starts a flow twice at a time: an audit beside a poll would call missing what is on its way. What
/// was missed while nobody looked (the host was down, the flow was busy) is started once, however often it
/// was missed. One thread.
class Scheduler
{
public:
    Scheduler(ScheduleRules rules, uint64_t seed) : _rules(rules), _random(seed) {}

    /// Also changes the rhythms of a flow that is here; what it is busy with goes on.
    void add(FlowPlan plan, int64_t nowMs);

    /// Starts the flow no more.
    void remove(const std::string& flow);

    /// What is to be started now; each flow counts as busy until finished() is told.
    std::vector<Start> due(int64_t nowMs);

    /// The work a flow was started for is over. `well` false: it is tried again, later with each failure.
    void finished(const std::string& flow, bool well, int64_t nowMs);

    /// Makes the flow's work due now, also when it is busy with something: then when that ends. False: there
    /// is no such flow.
    bool startNow(const std::string& flow, Work work, int64_t nowMs);

    /// Starts nothing of the flow until it is resumed; what comes due meanwhile is made up for then. False:
    /// there is no such flow.
    bool setPaused(const std::string& flow, bool paused);

    /// Keeps the flow for work that no rhythm asks for, until it is released. False: it is busy. A flow
    /// that is not here never is.
    bool occupy(const std::string& flow);
    void release(const std::string& flow);

    /// When the next start is due; nothing while every flow is busy or none is there.
    std::optional<int64_t> nextMs() const;

    /// When a flow's work is due next.
    std::optional<int64_t> nextMs(const std::string& flow, Work work) const;

private:
    struct Line
    {
        std::optional<Rhythm> rhythm;
        int64_t startedMs = 0;
        std::optional<int64_t> dueMs;
        int failures = 0;
        bool asked = false; ///< somebody wants it as soon as it can be
    };

    struct Entry
    {
        std::string zone;
        Line lines[3]; ///< by Work
        std::optional<Rhythm> sweep;
        std::optional<int64_t> sweepDueMs;
        bool sweeping = false;
        std::optional<Work> busy;
        bool occupied = false;
        bool paused = false;
        bool removed = false; ///< kept only until what it is busy with has ended

        bool mayStart() const noexcept { return !busy && !occupied && !paused && !removed; }
    };

    void dropRemoved(const std::string& flow);
    void begin(Entry& entry, Work work, const History& history, int64_t nowMs);
    void clockWentBack(Entry& entry, int64_t nowMs) const;
    std::optional<int64_t> regular(const Entry& entry, const Line& line);
    int64_t retryMs(const Line& line, std::optional<int64_t> regularMs, int64_t nowMs);
    int64_t random(int64_t most);

    const ScheduleRules _rules;
    std::mt19937_64 _random;
    std::map<std::string, Entry> _entries;
};

} // namespace duijie::schedule
