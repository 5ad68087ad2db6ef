// From a path to open connections, or to a sentence that says why not.
#pragma once

#include "store/OpenStore.h"
#include "store/SqliteConnection.h"
#include "store/StoreLock.h"

namespace duijie::store
{

/// What a store is made of.
struct OpenedFile
{
    std::string path;                         ///< absolute, without symbolic links
    std::unique_ptr<StoreLock> lock;          ///< null for Access::Read
    std::unique_ptr<SqliteConnection> writer; ///< null for Access::Read
    std::unique_ptr<SqliteConnection> reader;
    SqliteUse readerUse = SqliteUse::Read;
};

/// Throws StoreError.
OpenedFile openSqliteFile(const std::string& path, Access access, const SqliteOptions& options);

} // namespace duijie::store
