#include "store/SqliteConnection.h"

#include "text/Catalogue.h"

#include <sqlite3.h>

namespace duijie::store
{

namespace
{

/// "file:" address of an absolute path, for the one flag that has no other form.
std::string frozenAddress(const std::string& path)
{
    static constexpr char Digits[] = "0123456789ABCDEF";
    std::string out = "file:";
    for (const char c : path)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '?' || c == '#')
        {
            out += {'%', Digits[byte >> 4], Digits[byte & 15]};
        }
        else
        {
            out += c;
        }
    }
    return out + "?immutable=1";
}

int rememberWalPages(void* pages, sqlite3*, const char*, int count)
{
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

} // namespace

DiskState SqliteError::disk() const noexcept
{
    // The log's index grows in memory that the disk must back: its size is refused when there is no room.
    if (code() == SQLITE_FULL || _code == SQLITE_IOERR_SHMSIZE)
    {
        return DiskState::Full;
    }
    return code() == SQLITE_IOERR ? DiskState::Broken : DiskState::Good;
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_reset(_statement);
}

void SqliteStatement::fail(int code)
{
    throw SqliteError(code, sqlite3_errmsg(_connection));
}

SqliteStatement& SqliteStatement::bind(int64_t value)
{
    const int code = sqlite3_bind_int64(_statement, _next++, value);
    if (code != SQLITE_OK)
    {
        fail(code);
    }
    return *this;
}

SqliteStatement& SqliteStatement::bind(std::string_view text)
{
    // A null pointer would bind NULL, not "".
    const char* data = text.data() != nullptr ? text.data() : "";
    const int code = sqlite3_bind_text64(_statement, _next++, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (code != SQLITE_OK)
    {
        fail(code);
    }
    return *this;
}

SqliteStatement& SqliteStatement::bindBytes(const void* bytes, std::size_t size)
{
    const int code =
        sqlite3_bind_blob64(_statement, _next++, bytes != nullptr ? bytes : "", size, SQLITE_STATIC);
    if (code != SQLITE_OK)
    {
        fail(code);
    }
    return *this;
}

SqliteStatement& SqliteStatement::bind(const Packed& packed)
{
    return bindBytes(packed.bytes.data(), packed.bytes.size()).bind(packed.size);
}

bool SqliteStatement::step()
{
    const int code = sqlite3_step(_statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
        fail(code);
    }
    return code == SQLITE_ROW;
}

int64_t SqliteStatement::run()
{
    while (step())
    {
    }
    return sqlite3_changes64(_connection);
}

int64_t SqliteStatement::integer(int column)
{
    return sqlite3_column_int64(_statement, column);
}

std::string SqliteStatement::text(int column)
{
    return std::string(view(column));
}

std::string_view SqliteStatement::view(int column)
{
    const auto* data = static_cast<const char*>(sqlite3_column_blob(_statement, column));
    const int size = sqlite3_column_bytes(_statement, column);
    return data == nullptr ? std::string_view() : std::string_view(data, static_cast<std::size_t>(size));
}

std::string SqliteStatement::unpacked(int bytesColumn, int sizeColumn)
{
    std::optional<std::string> text = unpack(view(bytesColumn), integer(sizeColumn));
    if (!text)
    {
        throw SqliteError(SQLITE_CORRUPT, text::say("store.not_unpacked"));
    }
    return std::move(*text);
}

void SqliteConnection::Closer::operator()(sqlite3* connection) const noexcept
{
    sqlite3_close_v2(connection);
}

void SqliteConnection::Finalizer::operator()(sqlite3_stmt* statement) const noexcept
{
    sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(const std::string& path, SqliteUse use, const SqliteOptions& options)
{
    const bool write = use == SqliteUse::Write;
    const std::string name = use == SqliteUse::Frozen ? frozenAddress(path) : path;
    // No mutex inside: each connection is used by one thread at a time.
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                      (use == SqliteUse::Frozen ? SQLITE_OPEN_URI : 0);
    // SQLite counts every allocation of the process under one mutex; nobody here reads those counts.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)uncounted; // refused when SQLite is in use already: then it merely stays slower
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &connection, flags,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
    _connection.reset(connection);
    check(code);
    sqlite3_busy_timeout(connection, options.busyMs);
    // Only the writer copies the log back, and it says when: two connections that do are SQLite's WAL-reset
    // fault.
    sqlite3_wal_autocheckpoint(connection, 0);
    // Plans depend on the text alone; otherwise a new value of a parameter would prepare a statement again.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    execute("PRAGMA temp_store=MEMORY");
    execute("PRAGMA mmap_size=0");
    set("PRAGMA cache_size=-%d", write ? options.writerCacheKiB : options.readerCacheKiB);
    if (!write)
    {
        execute("PRAGMA query_only=ON");
        sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::becomeWriter(const SqliteOptions& options)
{
    set("PRAGMA page_size=%d", options.pageSize);
    execute("PRAGMA auto_vacuum=NONE");
    execute("PRAGMA journal_mode=WAL");
    execute("PRAGMA synchronous=FULL");
    execute("PRAGMA secure_delete=OFF");
    execute("PRAGMA journal_size_limit=67108864");
    sqlite3_wal_hook(_connection.get(), &rememberWalPages, &_walPages);
}

SqliteStatement SqliteConnection::use(const char* sql)
{
    auto& kept = _statements[sql];
    if (kept == nullptr)
    {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v3(_connection.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        kept.reset(statement);
    }
    return SqliteStatement(_connection.get(), kept.get());
}

void SqliteConnection::execute(const char* sql)
{
    check(sqlite3_exec(_connection.get(), sql, nullptr, nullptr, nullptr));
}

int64_t SqliteConnection::number(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(_connection.get(), sql, -1, &statement, nullptr));
    const std::unique_ptr<sqlite3_stmt, Finalizer> guard(statement);
    SqliteStatement use(_connection.get(), statement);
    return use.step() ? use.integer(0) : 0;
}

std::string SqliteConnection::text(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(_connection.get(), sql, -1, &statement, nullptr));
    const std::unique_ptr<sqlite3_stmt, Finalizer> guard(statement);
    SqliteStatement use(_connection.get(), statement);
    return use.step() ? use.text(0) : std::string();
}

void SqliteConnection::begin()
{
    // Immediate: a transaction that reads first and writes later could not wait for a foreign lock.
    use("BEGIN IMMEDIATE").run();
}

void SqliteConnection::commit()
{
    use("COMMIT").run();
}

void SqliteConnection::rollback() noexcept
{
    if (sqlite3_get_autocommit(_connection.get()) == 0)
    {
        sqlite3_exec(_connection.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

int64_t SqliteConnection::lastInsertId() const noexcept
{
    return sqlite3_last_insert_rowid(_connection.get());
}

bool SqliteConnection::checkpoint() noexcept
{
    return sqlite3_wal_checkpoint_v2(_connection.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                     nullptr) == SQLITE_OK;
}

void SqliteConnection::set(const char* pragma, int value)
{
    char sql[64];
    sqlite3_snprintf(sizeof sql, sql, pragma, value);
    execute(sql);
}

void SqliteConnection::check(int code) const
{
    if (code != SQLITE_OK)
    {
        const char* message = _connection ? sqlite3_errmsg(_connection.get()) : sqlite3_errstr(code);
        throw SqliteError(code, message);
    }
}

} // namespace duijie::store
