#include "store/SqliteWriter.h"

#include "store/StoreErrors.h"
#include "text/Catalogue.h"

#include <algorithm>
#include <chrono>

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
                           const SqliteOptions& options, const Surroundings& around)
    : _connection(std::move(connection)), _operations(*_connection, around.nowMs), _path(std::move(path)),
      _checkpointPages(options.checkpointPages), _patience(around.disk, _path, options),
      _thread([this] { run(); })
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
    bool ended = writeTogether(batch);
    while (awaitRoom())
    {
        ended = writeTogether(batch);
    }
    // One of them cannot be written. Each in a transaction of its own keeps the others out of it, also when
    // the failure was one (disk full) after which SQLite undoes a whole transaction by itself.
    for (std::size_t i = 0; !ended && i < batch.size(); ++i)
    {
        do
        {
            writeAlone(batch[i]);
        } while (awaitRoom());
    }
}

// True: the last attempt met a disk without room, and it is time to try again.
bool SqliteWriter::awaitRoom()
{
    if (!_againAfterMs)
    {
        return false;
    }
    constexpr std::chrono::milliseconds Look(100);
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(*_againAfterMs);
    _againAfterMs.reset();
    std::unique_lock<std::mutex> lock(_mutex);
    while (std::chrono::steady_clock::now() < until)
    {
        const auto next = std::min(until, std::chrono::steady_clock::now() + Look);
        if (_arrived.wait_until(lock, next, [this] { return _stopping; }) || _patience.stopping())
        {
            return false;
        }
    }
    lock.unlock();
    // What is in the log already can be copied back without room, and its own room used again.
    _connection->checkpoint();
    return true;
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
        const std::string failure = fail(error);
        for (Job& job : batch)
        {
            job.result = WriteResult();
            job.result.error = failure;
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
        job.result = WriteResult();
        job.result.error = fail(error);
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
        failure = fail(error);
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
    if (failure.empty())
    {
        _patience.goesOn();
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

// Undoes what was begun, and says why. The batch is tried again when the disk is to be waited for.
std::string SqliteWriter::fail(const std::exception& error)
{
    _connection->rollback();
    _operations.forget();
    const auto* sqlite = dynamic_cast<const SqliteError*>(&error);
    if (sqlite == nullptr)
    {
        return text::say("store.write_failed", {_path, error.what()});
    }
    _againAfterMs = _patience.waitAfter(*sqlite);
    return withAdvice(storeErrorOf(_path, *sqlite, "store.write_failed")).what();
}

} // namespace duijie::store
