// Waiting for a disk that takes nothing more, where somebody watches it.
#pragma once

#include "store/OpenStore.h"
#include "store/SqliteConnection.h"

#include <optional>
#include <string>

namespace duijie::store
{

/// Used by the writer's thread alone.
class Patience
{
public:
    Patience(DiskWatch* watch, std::string path, const SqliteOptions& options);

    /// After a failed write: how long to wait before it is tried again; nothing: it failed for good. Tells
    /// the watch the first time.
    std::optional<int> waitAfter(const SqliteError& error);

    /// After a write that succeeded.
    void goesOn();

    bool stopping() const { return _watch == nullptr || _watch->stopping(); }

private:
    DiskWatch* _watch;
    std::string _path;
    int _firstMs;
    int _mostMs;
    int _tries = 0;
};

} // namespace duijie::store
