// Records that were stored a moment ago, for whoever sends: it need not read them back from the store.
#pragma once

#include "store/Records.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace duijie::engine
{

/// A window on the end of the inbox. Whoever stores a flow's records tells all of them here, in order of
/// arrival, so that between the first and the last one held there is no other that waits; a window that would
/// grow too large begins anew behind what it lets go. Thread-safe.
class Arrivals
{
public:
    /// What is held at most; beyond it the store keeps what this does not.
    static constexpr std::size_t MostBytes = 2u << 20;

    /// Records that are durable now and wait to be sent, in order of arrival.
    void add(std::vector<store::LoadedRecord> records);

    /// The next `limit` records behind `after`, in order of arrival. Empty: only the store knows.
    std::vector<store::LoadedRecord> take(int64_t after, std::size_t limit);

private:
    void drop(std::size_t count);

    std::mutex _mutex;
    std::deque<store::LoadedRecord> _records;
    std::size_t _bytes = 0;
    int64_t _since = INT64_MAX; // nothing that waits lies between this one and the first one held
};

} // namespace duijie::engine
