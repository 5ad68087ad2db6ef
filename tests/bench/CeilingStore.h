// The durable part: one thread, one SQLite file, many writes in one commit.
#pragma once

#include "CeilingMap.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <sqlite3.h>
#include <thread>

namespace duijie::bench
{

/// A bill whose raw record is durable.
struct Bill
{
    int64_t record = 0;
    std::string body;
};

/// Writer thread with group commit: WAL, synchronous=FULL.
class CeilingStore
{
public:
    /// `stored` gets, on the writer's thread, the bills whose raw records have just become durable.
    CeilingStore(const std::string& path, std::function<void(std::vector<Bill>)> stored);
    ~CeilingStore();
    CeilingStore(const CeilingStore&) = delete;
    CeilingStore& operator=(const CeilingStore&) = delete;

    /// Queues a page; waits while some are queued already.
    void put(Page page);
    /// Queues the result of a bill.
    void put(int64_t record, std::string billId);
    /// Waits until everything queued is durable and told. Throws what stopped the writer.
    void drain();

private:
    struct Result
    {
        int64_t record = 0;
        std::string billId;
    };

    void run();
    void write(std::vector<Page>& pages, std::vector<Result>& results, std::vector<Bill>& bills);
    void writeRow(Row& row, std::vector<Bill>& bills);
    void execute(const char* sql);
    sqlite3_stmt* prepare(const char* sql);
    void step(sqlite3_stmt* statement);

    sqlite3* _database = nullptr;
    sqlite3_stmt* _addRecord = nullptr;
    sqlite3_stmt* _addRaw = nullptr;
    sqlite3_stmt* _setResult = nullptr;
    std::function<void(std::vector<Bill>)> _stored;

    std::mutex _mutex;
    std::condition_variable _arrived;
    std::condition_variable _taken;
    std::deque<Page> _pages;
    std::vector<Result> _results;
    std::exception_ptr _error;
    bool _busy = false;
    bool _closing = false;
    std::thread _thread;
};

} // namespace duijie::bench
