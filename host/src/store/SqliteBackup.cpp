#include "store/SqliteBackup.h"

#include "store/Files.h"
#include "store/SqliteCheck.h"
#include "store/StoreErrors.h"
#include "store/StoreLock.h"
#include "text/Catalogue.h"

#include <fstream>
#include <sqlite3.h>
#include <string_view>
#include <system_error>

namespace duijie::store
{

namespace
{

using Kind = StoreError::Kind;

/// True when the first page of a file says that it is a store of ours, in whatever state the rest is.
bool looksLikeStore(const std::string& path)
{
    char head[72] = {};
    std::ifstream(pathOf(path), std::ios::binary).read(head, sizeof head);
    const std::string_view owner(head + 68, 4);
    return std::string_view(head, 15) == "SQLite format 3" && owner == "DUJI";
}

void refuseTarget(const std::string& store, const std::string& file)
{
    for (const char* suffix : {"", "-wal", "-shm", ".lock", RestoreMark})
    {
        if (file == store + suffix)
        {
            throw StoreError(Kind::Unusable, text::say("store.backup.onto_itself", {file}));
        }
    }
    if (fileExists(file) && sizeOfFile(file) != 0 && !looksLikeStore(file))
    {
        throw StoreError(Kind::Unusable, text::say("store.backup.no_backup", {file}));
    }
    if (sizeOfFile(file + "-wal") != 0)
    {
        // Its log would be taken for the new one's.
        throw StoreError(Kind::Unusable, text::say("store.backup.in_use", {file}));
    }
}

/// Two backups of one name at a time would take each other's half-written file for their own.
StoreLock lockFolderOf(const std::string& file)
{
    const std::string folder = utf8Of(pathOf(file).parent_path());
    try
    {
        return StoreLock(folder + "/.duijie-backup.lock");
    }
    catch (const StoreError& error)
    {
        throw error.kind() != Kind::Locked
            ? StoreError(error.kind(), text::say("store.backup.failed", {file, error.what()}))
            : StoreError(Kind::Locked, text::say("store.backup.running", {folder}));
    }
}

CopyReport copyTo(const std::string& path, const std::string& file, const std::string& part,
                  const SqliteOptions& options)
{
    SqliteUse use = SqliteUse::Read;
    int version = 0;
    const auto reader = connectToRead(path, options, use, version);
    if (version == 0)
    {
        throw StoreError(Kind::Unusable, text::say("store.empty", {path}));
    }
    copyWhole(*reader, part);
    const CopyReport report = checkCopy(part, options);
    syncFile(part);
    moveFile(part, file);
    syncFolderOf(file);
    return report;
}

} // namespace

void copyWhole(SqliteConnection& from, const std::string& to)
{
    removeFile(to);
    removeFile(to + "-journal");
    makePrivateFile(to);
    // It is the copy that is written; the store itself is open for reading only.
    from.execute("PRAGMA query_only=OFF");
    from.use("VACUUM INTO ?").bind(to).run();
    from.execute("PRAGMA query_only=ON");
}

CopyReport checkCopy(const std::string& file, const SqliteOptions& options)
{
    SqliteConnection copy(file, SqliteUse::Read, options);
    const SoundStore found = checkWholeFile(copy, file);
    return {found.records, found.intents, found.calls, sizeOfFile(file)};
}

CopyReport backUpSqlite(const std::string& path, const std::string& file, const SqliteOptions& options)
{
    const std::string store = absolutePath(path);
    const std::string target = absolutePath(file);
    refuseTarget(store, target);
    refuseHalfStore(store);
    if (!fileExists(store))
    {
        throw StoreError(Kind::Unusable, text::say("store.missing", {store}));
    }
    const StoreLock lock = lockFolderOf(target);
    const std::string part = target + ".part";
    try
    {
        return copyTo(store, target, part, options);
    }
    catch (const SqliteError& error)
    {
        removeFile(part);
        if (error.code() == SQLITE_CORRUPT || error.code() == SQLITE_NOTADB)
        {
            throw withAdvice(storeErrorOf(store, error, "store.open_failed"));
        }
        throw StoreError(Kind::Unusable, text::say("store.backup.failed", {target, error.what()}));
    }
    catch (const std::system_error& error)
    {
        removeFile(part);
        throw StoreError(Kind::Unusable, text::say("store.backup.failed", {target, error.what()}));
    }
    catch (const StoreError& error)
    {
        removeFile(part);
        throw withAdvice(error);
    }
}

CopyReport backUpStore(const std::string& url, const std::string& file)
{
    return backUpSqlite(pathOfStore(url), file, SqliteOptions());
}

} // namespace duijie::store
