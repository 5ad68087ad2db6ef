#include "store/SqliteWriter.h"

#include "text/Catalogue.h"

#include <sqlite3.h>

#include <chrono>

namespace duijie::store
{

namespace
{

// Bounds of one transaction: it should stay inside the page cache, and the first write in it should not wait
// long for the last one.
constexpr std::size_t MaximumRows = 2000;
constexpr std::size_t MaximumBytes = 4 * 1024 * 1024;

// Where more is to be expected, a transaction waits this long for it, or for so many rows: each transaction
// costs a sync and writes the ends of all tables and indexes anew.
constexpr std::chrono::milliseconds Gather(3);
constexpr std::size_t EnoughRows = 128;

} // namespace

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteConnection> connection, std::string path,
                           const SqliteOptions& options)
    : _connection(std::move(connection)), _operations(*_connection), _path(std::move(path)),
      _checkpointPages(options.checkpointPages), _thread([this] { run(); })
{
}

SqliteWriter::~SqliteWriter()
{
    finish();
}

void SqliteWriter::finish()
{
    if (!_thread.joinable())
    {
        return;
    }
    {
        const std::lock_guard<std::mutex> guard(_mutex);
        _stopping = true;
    }
    _arrived.notify_one();
    _thread.join();
}

void SqliteWriter::enqueue(Work work, Done done, std::size_t rows, std::size_t bytes)
{
    Job job{std::move(work), std::move(done), rows, bytes, {}};
    bool wake = false;
    {
        const std::lock_guard<std::mutex> guard(_mutex);
        wake = _queue.empty() || (_waitingRows < EnoughRows && _waitingRows + rows >= EnoughRows);
        _waitingRows += rows;
        _queue.push_back(std::move(job));
    }
    if (wake)
    {
        _arrived.notify_one();
    }
}

void SqliteWriter::run()
{
    std::vector<Job> batch;
    while (take(batch))
    {
        write(batch);
        tell(batch);
        batch.clear();
        copyBack();
    }
}

bool SqliteWriter::take(std::vector<Job>& batch)
{
    std::unique_lock<std::mutex> lock(_mutex);
    _arrived.wait(lock, [this] { return _stopping || !_queue.empty(); });
    if (_inCompany)
    {
        _arrived.wait_for(lock, Gather, [this] { return _stopping || _waitingRows >= EnoughRows; });
    }
    std::size_t rows = 0;
    std::size_t bytes = 0;
    while (!_queue.empty())
    {
        Job& next = _queue.front();
        rows += next.rows;
        bytes += next.bytes;
        if (!batch.empty() && (rows > MaximumRows || bytes > MaximumBytes))
        {
            break;
        }
        _waitingRows -= next.rows;
        batch.push_back(std::move(next));
        _queue.pop_front();
    }
    _inCompany = batch.size() > 1; // a caller that waits for each write by itself has none
    return !batch.empty();
}

void SqliteWriter::write(std::vector<Job>& batch)
{
    if (writeTogether(batch))
    {
        return;
    }
    // One of them cannot be written. Each in a transaction of its own keeps the others out of it, also when
    // the failure was one (disk full) after which SQLite undoes a whole transaction by itself.
    for (Job& job : batch)
    {
        writeAlone(job);
    }
}

bool SqliteWriter::writeTogether(std::vector<Job>& batch)
{
    try
    {
        _connection->begin();
        for (Job& job : batch)
        {
            job.work(_operations, job.result);
        }
    }
    catch (const std::exception& error)
    {
        _connection->rollback();
        _operations.forget();
        for (Job& job : batch)
        {
            job.result = WriteResult();
            job.result.error = sentence(error);
        }
        return batch.size() == 1;
    }
    commit(batch.data(), batch.size());
    return true;
}

void SqliteWriter::writeAlone(Job& job)
{
    try
    {
        job.result = WriteResult();
        _connection->begin();
        job.work(_operations, job.result);
    }
    catch (const std::exception& error)
    {
        _connection->rollback();
        _operations.forget();
        job.result = WriteResult();
        job.result.error = sentence(error);
        return;
    }
    commit(&job, 1);
}

bool SqliteWriter::commit(Job* jobs, std::size_t count)
{
    std::string failure;
    try
    {
        _connection->commit();
    }
    catch (const std::exception& error)
    {
        failure = sentence(error);
        _connection->rollback();
        _operations.forget();
    }
    for (std::size_t i = 0; i < count; ++i)
    {
        if (!failure.empty())
        {
            jobs[i].result = WriteResult();
        }
        jobs[i].result.ok = failure.empty();
        jobs[i].result.error = failure;
    }
    return failure.empty();
}

void SqliteWriter::tell(std::vector<Job>& batch)
{
    for (Job& job : batch)
    {
        try
        {
            if (job.done)
            {
                job.done(job.result);
            }
        }
        catch (...)
        {
            // The write is durable whatever its caller makes of it, and the next caller must be told too.
        }
    }
}

void SqliteWriter::copyBack()
{
    // After the callers were told: they need not wait for it. One that fails (disk full, a reader in the way)
    // loses nothing, the log has it all; it is tried again after the next commit.
    if (_connection->walPages() >= _checkpointPages)
    {
        _connection->checkpoint();
    }
}

std::string SqliteWriter::sentence(const std::exception& error) const
{
    const auto* sqlite = dynamic_cast<const SqliteError*>(&error);
    if (sqlite == nullptr)
    {
        return text::say("store.write_failed", {_path, error.what()});
    }
    switch (sqlite->code())
    {
    case SQLITE_FULL:
        return text::say("store.disk_full", {_path});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return text::say("store.busy", {_path});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return text::say("store.damaged", {_path, sqlite->what()});
    default:
        return text::say("store.write_failed", {_path, sqlite->what()});
    }
}

} // namespace duijie::store
