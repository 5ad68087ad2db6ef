// Reads, on a small pool of read-only connections.
#pragma once

#include "store/SqliteConnection.h"
#include "store/Store.h"

#include <condition_variable>
#include <mutex>

namespace duijie::store
{

/// Thread-safe: each read borrows a connection, and waits when all are out. Reads see what was committed. A
/// read that fails (damaged file, I/O error) throws StoreError with a sentence.
class SqliteReader
{
public:
    /// `first` is an open connection of the pool; more like it are opened when they are needed.
    SqliteReader(std::unique_ptr<SqliteConnection> first, std::string path, SqliteUse use,
                 SqliteOptions options);
    SqliteReader(const SqliteReader&) = delete;
    SqliteReader& operator=(const SqliteReader&) = delete;

    std::optional<std::string> cursor(const std::string& flow, const std::string& name);
    std::vector<LoadedRecord> load(const std::string& flow, RecordState state, int64_t afterSeq, int limit);
    std::vector<LoadedRecord> due(const std::string& flow, RecordState state, int64_t nowMs, int limit);
    std::vector<RecordRow> rows(const std::string& flow, std::optional<RecordState> state, int limit);
    std::vector<LoadedRecord> find(const std::string& flow, const std::string& keyOrNumber);
    std::optional<RecordRow> ownerOf(const std::string& flow, const std::string& targetId,
                                     const std::string& otherThanKey);
    std::vector<RecordRow> batch(const std::string& flow, int64_t batch);
    std::vector<LoadedRecord> loadThese(const std::vector<int64_t>& seqs);
    std::vector<RecordRow> members(int64_t bundle);
    std::vector<int64_t> brokenBatches(const std::string& flow);
    std::vector<Intent> intents(int64_t seq);
    std::optional<Intent> lastIntent(int64_t seq);
    std::vector<StepRow> steps(int64_t seq);
    std::vector<CallRow> calls(int64_t seq);
    std::vector<CallRow> recentCalls(const CallFilter& filter);
    std::vector<int64_t> callTimes(const std::string& bucket, int64_t sinceMs);
    StateCounts counts(const std::string& flow);
    int64_t oldestUnsentMs(const std::string& flow);
    std::vector<CallCount> callCounts(int64_t runId);
    std::optional<std::string> datasetCursor(const std::string& dataset);
    void datasetRows(const std::string& dataset, const std::function<void(const DatasetRow&)>& each);
    std::optional<std::string> state(const std::string& scope, const std::string& name);
    std::vector<RunRow> runs(const std::string& flow, int limit);
    StoreSize size();

private:
    using Body = std::function<void(SqliteConnection&)>;

    void read(const Body& body);
    std::vector<RecordRow> listOf(const char* sql, const std::function<void(SqliteStatement&)>& bind);
    std::unique_ptr<SqliteConnection> borrow();
    void giveBack(std::unique_ptr<SqliteConnection> connection) noexcept;
    void loseOne() noexcept;

    std::string _path;
    SqliteUse _use;
    SqliteOptions _options;
    std::mutex _mutex;
    std::condition_variable _returned;
    std::vector<std::unique_ptr<SqliteConnection>> _idle;
    int _open = 1;
};

} // namespace duijie::store
