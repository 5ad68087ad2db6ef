// A copy of the store while it is in use, and back.
#pragma once

#include "store/OpenStore.h"

#include <cstdint>
#include <string>

namespace duijie::store
{

/// What a copy holds, counted in the copy itself.
struct CopyReport
{
    int64_t records = 0;
    int64_t intents = 0;
    int64_t calls = 0;
    uint64_t bytes = 0; ///< size of the file
};

/// Copies the store of `url` to `file` as it is at this moment; a host may be writing. The copy is checked
/// whole and durable before it gets its name: `file` is a sound backup, or what it was before. Replaces an
/// older backup, never anything else. Throws StoreError; Locked: another backup into this folder is running.
CopyReport backUpStore(const std::string& url, const std::string& file);

struct RestoreReport
{
    CopyReport copy;
    std::string replaced; ///< where the store that was there is kept; empty: there was none
    int64_t lookedUp = 0; ///< records that were under way when the backup was made
};

/// Puts a backup in the place of the store of `url`. `file` is checked whole before anything is touched.
/// Throws StoreError; Locked: a host holds the store.
///
/// What was sent since the backup was made is not in it. So that nothing is sent twice, records that could be
/// sent again are marked to be looked up in the target first, and the time is kept: see restoredMs().
RestoreReport restoreStore(const std::string& url, const std::string& file, const Surroundings& around);

/// When the store was put back from a backup, Unix ms; 0: never. The host that held the store before may have
/// sent something in its last moment that the target has not shown yet: nothing is looked up or sent before
/// that had its time.
int64_t restoredMs(Store& store);

} // namespace duijie::store
