#include "RateWindow.h"

#include <algorithm>

namespace duijie::sandbox
{

namespace
{

constexpr std::int64_t kWindowMs = 60000;

void dropOld(std::deque<std::int64_t>& times, std::int64_t nowMs)
{
    while (!times.empty() && times.front() <= nowMs - kWindowMs)
        times.pop_front();
}

} // namespace

RateWindow::RateWindow(std::uint32_t limit, bool enforce) : _limit(limit), _enforce(enforce) {}

bool RateWindow::enter(std::int64_t nowMs)
{
    const std::lock_guard lock(_mutex);
    dropOld(_all, nowMs);
    _all.push_back(nowMs);
    _largest = std::max<std::uint64_t>(_largest, _all.size());
    if (!_enforce)
        return true;
    dropOld(_accepted, nowMs);
    if (_accepted.size() >= _limit)
    {
        ++_violations;
        return false;
    }
    _accepted.push_back(nowMs);
    return true;
}

std::uint64_t RateWindow::largest() const
{
    const std::lock_guard lock(_mutex);
    return _largest;
}

std::uint64_t RateWindow::violations() const
{
    const std::lock_guard lock(_mutex);
    return _violations;
}

void RateWindow::reset()
{
    const std::lock_guard lock(_mutex);
    _all.clear();
    _accepted.clear();
    _largest = 0;
    _violations = 0;
}

} // namespace duijie::sandbox
