#include "Counters.h"

#include "JsonOut.h"

namespace duijie::sandbox
{

void Counters::add(Counts& counts, std::string_view key)
{
    const auto at = counts.find(key);
    if (at != counts.end())
        ++at->second;
    else
        counts.emplace(key, 1);
}

void Counters::request(std::string_view vendor, std::string_view path)
{
    const std::lock_guard lock(_mutex);
    auto at = _requests.find(vendor);
    if (at == _requests.end())
        at = _requests.emplace(vendor, Counts()).first;
    add(at->second, path);
}

void Counters::refusal(std::string_view reason)
{
    if (reason.empty())
        return;
    const std::lock_guard lock(_mutex);
    add(_refusals, reason);
}

void Counters::fault(std::string_view kind)
{
    const std::lock_guard lock(_mutex);
    add(_faults, kind);
}

void Counters::billsSaved(std::uint32_t count, std::int64_t nowMs)
{
    if (count == 0)
        return;
    const std::lock_guard lock(_mutex);
    if (_billsSaved == 0)
        _firstSavedMs = nowMs;
    _lastSavedMs = nowMs;
    _billsSaved += count;
}

void Counters::writeCounts(JsonOut& out, const Counts& counts)
{
    out.beginObject();
    for (const auto& [key, count] : counts)
        out.field(key, count);
    out.endObject();
}

void Counters::write(JsonOut& out) const
{
    const std::lock_guard lock(_mutex);
    out.key("requests").beginObject();
    for (const auto& [vendor, counts] : _requests)
    {
        out.key(vendor);
        writeCounts(out, counts);
    }
    out.endObject().key("refusals");
    writeCounts(out, _refusals);
    out.key("faults");
    writeCounts(out, _faults);
    out.key("refused").beginObject();
    for (const std::string_view vendor : {"wdt", "jdy"})
        out.field(vendor, refused(vendor));
    out.endObject().field("bills_saved", _billsSaved);
    out.key("bills_saved_at").beginObject().field("first", _firstSavedMs).field("last", _lastSavedMs);
    out.endObject();
}

std::uint64_t Counters::refused(std::string_view vendor) const
{
    std::uint64_t sum = 0;
    for (const auto& [reason, count] : _refusals)
    {
        const bool gateway = vendor == "wdt" && reason.starts_with("top-");
        if (gateway || reason.starts_with(std::string(vendor) + "-"))
            sum += count;
    }
    return sum;
}

void Counters::reset()
{
    const std::lock_guard lock(_mutex);
    _requests.clear();
    _refusals.clear();
    _faults.clear();
    _billsSaved = 0;
    _firstSavedMs = 0;
    _lastSavedMs = 0;
}

} // namespace duijie::sandbox
