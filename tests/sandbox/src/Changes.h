#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <set>
#include <shared_mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace duijie::sandbox
{

/** Where a document has moved since the world was built; all in seconds since 1970 UTC. */
struct Moved
{
    /** The time the vendor filters by. */
    std::int64_t key = 0;
    /** Stock-in or consign time, always on the day it was on. */
    std::int64_t bill = 0;
    /** The modified time the row shows. */
    std::int64_t changed = 0;
};

/** The documents modified on command, beside the world that never changes; safe for many threads. */
class Changes
{
public:
    /** Documents by the time the vendor filters by. */
    using Order = std::set<std::pair<std::int64_t, std::uint32_t>>;

    /** Moves a document, once more when it has moved before. */
    void move(std::uint32_t index, const Moved& moved);

    /** Where the document is now; nothing when it never moved. */
    std::optional<Moved> find(std::uint32_t index) const;

    /** All that have moved. */
    std::vector<std::pair<std::uint32_t, Moved>> all() const;

    /** True when nothing has moved; then no look-up is needed. */
    bool none() const { return _none.load(std::memory_order_acquire); }

    /** Calls `work` with the moved documents in order and a test whether one has moved, all of one moment. */
    template <typename Work> void look(Work work) const
    {
        const std::shared_lock lock(_mutex);
        work(_order, [&](std::uint32_t index) { return _moved.contains(index); });
    }

private:
    mutable std::shared_mutex _mutex;
    std::atomic<bool> _none{true};
    std::unordered_map<std::uint32_t, Moved> _moved;
    Order _order;
};

} // namespace duijie::sandbox
