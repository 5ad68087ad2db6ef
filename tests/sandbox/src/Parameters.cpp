#include "Parameters.h"

#include "Text.h"

#include <algorithm>

namespace duijie::sandbox
{

void Parameters::add(std::string_view raw, bool plusIsSpace)
{
    while (!raw.empty())
    {
        const std::size_t end = std::min(raw.find('&'), raw.size());
        const std::string_view pair = raw.substr(0, end);
        raw.remove_prefix(std::min(end + 1, raw.size()));
        if (pair.empty())
            continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string_view value = equals < pair.size() ? pair.substr(equals + 1) : std::string_view();
        _entries.emplace_back(percentDecode(pair.substr(0, equals), plusIsSpace),
                              percentDecode(value, plusIsSpace));
    }
}

std::optional<std::string_view> Parameters::find(std::string_view name) const
{
    for (const Entry& entry : _entries)
    {
        if (entry.first == name)
            return entry.second;
    }
    return std::nullopt;
}

std::string_view Parameters::get(std::string_view name) const
{
    return find(name).value_or(std::string_view());
}

std::string_view Parameters::repeated() const
{
    for (auto at = _entries.begin(); at != _entries.end(); ++at)
    {
        for (auto later = std::next(at); later != _entries.end(); ++later)
        {
            if (later->first == at->first)
                return at->first;
        }
    }
    return {};
}

std::vector<Parameters::Entry> Parameters::sorted() const
{
    std::vector<Entry> entries = _entries;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.first < b.first; });
    return entries;
}

} // namespace duijie::sandbox
