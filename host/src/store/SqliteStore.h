// The store on one SQLite file: one writer, a pool of readers, a lock.
#pragma once

#include "store/OpenStore.h"
#include "store/SqliteOpening.h"
#include "store/WriteQueue.h"

namespace duijie::store
{

/// Opens the file, as openStore() does, with settings of its own. For tests: faults come in through
/// options.vfs.
std::unique_ptr<Store> openSqliteStore(const std::string& path, Access access, const SqliteOptions& options,
                                       const Surroundings& around);

/// A store whose writes go through `queue`, which has the writing connection of `file`; null: it takes none.
std::unique_ptr<Store> makeSqliteStore(OpenedFile file, std::unique_ptr<WriteQueue> queue,
                                       const SqliteOptions& options);

} // namespace duijie::store
