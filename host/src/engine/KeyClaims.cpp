#include "engine/KeyClaims.h"

#include <algorithm>
#include <functional>

namespace duijie::engine
{

namespace
{

constexpr std::size_t MostRecent = 4096;

uint64_t hashOf(std::string_view text) noexcept
{
    return std::hash<std::string_view>()(text);
}

} // namespace

int64_t KeyClaims::claim(std::string_view scope, std::string_view naturalKey, int64_t seq)
{
    const uint64_t key = hashOf(naturalKey) ^ (hashOf(scope) * 0x9E3779B97F4A7C15ULL);
    const auto byKey = [](const Claim& a, const Claim& b) { return a.key < b.key; };
    const auto at = std::lower_bound(_settled.begin(), _settled.end(), Claim{key, 0}, byKey);
    if (at != _settled.end() && at->key == key)
    {
        return at->owner;
    }
    if (const auto [entry, fresh] = _recent.emplace(key, seq); !fresh)
    {
        return entry->second;
    }
    if (_recent.size() >= MostRecent)
    {
        const auto middle = static_cast<std::ptrdiff_t>(_settled.size());
        for (const auto& [claimed, by] : _recent)
        {
            _settled.push_back({claimed, by});
        }
        std::sort(_settled.begin() + middle, _settled.end(), byKey);
        std::inplace_merge(_settled.begin(), _settled.begin() + middle, _settled.end(), byKey);
        _recent.clear();
    }
    return seq;
}

} // namespace duijie::engine
