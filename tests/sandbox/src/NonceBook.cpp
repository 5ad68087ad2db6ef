#include "NonceBook.h"

#include "Random.h"

#include <functional>

namespace duijie::sandbox
{

bool NonceBook::Minute::contains(std::uint64_t hash) const
{
    if (slots.empty())
        return false;
    const std::size_t mask = slots.size() - 1;
    for (std::size_t at = hash & mask; slots[at] != 0; at = (at + 1) & mask)
    {
        if (slots[at] == hash)
            return true;
    }
    return false;
}

void NonceBook::Minute::insert(std::uint64_t hash)
{
    if ((used + 1) * 2 > slots.size())
    {
        std::vector<std::uint64_t> old(slots.empty() ? 1024 : slots.size() * 2, 0);
        old.swap(slots);
        used = 0;
        for (const std::uint64_t kept : old)
        {
            if (kept != 0)
                insert(kept);
        }
    }
    const std::size_t mask = slots.size() - 1;
    std::size_t at = hash & mask;
    while (slots[at] != 0)
        at = (at + 1) & mask;
    slots[at] = hash;
    ++used;
}

bool NonceBook::enter(std::string_view nonce, std::int64_t timestampMs)
{
    // Zero marks a free slot, hence the lowest bit is always set.
    const std::uint64_t hash = mix(std::hash<std::string_view>()(nonce), 7) | 1;
    const std::int64_t minute = timestampMs / 60000;
    const std::lock_guard lock(_mutex);
    for (const Minute& kept : _minutes)
    {
        const std::int64_t distance = kept.minute - minute;
        if (distance > -static_cast<std::int64_t>(kMinutes) &&
            distance < static_cast<std::int64_t>(kMinutes) && kept.contains(hash))
            return false;
    }
    Minute& own = _minutes[static_cast<std::size_t>(minute) % kMinutes];
    if (own.minute != minute)
        own = Minute{minute, 0, {}};
    own.insert(hash);
    return true;
}

} // namespace duijie::sandbox
