#include "store/SqliteOpening.h"

#include "store/SqliteSchema.h"
#include "text/Catalogue.h"

#include <filesystem>
#include <sqlite3.h>

#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

namespace duijie::store
{

namespace fs = std::filesystem;

namespace
{

[[noreturn]] void refuse(std::string_view id, std::initializer_list<std::string_view> arguments)
{
    throw StoreError(StoreError::Kind::Unusable, text::say(id, arguments));
}

// std::filesystem takes narrow names in the system's code page; the store's names are UTF-8 everywhere.
fs::path pathOf(const std::string& utf8)
{
    return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string utf8Of(const fs::path& path)
{
    const std::u8string text = path.u8string();
    return std::string(text.begin(), text.end());
}

/// Two names of one file must lead to one lock.
std::string absolute(const std::string& path)
{
    std::error_code error;
    const fs::path full = fs::absolute(pathOf(path), error);
    const fs::path real = error ? pathOf(path) : fs::weakly_canonical(full, error);
    return utf8Of(error ? full : real);
}

/// Size without opening: closing a file that SQLite has open elsewhere in this process would drop its locks.
std::uintmax_t sizeOf(const std::string& path)
{
    std::error_code error;
    const std::uintmax_t size = fs::file_size(pathOf(path), error);
    return error ? 0 : size;
}

bool exists(const std::string& path)
{
    std::error_code error;
    return fs::exists(pathOf(path), error);
}

void makeFolder(const std::string& path)
{
    std::error_code error;
    const fs::path folder = pathOf(path).parent_path();
    fs::create_directories(folder, error);
    if (error)
    {
        refuse("store.no_folder", {utf8Of(folder), error.message()});
    }
}

/// A log without its file holds records that only the lost file makes readable: a new, empty file would hide
/// that.
void refuseOrphanedLog(const std::string& path)
{
    if (sizeOf(path) == 0 && sizeOf(path + "-wal") != 0)
    {
        refuse("store.file_lost", {path, path + "-wal"});
    }
}

/// Makes a new file that others cannot read: it will hold names and addresses. SQLite gives its log the same
/// rights.
void makePrivate(const std::string& path)
{
#ifndef _WIN32
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
    if (file >= 0)
    {
        ::close(file);
    }
#else
    static_cast<void>(path);
#endif
}

/// A last page cut short is the one truncation that SQLite takes for granted; it reads zeros there.
void refuseCutPage(SqliteConnection& connection, const std::string& path)
{
    const auto page = static_cast<std::uintmax_t>(connection.number("PRAGMA page_size"));
    if (sizeOf(path + "-wal") == 0 && sizeOf(path) % page != 0)
    {
        refuse("store.damaged", {path, text::say("store.cut_short")});
    }
}

[[noreturn]] void refuse(const std::string& path, const SqliteError& error)
{
    switch (error.code())
    {
    case SQLITE_NOTADB:
        refuse("store.not_a_database", {path});
    case SQLITE_CORRUPT:
        refuse("store.damaged", {path, error.what()});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        refuse("store.busy", {path});
    case SQLITE_FULL:
        refuse("store.disk_full", {path});
    case SQLITE_READONLY:
    case SQLITE_PERM:
        refuse("store.not_writable", {path, error.what()});
    default:
        refuse("store.open_failed", {path, error.what()});
    }
}

void openForWriting(OpenedFile& file, const SqliteOptions& options)
{
    makeFolder(file.path);
    file.lock = std::make_unique<StoreLock>(file.path + ".lock");
    refuseOrphanedLog(file.path);
    makePrivate(file.path);
    file.writer = std::make_unique<SqliteConnection>(file.path, SqliteUse::Write, options);
    const int version = checkSchema(*file.writer, file.path);
    refuseCutPage(*file.writer, file.path);
    file.writer->becomeWriter(options);
    migrateSchema(*file.writer, version);
    file.reader = std::make_unique<SqliteConnection>(file.path, SqliteUse::Read, options);
}

void openForReading(OpenedFile& file, const SqliteOptions& options)
{
    if (!exists(file.path))
    {
        refuse("store.missing", {file.path});
    }
    refuseOrphanedLog(file.path);
    int version = 0;
    try
    {
        file.reader = std::make_unique<SqliteConnection>(file.path, SqliteUse::Read, options);
        version = checkSchema(*file.reader, file.path);
    }
    catch (const SqliteError& error)
    {
        // A cleanly closed store in a folder where this user cannot make the shared index: nothing is in a
        // log, so the file alone is the truth.
        const bool folder = error.code() == SQLITE_CANTOPEN || error.code() == SQLITE_READONLY;
        if (!folder || sizeOf(file.path + "-wal") != 0)
        {
            throw;
        }
        file.readerUse = SqliteUse::Frozen;
        file.reader = std::make_unique<SqliteConnection>(file.path, SqliteUse::Frozen, options);
        version = checkSchema(*file.reader, file.path);
    }
    refuseCutPage(*file.reader, file.path);
    if (version < SqliteSchemaVersion)
    {
        refuse(version == 0 ? "store.empty" : "store.older_schema", {file.path});
    }
}

} // namespace

OpenedFile openSqliteFile(const std::string& path, Access access, const SqliteOptions& options)
{
    OpenedFile file;
    file.path = absolute(path);
    try
    {
        if (access == Access::Own)
        {
            openForWriting(file, options);
        }
        else
        {
            openForReading(file, options);
        }
    }
    catch (const SqliteError& error)
    {
        refuse(file.path, error);
    }
    return file;
}

} // namespace duijie::store
