// One host at a time owns a store.
#pragma once

#include <cstdint>
#include <string>

namespace duijie::store
{

/// Holds `path` locked while it lives. The lock belongs to the open file, so the system drops it when the
/// process ends in any way, kill -9 included; the file stays and holds the process id of its last owner as
/// text.
class StoreLock
{
public:
    /// Throws StoreError: Locked with the holder's process id, or Unusable when the file cannot be made.
    explicit StoreLock(const std::string& path);
    ~StoreLock();
    StoreLock(const StoreLock&) = delete;
    StoreLock& operator=(const StoreLock&) = delete;

private:
    std::intptr_t _handle;
};

} // namespace duijie::store
