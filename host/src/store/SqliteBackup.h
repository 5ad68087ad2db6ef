// Backup and restore of the SQLite file, with settings of their own. For tests: faults come in through
// options.vfs.
#pragma once

#include "store/Backup.h"
#include "store/SqliteConnection.h"

namespace duijie::store
{

CopyReport backUpSqlite(const std::string& path, const std::string& file, const SqliteOptions& options);

RestoreReport restoreSqlite(const std::string& path, const std::string& file, const Surroundings& around,
                            const SqliteOptions& options);

/// Copies what a reading connection sees into a new file, without the gaps. Not durable yet.
void copyWhole(SqliteConnection& from, const std::string& to);

/// Checks a file whole and counts.
CopyReport checkCopy(const std::string& file, const SqliteOptions& options);

} // namespace duijie::store
