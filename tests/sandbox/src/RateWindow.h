#pragma once

#include <cstdint>
#include <deque>
#include <mutex>

namespace duijie::sandbox
{

/** Counts the calls of one credential in the last 60 seconds, and the most there ever were. */
class RateWindow
{
public:
    /** A window with that many accepted calls a minute when it enforces. */
    RateWindow(std::uint32_t limit, bool enforce);

    /** Notes a call at that time; false when the limit is enforced and already used up. */
    bool enter(std::int64_t nowMs);

    /** The most calls that ever came within 60 seconds, refused ones included. */
    std::uint64_t largest() const;

    /** How many calls were refused. */
    std::uint64_t violations() const;

    /** Forgets everything. */
    void reset();

private:
    mutable std::mutex _mutex;
    std::uint32_t _limit;
    bool _enforce;
    std::deque<std::int64_t> _all;
    std::deque<std::int64_t> _accepted;
    std::uint64_t _largest = 0;
    std::uint64_t _violations = 0;
};

} // namespace duijie::sandbox
