#include "CeilingStore.h"

#include <stdexcept>

namespace duijie::bench
{

namespace
{

constexpr std::size_t MostPages = 4;

void bindText(sqlite3_stmt* statement, int at, std::string_view text)
{
    sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

} // namespace

CeilingStore::CeilingStore(const std::string& path, std::function<void(std::vector<Bill>)> stored)
    : _stored(std::move(stored))
{
    if (sqlite3_open_v2(path.c_str(), &_database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK)
    {
        throw std::runtime_error(path + " cannot be opened");
    }
    execute("PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA wal_autocheckpoint=1000; PRAGMA cache_size=-1536;"
            "CREATE TABLE raw(record INTEGER PRIMARY KEY, payload BLOB NOT NULL);"
            "CREATE TABLE record(record INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
            " bill TEXT NOT NULL)");
    _addRecord = prepare("INSERT OR IGNORE INTO record(id, bill) VALUES(?, '')");
    _addRaw = prepare("INSERT INTO raw(record, payload) VALUES(?, ?)");
    _setResult = prepare("UPDATE record SET bill = ? WHERE record = ?");
    _thread = std::thread([this] { run(); });
}

CeilingStore::~CeilingStore()
{
    {
        const std::lock_guard lock(_mutex);
        _closing = true;
    }
    _arrived.notify_one();
    _thread.join();
    sqlite3_finalize(_addRecord);
    sqlite3_finalize(_addRaw);
    sqlite3_finalize(_setResult);
    sqlite3_close(_database);
}

void CeilingStore::put(Page page)
{
    {
        std::unique_lock lock(_mutex);
        _taken.wait(lock, [&] { return _error || _pages.size() < MostPages; });
        _pages.push_back(std::move(page));
    }
    _arrived.notify_one();
}

void CeilingStore::put(int64_t record, std::string billId)
{
    {
        const std::lock_guard lock(_mutex);
        _results.push_back({record, std::move(billId)});
    }
    _arrived.notify_one();
}

void CeilingStore::drain()
{
    std::unique_lock lock(_mutex);
    _taken.wait(lock, [&] { return _error || (_pages.empty() && _results.empty() && !_busy); });
    if (_error)
    {
        std::rethrow_exception(_error);
    }
}

void CeilingStore::run()
{
    std::vector<Page> pages;
    std::vector<Result> results;
    std::unique_lock lock(_mutex);
    for (;;)
    {
        _arrived.wait(lock, [&] { return _closing || !_pages.empty() || !_results.empty(); });
        if (_pages.empty() && _results.empty())
        {
            return;
        }
        for (; !_pages.empty(); _pages.pop_front())
        {
            pages.push_back(std::move(_pages.front()));
        }
        results.swap(_results);
        _busy = true;
        lock.unlock();
        _taken.notify_all();
        std::exception_ptr error;
        try
        {
            std::vector<Bill> bills;
            write(pages, results, bills);
            _stored(std::move(bills));
        }
        catch (...)
        {
            error = std::current_exception();
        }
        pages.clear();
        results.clear();
        lock.lock();
        _busy = false;
        _error = error ? error : _error;
        _taken.notify_all();
        if (_error)
        {
            return;
        }
    }
}

void CeilingStore::write(std::vector<Page>& pages, std::vector<Result>& results, std::vector<Bill>& bills)
{
    execute("BEGIN IMMEDIATE");
    for (Page& page : pages)
    {
        for (Row& row : page.rows)
        {
            writeRow(row, bills);
        }
    }
    for (const Result& result : results)
    {
        bindText(_setResult, 1, result.billId);
        sqlite3_bind_int64(_setResult, 2, result.record);
        step(_setResult);
    }
    execute("COMMIT");
}

void CeilingStore::writeRow(Row& row, std::vector<Bill>& bills)
{
    bindText(_addRecord, 1, row.id);
    step(_addRecord);
    if (sqlite3_changes(_database) == 0)
    {
        return; // it was there already
    }
    const int64_t record = sqlite3_last_insert_rowid(_database);
    sqlite3_bind_int64(_addRaw, 1, record);
    sqlite3_bind_blob64(_addRaw, 2, row.raw.data(), row.raw.size(), SQLITE_STATIC);
    step(_addRaw);
    if (!row.bill.empty())
    {
        bills.push_back({record, std::move(row.bill)});
    }
}

void CeilingStore::execute(const char* sql)
{
    if (sqlite3_exec(_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    {
        throw std::runtime_error(sqlite3_errmsg(_database));
    }
}

sqlite3_stmt* CeilingStore::prepare(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
    {
        throw std::runtime_error(sqlite3_errmsg(_database));
    }
    return statement;
}

void CeilingStore::step(sqlite3_stmt* statement)
{
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE)
    {
        throw std::runtime_error(sqlite3_errmsg(_database));
    }
}

} // namespace duijie::bench
