#include "store/SqliteCheck.h"

#include "store/Files.h"
#include "store/OpenStore.h"
#include "store/SqliteSchema.h"
#include "text/Catalogue.h"

#include <sqlite3.h>

namespace duijie::store
{

namespace
{

using Kind = StoreError::Kind;

/// A last page cut short is the one truncation that SQLite takes for granted; it reads zeros there.
void refuseCutPage(SqliteConnection& connection, const std::string& path)
{
    const auto page = static_cast<std::uintmax_t>(connection.number("PRAGMA page_size"));
    if (sizeOfFile(path + "-wal") == 0 && sizeOfFile(path) % page != 0)
    {
        throw StoreError(Kind::Damaged, text::say("store.damaged", {path, text::say("store.cut_short")}));
    }
}

} // namespace

void refuseHalfStore(const std::string& path)
{
    if (fileExists(path + RestoreMark))
    {
        throw StoreError(Kind::Damaged, text::say("store.half_restored", {path}));
    }
    if (sizeOfFile(path) == 0 && sizeOfFile(path + "-wal") != 0)
    {
        throw StoreError(Kind::Damaged, text::say("store.file_lost", {path, path + "-wal"}));
    }
}

int checkedVersion(SqliteConnection& connection, const std::string& path)
{
    const int version = checkSchema(connection, path);
    refuseCutPage(connection, path);
    return version;
}

std::unique_ptr<SqliteConnection> connectToRead(const std::string& path, const SqliteOptions& options,
                                                SqliteUse& use, int& version)
{
    use = SqliteUse::Read;
    try
    {
        auto connection = std::make_unique<SqliteConnection>(path, use, options);
        version = checkedVersion(*connection, path);
        return connection;
    }
    catch (const SqliteError& error)
    {
        // A cleanly closed store in a folder where this user cannot make the shared index: nothing is in a
        // log, so the file alone is the truth.
        const bool folder = error.code() == SQLITE_CANTOPEN || error.code() == SQLITE_READONLY;
        if (!folder || sizeOfFile(path + "-wal") != 0)
        {
            throw;
        }
    }
    use = SqliteUse::Frozen;
    auto connection = std::make_unique<SqliteConnection>(path, use, options);
    version = checkedVersion(*connection, path);
    return connection;
}

SoundStore checkWholeFile(SqliteConnection& connection, const std::string& path)
{
    const auto damaged = [&](const std::string& what) {
        throw StoreError(Kind::Damaged, text::say("store.damaged", {path, what}));
    };
    SoundStore found;
    found.version = checkSchema(connection, path);
    if (found.version == 0)
    {
        throw StoreError(Kind::Damaged, text::say("store.empty", {path}));
    }
    const std::string verdict = connection.text("PRAGMA integrity_check(1)");
    if (verdict != "ok")
    {
        damaged(verdict);
    }
    if (connection.number("SELECT count(*) FROM pragma_foreign_key_check") != 0)
    {
        damaged("foreign_key_check");
    }
    found.records = connection.number("SELECT count(*) FROM record");
    found.intents = connection.number("SELECT count(*) FROM intent");
    found.calls = connection.number("SELECT count(*) FROM call");
    return found;
}

} // namespace duijie::store
