#include "plan/Variables.h"

#include <charconv>

namespace duijie::plan
{

namespace
{

struct Fixed
{
    std::string_view name;
    Variable::Kind kind;
};

constexpr Fixed FixedNames[] = {
    {"LAST_SYNC_TIME", Variable::Kind::LastSyncTime},   {"CURRENT_TIME", Variable::Kind::CurrentTime},
    {"PAGINATION_PAGE_SIZE", Variable::Kind::PageSize}, {"PAGINATION_START_PAGE", Variable::Kind::StartPage},
    {"PAGINATION_START_ROW", Variable::Kind::StartRow},
};

struct Unit
{
    std::string_view prefix;
    int64_t milliseconds;
};

constexpr int64_t Minute = 60'000;

constexpr Unit Units[] = {
    {"DAYS_AGO_", 1440 * Minute}, {"DAY_AGO_", 1440 * Minute}, {"HOUR_AGO_", 60 * Minute},
    {"HOURS_AGO_", 60 * Minute},  {"MINUTE_AGO_", Minute},     {"MINUTES_AGO_", Minute},
};

} // namespace

std::optional<Variable> variableOf(std::string_view name) noexcept
{
    for (const Fixed& fixed : FixedNames)
    {
        if (fixed.name == name)
        {
            return Variable{fixed.kind, 0};
        }
    }
    for (const Unit& unit : Units)
    {
        if (!name.starts_with(unit.prefix))
        {
            continue;
        }
        const std::string_view digits = name.substr(unit.prefix.size());
        uint32_t count = 0;
        const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), count);
        constexpr uint32_t MostUnits = 10'000'000; // 19 years of minutes; keeps the product far from overflow
        if (end.ec == std::errc() && end.ptr == digits.data() + digits.size() && count <= MostUnits)
        {
            return Variable{Variable::Kind::Ago, count * unit.milliseconds};
        }
    }
    return std::nullopt;
}

int64_t timeOf(const Variable& variable, const TimeVariables& times) noexcept
{
    switch (variable.kind)
    {
    case Variable::Kind::LastSyncTime:
        return times.lastSyncMs;
    case Variable::Kind::Ago:
        return times.nowMs - variable.ago;
    case Variable::Kind::CurrentTime:
    case Variable::Kind::PageSize:
    case Variable::Kind::StartPage:
    case Variable::Kind::StartRow:
        break;
    }
    return times.currentMs;
}

} // namespace duijie::plan
