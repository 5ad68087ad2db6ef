#include "engine/Arrivals.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace duijie::engine
{

void Arrivals::add(std::vector<store::LoadedRecord> records)
{
    const std::lock_guard lock(_mutex);
    for (store::LoadedRecord& record : records)
    {
        if (_records.empty() && _since == INT64_MAX)
        {
            _since = record.row.seq - 1;
        }
        _bytes += record.payload.size();
        _records.push_back(std::move(record));
    }
    while (_bytes > MostBytes)
    {
        drop(1);
    }
}

void Arrivals::drop(std::size_t count)
{
    for (; count > 0 && !_records.empty(); --count)
    {
        _since = _records.front().row.seq;
        _bytes -= _records.front().payload.size();
        _records.pop_front();
    }
}

std::vector<store::LoadedRecord> Arrivals::take(int64_t after, std::size_t limit)
{
    const std::lock_guard lock(_mutex);
    const auto first = std::find_if(_records.begin(), _records.end(),
                                    [after](const store::LoadedRecord& r) { return r.row.seq > after; });
    drop(static_cast<std::size_t>(first - _records.begin()));
    std::vector<store::LoadedRecord> taken;
    if (after < _since)
    {
        return taken; // something that waits may lie between
    }
    const std::size_t count = std::min(limit, _records.size());
    taken.reserve(count);
    std::move(_records.begin(), _records.begin() + static_cast<std::ptrdiff_t>(count),
              std::back_inserter(taken));
    for (std::size_t i = 0; i < count; ++i)
    {
        _since = taken[i].row.seq;
        _bytes -= taken[i].payload.size();
        _records.pop_front();
    }
    return taken;
}

} // namespace duijie::engine
