// A schedule over simulated time: no clock but the one of the test.
#pragma once

#include "schedule/Scheduler.h"

#include "duijie/sdk/Times.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace duijie::schedule::test
{

inline constexpr int64_t Second = 1000;
inline constexpr int64_t Minute = 60 * Second;
inline constexpr int64_t Hour = 60 * Minute;
inline constexpr int64_t Day = 24 * Hour;
inline const int64_t Begin = sdk::parseDateTime("2026-11-01 10:00:00").value();

inline Rhythm rhythm(const std::string& text)
{
    std::string error;
    const auto parsed = Rhythm::parse(text, error);
    BOOST_REQUIRE_MESSAGE(parsed, text << ": " << error);
    return *parsed;
}

inline FlowPlan planOf(const std::string& flow, const std::string& poll, const std::string& audit = "")
{
    FlowPlan plan;
    plan.flow = flow;
    plan.poll = rhythm(poll);
    if (!audit.empty())
    {
        plan.audit = rhythm(audit);
    }
    return plan;
}

inline ScheduleRules exact()
{
    ScheduleRules rules;
    rules.jitterMs = 0;
    return rules;
}

// Runs the schedule without waiting: the clock jumps to whatever comes next, an end or a start.
struct World
{
    explicit World(ScheduleRules rules = exact(), uint64_t seed = 1) : scheduler(rules, seed) {}

    struct Ran
    {
        Start start;
        int64_t atMs = 0;
    };

    void runUntil(int64_t endMs)
    {
        while (true)
        {
            for (const Start& start : scheduler.due(now))
            {
                BOOST_TEST(busy.count(start.flow) == 0u, start.flow << " was started twice at a time");
                BOOST_TEST(start.dueMs <= now);
                ran.push_back({start, now});
                busy[start.flow] = now + (lasts ? lasts(start) : Second);
            }
            int64_t next = scheduler.nextMs().value_or(endMs + 1);
            for (const auto& [flow, ends] : busy)
            {
                next = std::min(next, ends);
            }
            if (next > endMs)
            {
                now = endMs;
                return;
            }
            BOOST_TEST_REQUIRE(next >= now);
            now = std::max(now, next);
            for (auto at = busy.begin(); at != busy.end();)
            {
                if (at->second <= now)
                {
                    const std::string flow = at->first;
                    at = busy.erase(at);
                    scheduler.finished(flow, !fails || !fails(flow, now), now);
                    continue;
                }
                ++at;
            }
        }
    }

    std::vector<int64_t> times(const std::string& flow, Work work = Work::Poll) const
    {
        std::vector<int64_t> out;
        for (const Ran& each : ran)
        {
            if (each.start.flow == flow && each.start.work == work)
            {
                out.push_back(each.atMs);
            }
        }
        return out;
    }

    Scheduler scheduler;
    int64_t now = Begin;
    std::map<std::string, int64_t> busy;
    std::vector<Ran> ran;
    std::function<int64_t(const Start&)> lasts;
    std::function<bool(const std::string& flow, int64_t now)> fails;
};

} // namespace duijie::schedule::test
