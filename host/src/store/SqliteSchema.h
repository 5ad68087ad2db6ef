// The tables, and the steps that lead from an older version of them to this one.
#pragma once

#include "store/SqliteConnection.h"

namespace duijie::store
{

/// "DUJI": says whose file it is.
constexpr int SqliteApplicationId = 0x44554a49;

/// Version of the tables that this program makes and needs (PRAGMA user_version).
constexpr int SqliteSchemaVersion = 8;

/// Throws StoreError when the file is another program's, when its tables are newer than this program, or when
/// one of them is missing. Returns the version found; 0: an empty file. Changes nothing.
int checkSchema(SqliteConnection& connection, const std::string& path);

/// Brings the tables from `version` to `target`, all in one transaction: a crash on the way leaves them as
/// they were.
void migrateSchema(SqliteConnection& connection, int version, int target = SqliteSchemaVersion);

} // namespace duijie::store
