// One connection to the store's file: open, settings, prepared statements. Used by one thread at a time.
#pragma once

#include "store/Packing.h"
#include "store/Records.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace duijie::store
{

/// Settings of the file. The defaults are what the host uses; tests put another vfs or a smaller log here.
struct SqliteOptions
{
    std::string vfs;      ///< name of a registered sqlite3_vfs; empty: the system's own
    int pageSize = 16384; ///< of a new file only
    int writerCacheKiB = 1536;
    int readerCacheKiB = 1024;
    int readers = 4;            ///< read-only connections at most
    int checkpointPages = 1000; ///< the write-ahead log is copied back when it holds more
    int busyMs = 10000;         ///< wait for a foreign lock this long
    int roomFirstMs = 100; ///< a disk without room is tried again after this, then after twice as long, ...
    int roomMostMs = 5000; ///< ... and at last after this
};

/// What a failed write says about the disk.
enum class DiskState
{
    Good,  ///< the failure was another
    Full,  ///< no room: somebody may make some
    Broken ///< it takes no writes: a cable, a network file system, or for good
};

/// SQLite said no. `code` is its extended result code.
class SqliteError : public std::runtime_error
{
public:
    SqliteError(int code, const std::string& message) : std::runtime_error(message), _code(code) {}

    /// Primary result code: SQLITE_FULL, SQLITE_CORRUPT, ...
    int code() const noexcept { return _code & 0xff; }

    DiskState disk() const noexcept;

private:
    int _code;
};

/// A prepared statement in use: bind, step, read; reset when it goes. Bound text and bytes are not copied:
/// they must stay valid until the last step.
class SqliteStatement
{
public:
    SqliteStatement(sqlite3* connection, sqlite3_stmt* statement)
        : _connection(connection), _statement(statement)
    {
    }
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    /// Binds the next parameter, from the first on.
    SqliteStatement& bind(int64_t value);
    SqliteStatement& bind(std::string_view text);
    SqliteStatement& bindBytes(const void* bytes, std::size_t size);

    /// Binds the next two: the bytes and the size.
    SqliteStatement& bind(const Packed& packed);

    /// True: a row is there. False: finished. Throws SqliteError.
    bool step();

    /// Steps to the end; returns how many rows it changed.
    int64_t run();

    int64_t integer(int column);
    std::string text(int column);

    /// Bytes of a column, valid until the next step.
    std::string_view view(int column);

    /// The text whose packed form and size (see Packing.h) are in these columns. Throws SqliteError
    /// (corrupt).
    std::string unpacked(int bytesColumn, int sizeColumn);

private:
    [[noreturn]] void fail(int code);

    sqlite3* _connection;
    sqlite3_stmt* _statement;
    int _next = 1;
};

/// How a connection is meant to be used.
enum class SqliteUse
{
    Write, ///< the one writing connection; the file is made when it is not there
    Read,  ///< looks only
    Frozen ///< looks only, at a file in a folder that cannot be written and that nobody has open
};

class SqliteConnection
{
public:
    /// Opens `path` with the settings that do not touch the file. Throws SqliteError.
    SqliteConnection(const std::string& path, SqliteUse use, const SqliteOptions& options);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    /// Makes the connection durable: write-ahead log, every commit synced. Writes to a new file.
    void becomeWriter(const SqliteOptions& options);

    /// The statement of this SQL, which must be a literal: it is prepared once and kept by its address.
    SqliteStatement use(const char* sql);

    /// Runs SQL that has no parameters and whose rows are of no interest.
    void execute(const char* sql);

    /// First column of the first row of SQL without parameters.
    int64_t number(const char* sql);

    /// The same as text.
    std::string text(const char* sql);

    void begin();
    void commit();

    /// Ends the transaction, if one is open, without its changes. Never throws.
    void rollback() noexcept;

    int64_t lastInsertId() const noexcept;

    /// Pages in the write-ahead log after the last commit.
    int walPages() const noexcept { return _walPages; }

    /// Copies the log back into the file as far as readers allow. False: it could not, and will be tried
    /// again.
    bool checkpoint() noexcept;

private:
    struct Closer
    {
        void operator()(sqlite3* connection) const noexcept;
    };
    struct Finalizer
    {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };

    void set(const char* pragma, int value);
    void check(int code) const;

    std::unique_ptr<sqlite3, Closer> _connection;
    std::unordered_map<const void*, std::unique_ptr<sqlite3_stmt, Finalizer>> _statements;
    int _walPages = 0;
};

} // namespace duijie::store
