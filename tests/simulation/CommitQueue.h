// The store's writer as the simulation has it: commits some of what waits together, when the seed says so.
#pragma once

#include "Scheduler.h"

#include "store/WriteQueue.h"

#include <deque>
#include <memory>
#include <vector>

namespace duijie::simulation
{

/// How the disk is on this day.
struct DiskMood
{
    int64_t slowestMs = 0; ///< a commit takes up to so long
    int failsPercent = 0;  ///< so many commits fail whole (disk full)
    int alonePercent = 50; ///< so many take only the first write that waits
};

/// Writes into the real file through the real statements. A crash drops what waits; what is committed stays,
/// told or not. Once dead it tells everyone of a failure, so that the dead threads find their end.
class CommitQueue final : public store::WriteQueue
{
public:
    CommitQueue(Scheduler& scheduler, uint64_t seed, const DiskMood& mood,
                std::unique_ptr<store::SqliteConnection> connection);
    ~CommitQueue() override;

    void enqueue(Work work, store::Done done, std::size_t rows, std::size_t bytes) override;
    void finish() override;
    store::WriteResult durably(const std::function<void(store::Done)>& write) override;

    /// Rows, states and calls alike, that were asked to be written and did not get to the disk.
    std::size_t droppedRows() const noexcept { return _droppedRows; }

private:
    struct Job
    {
        Work work;
        store::Done done;
        std::size_t rows = 0;
        store::WriteResult result;
    };

    void run();
    std::vector<Job> take();
    void commit(std::vector<Job>& jobs);
    void tell(std::vector<Job>& jobs);
    void drop(std::vector<Job>& jobs);

    Scheduler& _scheduler;
    Random _random;
    const DiskMood& _mood;
    std::unique_ptr<store::SqliteConnection> _connection;
    store::SqliteOperations _operations;
    std::deque<Job> _queue;
    bool _finishing = false;
    std::size_t _droppedRows = 0;
    std::unique_ptr<engine::Crew::Worker> _writer; // last: starts when everything else is there
};

} // namespace duijie::simulation
