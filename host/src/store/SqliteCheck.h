// Reads a whole store and says whether it is sound.
#pragma once

#include "store/SqliteConnection.h"

#include <memory>

namespace duijie::store
{

/// Name of what lies beside the store's file while a restore changes it: what is there is then neither the
/// old store nor the new.
constexpr char RestoreMark[] = ".restoring";

/// What a sound store holds.
struct SoundStore
{
    int version = 0; ///< of its tables
    int64_t records = 0;
    int64_t intents = 0;
    int64_t calls = 0;
};

/// Throws StoreError when there is only a part of a store: a log without its file holds records that only the
/// lost file makes readable; a restore that was cut off left the old store aside and the new one not yet
/// here. A new, empty file would hide either.
void refuseHalfStore(const std::string& path);

/// Checks what costs nothing: whose file it is, that its tables are there, that its end is. Returns the
/// version of the tables; 0: an empty file. Throws StoreError, and SqliteError when it cannot be read.
int checkedVersion(SqliteConnection& connection, const std::string& path);

/// A connection that looks only. `use` becomes Frozen where the folder cannot be written and nothing is in a
/// log. Throws SqliteError, or StoreError when the file is no store of ours that this program knows.
std::unique_ptr<SqliteConnection> connectToRead(const std::string& path, const SqliteOptions& options,
                                                SqliteUse& use, int& version);

/// Checks every page, every index against its table, and that no table is missing: as long as reading the
/// file takes. Throws StoreError with what is wrong, one sentence, and SqliteError when it cannot be read.
SoundStore checkWholeFile(SqliteConnection& connection, const std::string& path);

} // namespace duijie::store
