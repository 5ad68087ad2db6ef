// Functions on dates and times, all in the zone of the flow.
#include "plan/formula/Function.h"

#include <limits>

namespace duijie::plan::formula
{

namespace
{

constexpr int64_t DaySeconds = 86'400;
constexpr int64_t Million = 1'000'000;

int64_t floorDiv(int64_t value, int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

Moment now(const Surroundings& surroundings)
{
    Moment out;
    out.seconds = floorDiv(surroundings.nowMs, 1000) + surroundings.offsetMinutes * 60;
    return out;
}

Moment dateOf(Moment moment)
{
    moment.seconds = dayOf(moment) * DaySeconds;
    moment.micros = 0;
    moment.dateOnly = true;
    return moment;
}

Value nowFunction(Arguments, const Surroundings& surroundings)
{
    return now(surroundings);
}

Value today(Arguments, const Surroundings& surroundings)
{
    return dateOf(now(surroundings));
}

Value date(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> moment = arguments[0].moment();
    return moment ? Value(dateOf(*moment)) : Value();
}

Value dateFormat(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> moment = arguments[0].moment();
    return moment ? Value(formatMoment(*moment, arguments[1].text())) : Value();
}

Value stringToDate(Arguments arguments, const Surroundings&)
{
    return parseMoment(arguments[0].text(), arguments[1].text());
}

Value fromUnixTime(Arguments arguments, const Surroundings& surroundings)
{
    const Number seconds = arguments[0].number();
    const std::optional<int64_t> whole = seconds.truncated(0).toInteger();
    constexpr int64_t Last = int64_t{1} << 40U; // far behind year 9999
    if (seconds.isNegative() || !whole || *whole > Last)
    {
        return {};
    }
    Moment moment;
    moment.seconds = *whole + surroundings.offsetMinutes * 60;
    const std::optional<Number> rest = seconds.minus(Number(*whole));
    const std::optional<Number> micros = rest ? rest->times(Number(Million)) : std::nullopt;
    moment.micros = static_cast<int>(micros ? micros->truncated(0).toInteger().value_or(0) : 0);
    if (partsOf(moment).year > 9999)
    {
        return {};
    }
    return arguments.size() > 1 ? Value(formatMoment(moment, arguments[1].text())) : Value(moment);
}

Value unixTimestamp(Arguments arguments, const Surroundings& surroundings)
{
    if (arguments.empty())
    {
        return Number(floorDiv(surroundings.nowMs, 1000));
    }
    const std::optional<Moment> moment = arguments[0].moment();
    if (!moment)
    {
        return {};
    }
    const int64_t seconds = moment->seconds - surroundings.offsetMinutes * 60;
    if (seconds < 0)
    {
        return Number(0);
    }
    if (moment->micros == 0)
    {
        return Number(seconds);
    }
    return Number::parse(std::to_string(seconds) + "." + formatMoment(*moment, "%f"));
}

Value lastDay(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> moment = arguments[0].moment();
    if (!moment)
    {
        return {};
    }
    WallParts parts = partsOf(*moment);
    parts.day = 1;
    const std::optional<Moment> next = moved(*makeMoment({parts.year, parts.month}, true), Unit::Month, 1);
    return next ? Value(moved(*next, Unit::Day, -1)) : Value();
}

Value dateDiff(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> left = arguments[0].moment();
    const std::optional<Moment> right = arguments[1].moment();
    return left && right ? Value(Number(dayOf(*left) - dayOf(*right))) : Value();
}

template <int WallParts::*Part> Value part(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> moment = arguments[0].moment();
    return moment ? Value(Number(partsOf(*moment).*Part)) : Value();
}

Value quarter(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> moment = arguments[0].moment();
    return moment ? Value(Number((partsOf(*moment).month + 2) / 3)) : Value();
}

Value dayOfWeek(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> moment = arguments[0].moment();
    return moment ? Value(Number((weekdayOf(*moment) + 1) % 7 + 1)) : Value();
}

Value weekday(Arguments arguments, const Surroundings&)
{
    const std::optional<Moment> moment = arguments[0].moment();
    return moment ? Value(Number(weekdayOf(*moment))) : Value();
}

constexpr Function Functions[] = {
    {"now", 0, 0, false, nowFunction},
    {"sysdate", 0, 0, false, nowFunction},
    {"current_timestamp", 0, 0, false, nowFunction},
    {"curdate", 0, 0, false, today},
    {"current_date", 0, 0, false, today},
    {"date", 1, 1, false, date},
    {"date_format", 2, 2, false, dateFormat, true},
    {"str_to_date", 2, 2, false, stringToDate},
    {"from_unixtime", 1, 2, false, fromUnixTime},
    {"unix_timestamp", 0, 1, false, unixTimestamp},
    {"last_day", 1, 1, false, lastDay},
    {"datediff", 2, 2, false, dateDiff},
    {"year", 1, 1, false, part<&WallParts::year>},
    {"month", 1, 1, false, part<&WallParts::month>},
    {"day", 1, 1, false, part<&WallParts::day>},
    {"dayofmonth", 1, 1, false, part<&WallParts::day>},
    {"hour", 1, 1, false, part<&WallParts::hour>},
    {"minute", 1, 1, false, part<&WallParts::minute>},
    {"second", 1, 1, false, part<&WallParts::second>},
    {"quarter", 1, 1, false, quarter},
    {"dayofweek", 1, 1, false, dayOfWeek},
    {"weekday", 1, 1, false, weekday},
};

} // namespace

std::span<const Function> timeFunctions()
{
    return Functions;
}

} // namespace duijie::plan::formula
