// The one thread that writes: takes what waits, commits it together, then tells the callers.
#pragma once

#include "store/OpenStore.h"
#include "store/Patience.h"
#include "store/WriteQueue.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace duijie::store
{

/// Group commit. While one transaction is being synced, further writes queue; the next transaction takes them
/// all, so the more load there is, the fewer syncs a row costs.
class SqliteWriter final : public WriteQueue
{
public:
    /// `connection` is ready for writing, and this object's alone from now on.
    SqliteWriter(std::unique_ptr<SqliteConnection> connection, std::string path, const SqliteOptions& options,
                 const Surroundings& around);

    /// Finishes, then closes the connection.
    ~SqliteWriter() override;
    SqliteWriter(const SqliteWriter&) = delete;
    SqliteWriter& operator=(const SqliteWriter&) = delete;

    void enqueue(Work work, Done done, std::size_t rows, std::size_t bytes) override;
    void finish() override;

private:
    struct Job
    {
        Work work;
        Done done;
        std::size_t rows = 0;
        std::size_t bytes = 0;
        WriteResult result;
    };

    void run();
    bool take(std::vector<Job>& batch);
    void write(std::vector<Job>& batch);
    bool writeTogether(std::vector<Job>& batch);
    void writeAlone(Job& job);
    bool commit(Job* jobs, std::size_t count);
    void tell(std::vector<Job>& batch);
    void copyBack();
    std::string fail(const std::exception& error);
    bool awaitRoom();

    std::unique_ptr<SqliteConnection> _connection;
    SqliteOperations _operations;
    std::string _path;
    int _checkpointPages;
    Patience _patience;
    std::optional<int> _againAfterMs; ///< the last attempt met a disk without room
    std::mutex _mutex;
    std::condition_variable _arrived;
    std::deque<Job> _queue;
    std::size_t _waitingRows = 0;
    bool _inCompany = false; ///< the last transaction held several writes: more are on their way
    bool _stopping = false;
    std::thread _thread;
};

} // namespace duijie::store
