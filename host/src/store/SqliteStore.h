// The store on one SQLite file: one writer, a pool of readers, a lock.
#pragma once

#include "store/OpenStore.h"
#include "store/SqliteConnection.h"

namespace duijie::store
{

/// Opens the file, as openStore() does, with settings of its own. For tests: faults come in through
/// options.vfs.
std::unique_ptr<Store> openSqliteStore(const std::string& path, Access access, const SqliteOptions& options,
                                       const Surroundings& around);

} // namespace duijie::store
