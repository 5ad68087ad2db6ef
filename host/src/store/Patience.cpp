#include "store/Patience.h"

#include "text/Catalogue.h"

#include <algorithm>

namespace duijie::store
{

namespace
{

// A disk that is broken, not full, is given a minute or two: then the run ends and says so.
constexpr int MostTriesWhenBroken = 30;

} // namespace

Patience::Patience(DiskWatch* watch, std::string path, const SqliteOptions& options)
    : _watch(watch), _path(std::move(path)), _firstMs(options.roomFirstMs), _mostMs(options.roomMostMs)
{
}

std::optional<int> Patience::waitAfter(const SqliteError& error)
{
    const DiskState disk = error.disk();
    const bool hopeless = disk == DiskState::Broken && _tries >= MostTriesWhenBroken;
    if (disk == DiskState::Good || hopeless || stopping())
    {
        return std::nullopt;
    }
    if (_tries == 0)
    {
        _watch->waits(disk == DiskState::Full ? text::say("store.waits.full", {_path})
                                              : text::say("store.waits.broken", {_path, error.what()}));
    }
    const int doublings = std::min(_tries, 16);
    ++_tries;
    return std::min<int64_t>(_mostMs, static_cast<int64_t>(_firstMs) << doublings);
}

void Patience::goesOn()
{
    if (_tries > 0)
    {
        _tries = 0;
        _watch->goesOn(text::say("store.goes_on", {_path}));
    }
}

} // namespace duijie::store
