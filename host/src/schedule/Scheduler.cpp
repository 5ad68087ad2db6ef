#include "schedule/Scheduler.h"

#include <algorithm>

namespace duijie::schedule
{

namespace
{

constexpr Work Works[] = {Work::Poll, Work::Audit, Work::Remedy};

std::size_t indexOf(Work work) noexcept
{
    return static_cast<std::size_t>(work);
}

} // namespace

int64_t Scheduler::random(int64_t most)
{
    return most <= 0 ? 0 : static_cast<int64_t>(_random() % static_cast<uint64_t>(most + 1));
}

void Scheduler::add(FlowPlan plan, int64_t nowMs)
{
    Entry& entry = _entries[plan.flow];
    entry.removed = false;
    entry.sweepDueMs.reset();
    for (Line& line : entry.lines)
    {
        line = {};
    }
    entry.zone = std::move(plan.zone);
    entry.lines[indexOf(Work::Poll)].rhythm = std::move(plan.poll);
    entry.lines[indexOf(Work::Audit)].rhythm = std::move(plan.audit);
    entry.sweep = std::move(plan.sweep);
    entry.lines[indexOf(Work::Remedy)].rhythm = std::move(plan.remedy);
    begin(entry, Work::Poll, plan.polled, nowMs);
    begin(entry, Work::Audit, plan.audited, nowMs);
    begin(entry, Work::Remedy, plan.remedied, nowMs);
    if (entry.sweep)
    {
        // A flow that never swept reads all it knows of anyway.
        entry.sweepDueMs =
            entry.sweep->next(plan.sweptMs == 0 ? nowMs : std::min(plan.sweptMs, nowMs), entry.zone);
    }
}

void Scheduler::remove(const std::string& flow)
{
    if (const auto found = _entries.find(flow); found != _entries.end())
    {
        found->second.removed = true;
        dropRemoved(flow);
    }
}

void Scheduler::dropRemoved(const std::string& flow)
{
    const auto found = _entries.find(flow);
    if (found != _entries.end() && found->second.removed && !found->second.busy && !found->second.occupied)
    {
        _entries.erase(found);
    }
}

void Scheduler::begin(Entry& entry, Work work, const History& history, int64_t nowMs)
{
    Line& line = entry.lines[indexOf(work)];
    if (!line.rhythm)
    {
        return;
    }
    line.startedMs = std::min(history.startedMs, nowMs);
    const bool never = history.startedMs == 0;
    // A flow that never ran runs at once; its audit has nothing to judge yet, its remedy nothing to make up
    // for.
    if (!history.well || (never && line.rhythm->isInterval() && work == Work::Poll))
    {
        line.dueMs = nowMs + random(std::min<int64_t>(_rules.jitterMs, line.rhythm->isInterval() ? 1000 : 0));
        return;
    }
    line.startedMs = never ? nowMs : line.startedMs;
    line.dueMs = regular(entry, line);
}

// The next start by the rhythm. Those of the calendar are spread a little: flows of equal settings need not
// all begin in one second.
std::optional<int64_t> Scheduler::regular(const Entry& entry, const Line& line)
{
    const auto at = line.rhythm ? line.rhythm->next(line.startedMs, entry.zone) : std::nullopt;
    if (!at || line.rhythm->isInterval())
    {
        return at;
    }
    const auto behind = line.rhythm->next(*at, entry.zone);
    const int64_t room = behind ? (*behind - *at) / 10 : _rules.jitterMs;
    return *at + random(std::min(_rules.jitterMs, room));
}

// A clock that was wrong and is set right must not hold a flow until the wrong time comes.
void Scheduler::clockWentBack(Entry& entry, int64_t nowMs) const
{
    for (Line& line : entry.lines)
    {
        if (line.rhythm && line.startedMs > nowMs)
        {
            line.startedMs = nowMs;
            line.dueMs = line.rhythm->next(nowMs, entry.zone);
        }
    }
}

std::vector<Start> Scheduler::due(int64_t nowMs)
{
    std::vector<Start> starts;
    for (auto& [flow, entry] : _entries)
    {
        if (!entry.mayStart())
        {
            continue;
        }
        clockWentBack(entry, nowMs);
        std::optional<Work> chosen; // what waits longest goes first; the poll among equals
        for (const Work work : Works)
        {
            const auto dueMs = entry.lines[indexOf(work)].dueMs;
            if (dueMs && *dueMs <= nowMs && (!chosen || *dueMs < *entry.lines[indexOf(*chosen)].dueMs))
            {
                chosen = work;
            }
        }
        if (!chosen)
        {
            continue;
        }
        Line& line = entry.lines[indexOf(*chosen)];
        entry.sweeping = *chosen == Work::Poll && entry.sweepDueMs && *entry.sweepDueMs <= nowMs;
        starts.push_back({flow, *chosen, entry.sweeping, *line.dueMs});
        entry.busy = chosen;
        line.startedMs = nowMs;
        line.asked = false;
    }
    return starts;
}

int64_t Scheduler::retryMs(const Line& line, std::optional<int64_t> regularMs, int64_t nowMs)
{
    const int doublings = std::clamp(line.failures - 1, 0, 20);
    const int64_t most = std::min(_rules.longestWaitMs, _rules.firstWaitMs << doublings);
    const int64_t wait = most / 2 + random(most - most / 2);
    const int64_t untilRegular = regularMs ? std::max(*regularMs - nowMs, _rules.leastRegularMs) : wait;
    return nowMs + std::min(wait, untilRegular);
}

void Scheduler::finished(const std::string& flow, bool well, int64_t nowMs)
{
    const auto found = _entries.find(flow);
    if (found == _entries.end() || !found->second.busy)
    {
        return;
    }
    Entry& entry = found->second;
    Line& line = entry.lines[indexOf(*entry.busy)];
    entry.busy.reset();
    line.startedMs = std::min(line.startedMs, nowMs);
    const auto regularMs = regular(entry, line);
    line.failures = well ? 0 : line.failures + 1;
    line.dueMs = line.asked ? nowMs : well ? regularMs : std::optional(retryMs(line, regularMs, nowMs));
    if (entry.sweeping && well)
    {
        entry.sweepDueMs = entry.sweep->next(line.startedMs, entry.zone);
    }
    entry.sweeping = false;
    dropRemoved(flow);
}

bool Scheduler::startNow(const std::string& flow, Work work, int64_t nowMs)
{
    const auto found = _entries.find(flow);
    if (found == _entries.end())
    {
        return false;
    }
    Line& line = found->second.lines[indexOf(work)];
    line.asked = true;
    line.dueMs = nowMs;
    return true;
}

bool Scheduler::setPaused(const std::string& flow, bool paused)
{
    const auto found = _entries.find(flow);
    if (found != _entries.end())
    {
        found->second.paused = paused;
    }
    return found != _entries.end();
}

bool Scheduler::occupy(const std::string& flow)
{
    const auto found = _entries.find(flow);
    if (found == _entries.end() || found->second.busy || found->second.occupied)
    {
        return found == _entries.end();
    }
    found->second.occupied = true;
    return true;
}

void Scheduler::release(const std::string& flow)
{
    if (const auto found = _entries.find(flow); found != _entries.end())
    {
        found->second.occupied = false;
        dropRemoved(flow);
    }
}

std::optional<int64_t> Scheduler::nextMs() const
{
    std::optional<int64_t> next;
    for (const auto& [flow, entry] : _entries)
    {
        for (const Line& line : entry.lines)
        {
            if (entry.mayStart() && line.dueMs && (!next || *line.dueMs < *next))
            {
                next = line.dueMs;
            }
        }
    }
    return next;
}

std::optional<int64_t> Scheduler::nextMs(const std::string& flow, Work work) const
{
    const auto found = _entries.find(flow);
    return found == _entries.end() ? std::nullopt : found->second.lines[indexOf(work)].dueMs;
}

} // namespace duijie::schedule
