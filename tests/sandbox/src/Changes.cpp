#include "Changes.h"

#include <mutex>

namespace duijie::sandbox
{

void Changes::move(std::uint32_t index, const Moved& moved)
{
    const std::unique_lock lock(_mutex);
    const auto [at, fresh] = _moved.try_emplace(index, moved);
    if (!fresh)
    {
        _order.erase({at->second.key, index});
        at->second = moved;
    }
    _order.emplace(moved.key, index);
    _none.store(false, std::memory_order_release);
}

std::optional<Moved> Changes::find(std::uint32_t index) const
{
    if (none())
        return std::nullopt;
    const std::shared_lock lock(_mutex);
    const auto at = _moved.find(index);
    return at == _moved.end() ? std::nullopt : std::optional(at->second);
}

std::vector<std::pair<std::uint32_t, Moved>> Changes::all() const
{
    const std::shared_lock lock(_mutex);
    return {_moved.begin(), _moved.end()};
}

} // namespace duijie::sandbox
