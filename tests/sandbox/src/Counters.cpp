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

void Counters::billSaved()
{
    const std::lock_guard lock(_mutex);
    ++_billsSaved;
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
    out.field("bills_saved", _billsSaved);
}

void Counters::reset()
{
    const std::lock_guard lock(_mutex);
    _requests.clear();
    _refusals.clear();
    _faults.clear();
    _billsSaved = 0;
}

} // namespace duijie::sandbox
