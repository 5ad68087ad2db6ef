#include "engine/AuditReport.h"

namespace duijie::engine
{

void AuditList::add(AuditItem item)
{
    ++count;
    if (items.size() < MostKept)
    {
        items.push_back(std::move(item));
    }
}

bool AuditFindings::clean() const noexcept
{
    return missing.count == 0 && doubled.count == 0 && different.count == 0 && unexpected.count == 0;
}

AuditFindings& AuditReport::dayOf(const std::string& day)
{
    const auto at = days.lower_bound(day);
    if (at != days.end())
    {
        return at->second; // the day itself, or the first of the period for one before it
    }
    return days.empty() ? days[day] : days.rbegin()->second;
}

void AuditReport::note(const std::string& day, AuditList AuditFindings::*kind, AuditItem item)
{
    (this->*kind).add(item);
    (dayOf(day).*kind).add(std::move(item));
}

void AuditReport::count(const std::string& day, int64_t AuditFindings::*counter, int64_t by)
{
    this->*counter += by;
    dayOf(day).*counter += by;
}

void AuditReport::leaveOut(const std::string& day, const std::string& reason)
{
    ++leftOut[reason];
    ++dayOf(day).leftOut[reason];
}

bool AuditReport::verdict() const noexcept
{
    return complete && clean();
}

const char* verdictName(bool complete, const AuditFindings& findings) noexcept
{
    return !complete ? "unknown" : findings.clean() ? "right" : "wrong";
}

} // namespace duijie::engine
