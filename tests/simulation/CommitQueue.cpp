#include "CommitQueue.h"

#include <iterator>
#include <utility>

namespace duijie::simulation
{

CommitQueue::CommitQueue(Scheduler& scheduler, uint64_t seed, const DiskMood& mood,
                         std::unique_ptr<store::SqliteConnection> connection)
    : _scheduler(scheduler), _random(seed), _mood(mood), _connection(std::move(connection)),
      _operations(*_connection, [this] { return _scheduler.nowMs(); }),
      _writer(scheduler.start([this] { run(); }))
{
}

CommitQueue::~CommitQueue()
{
    finish();
}

void CommitQueue::finish()
{
    _finishing = true;
    _scheduler.wakeUp(this);
    _writer.reset();
}

void CommitQueue::enqueue(Work work, store::Done done, std::size_t rows, std::size_t)
{
    _queue.push_back({std::move(work), std::move(done), rows, {}});
    _scheduler.wakeUp(this);
    _scheduler.step("write");
}

store::WriteResult CommitQueue::durably(const std::function<void(store::Done)>& write)
{
    // Shared: told on another thread, perhaps after this one has gone on.
    const auto result = std::make_shared<std::optional<store::WriteResult>>();
    write(
        [this, result](const store::WriteResult& told)
        {
            *result = told;
            _scheduler.wakeUp(result.get());
        });
    while (!*result)
    {
        _scheduler.await(result.get(), -1);
    }
    return std::move(**result);
}

void CommitQueue::run()
{
    while (!_finishing || !_queue.empty())
    {
        if (_queue.empty())
        {
            _scheduler.await(this, -1);
            continue;
        }
        _scheduler.sleep(_random.below(_mood.slowestMs + 1));
        std::vector<Job> jobs = take();
        _scheduler.step("commit");
        if (_scheduler.dead())
        {
            drop(jobs);
            continue;
        }
        commit(jobs);
        _scheduler.step("committed");
        tell(jobs);
    }
}

std::vector<CommitQueue::Job> CommitQueue::take()
{
    const auto all = static_cast<int64_t>(_queue.size());
    const int64_t count = _random.chance(_mood.alonePercent) ? 1 : _random.between(1, all);
    std::vector<Job> jobs(std::make_move_iterator(_queue.begin()),
                          std::make_move_iterator(_queue.begin() + count));
    _queue.erase(_queue.begin(), _queue.begin() + count);
    return jobs;
}

void CommitQueue::commit(std::vector<Job>& jobs)
{
    std::string failure = _random.chance(_mood.failsPercent) ? "the disk is full" : "";
    try
    {
        _connection->begin();
        for (Job& job : jobs)
        {
            job.work(_operations, job.result);
        }
        failure.empty() ? _connection->commit() : _connection->rollback();
    }
    catch (const std::exception& error)
    {
        failure = error.what();
        _connection->rollback();
    }
    for (Job& job : jobs)
    {
        job.result = failure.empty() ? job.result : store::WriteResult();
        job.result.ok = failure.empty();
        job.result.error = failure;
        _droppedRows += failure.empty() ? 0 : job.rows;
    }
    if (!failure.empty())
    {
        _operations.forget();
    }
}

// A Done never comes after a crash: whoever waits then is told of a failure, which only winds it up.
void CommitQueue::tell(std::vector<Job>& jobs)
{
    for (Job& job : jobs)
    {
        if (_scheduler.dead())
        {
            job.result = store::WriteResult();
            job.result.error = "the process is dead";
        }
        job.done(job.result);
    }
}

void CommitQueue::drop(std::vector<Job>& jobs)
{
    for (const Job& job : jobs)
    {
        _droppedRows += job.rows;
    }
    tell(jobs);
}

} // namespace duijie::simulation
