#include "app/PlanTimes.h"

#include "config/TimeZone.h"

#include "text/Catalogue.h"

#include <Poco/Timestamp.h>

namespace duijie::app
{

std::optional<plan::TimeVariables> timesOf(const std::string& zone, const std::string& now,
                                           const std::string& lastSync, std::string& problem)
{
    const std::string name = zone.empty() ? "Asia/Shanghai" : zone;
    if (!config::TimeZone::exists(name))
    {
        problem = text::say("app.plan.zone", {name});
        return std::nullopt;
    }
    const config::TimeZone there(name);
    const auto moment = [&](const std::string& text, int64_t otherwise)
    {
        const std::optional<int64_t> read = text.empty() ? otherwise : there.parse(text);
        problem = read ? problem : text::say("app.plan.time", {text});
        return read;
    };
    constexpr int64_t Hour = 3'600'000;
    const std::optional<int64_t> end = moment(now, Poco::Timestamp().epochMicroseconds() / 1000);
    const std::optional<int64_t> begin = moment(lastSync, end.value_or(0) - Hour);
    if (!end || !begin)
    {
        return std::nullopt;
    }
    plan::TimeVariables times;
    times.nowMs = times.currentMs = *end;
    times.lastSyncMs = *begin;
    const int64_t shown = config::TimeZone("UTC").parse(there.format(*end)).value_or(*end);
    times.offsetMinutes = static_cast<int>((shown - *end / 1000 * 1000) / 60'000);
    return times;
}

} // namespace duijie::app
