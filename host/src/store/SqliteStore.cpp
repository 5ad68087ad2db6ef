#include "store/SqliteStore.h"

#include "store/SqliteReader.h"
#include "store/SqliteWriter.h"
#include "text/Catalogue.h"

#include <mutex>

namespace duijie::store
{

namespace
{

/// Packs on the caller's thread: the writer is what everyone waits for.
template <typename Row, typename Text>
std::vector<Packed> packAll(const std::vector<Row>& rows, Text Row::*text)
{
    std::vector<Packed> out;
    out.reserve(rows.size());
    for (const Row& row : rows)
    {
        out.push_back(pack(row.*text));
    }
    return out;
}

std::size_t bytesOf(const std::vector<Packed>& texts) noexcept
{
    std::size_t bytes = 0;
    for (const Packed& text : texts)
    {
        bytes += text.bytes.size();
    }
    return bytes;
}

std::size_t bytesOf(const std::vector<CallRow>& calls) noexcept
{
    std::size_t bytes = 0;
    for (const CallRow& call : calls)
    {
        bytes += call.excerpt.size() + call.request.size() + call.message.size() + call.path.size();
    }
    return bytes;
}

std::size_t bytesOf(const std::vector<DatasetRow>& rows) noexcept
{
    std::size_t bytes = 0;
    for (const DatasetRow& row : rows)
    {
        bytes += row.json.size();
    }
    return bytes;
}

class SqliteStore : public Store
{
public:
    SqliteStore(OpenedFile file, std::unique_ptr<WriteQueue> writer, const SqliteOptions& options)
        : _path(file.path), _lock(std::move(file.lock)), _writer(std::move(writer)),
          _reader(std::move(file.reader), file.path, file.readerUse, options)
    {
    }

    ~SqliteStore() override
    {
        // While the readers are there: what is told at the end may still ask for something.
        if (_writer)
        {
            _writer->finish();
        }
    }

    WriteResult durably(const std::function<void(Done)>& write) override
    {
        return _writer ? _writer->durably(write) : store::durably(write);
    }

    void writePage(PageWrite page, Done done) override
    {
        const std::size_t rows = page.records.size();
        std::vector<Packed> payloads = packAll(page.records, &NewRecord::payload);
        const std::size_t bytes = bytesOf(payloads);
        write([page = std::move(page), payloads = std::move(payloads)](
                  SqliteOperations& to, WriteResult& result) { to.page(page, payloads, result); },
              std::move(done), rows, bytes);
    }

    void writeBundle(Bundle bundle, Done done) override
    {
        const std::size_t rows = bundle.members.size() + 1;
        const std::size_t bytes = bundle.payload.size();
        write([bundle = std::move(bundle)](SqliteOperations& to, WriteResult& result)
              { to.bundle(bundle, result); },
              std::move(done), rows, bytes);
    }

    void writeIntents(std::vector<Intent> intents, Done done) override
    {
        const std::size_t rows = intents.size();
        std::vector<Packed> bodies = packAll(intents, &Intent::body);
        const std::size_t bytes = bytesOf(bodies);
        write([intents = std::move(intents), bodies = std::move(bodies)](
                  SqliteOperations& to, WriteResult& result) { to.intents(intents, bodies, result); },
              std::move(done), rows, bytes);
    }

    void writeOutcome(std::vector<Transition> transitions, std::vector<CallRow> calls, Done done) override
    {
        const std::size_t rows = transitions.size() + calls.size();
        const std::size_t bytes = bytesOf(calls);
        write([transitions = std::move(transitions), calls = std::move(calls),
               forwards = currentForwards()](SqliteOperations& to, WriteResult& result)
              { to.outcome(transitions, calls, *forwards, result); },
              std::move(done), rows, bytes);
    }

    void forward(const std::string& flow, Forward forward) override
    {
        const std::lock_guard lock(_forwardMutex);
        auto changed = std::make_shared<Forwards>(*_forwards);
        if (forward)
        {
            (*changed)[flow] = std::move(forward);
        }
        else
        {
            changed->erase(flow);
        }
        _forwards = std::move(changed);
    }

    void closeBatch(int64_t batch, Done done) override
    {
        write([batch](SqliteOperations& to, WriteResult& result) { to.closeBatch(batch, result); },
              std::move(done), 1, 0);
    }

    void writeStep(StepRow step, Done done) override
    {
        write([step = std::move(step)](SqliteOperations& to, WriteResult& result) { to.step(step, result); },
              std::move(done), 1, 0);
    }

    void writeDataset(std::string dataset, std::vector<DatasetRow> rows, std::string cursor,
                      Done done) override
    {
        const std::size_t count = rows.size();
        const std::size_t bytes = bytesOf(rows);
        write([dataset = std::move(dataset), rows = std::move(rows), cursor = std::move(cursor)](
                  SqliteOperations& to, WriteResult& result) { to.dataset(dataset, rows, cursor, result); },
              std::move(done), count, bytes);
    }

    void beginRun(RunRow run, Done done) override
    {
        write([run = std::move(run)](SqliteOperations& to, WriteResult& result) { to.beginRun(run, result); },
              std::move(done), 1, 0);
    }

    void endRun(int64_t id, int64_t endedMs, std::string state, std::string summary, Done done) override
    {
        write([id, endedMs, state = std::move(state), summary = std::move(summary)](SqliteOperations& to,
                                                                                    WriteResult& result)
              { to.endRun(id, endedMs, state, summary, result); },
              std::move(done), 1, 0);
    }

    void putState(std::string scope, std::string name, std::string value, Done done) override
    {
        write([scope = std::move(scope), name = std::move(name), value = std::move(value)](
                  SqliteOperations& to, WriteResult& result) { to.putState(scope, name, value, result); },
              std::move(done), 1, 0);
    }

    void remove(Removal removal, Done done) override
    {
        write([removal](SqliteOperations& to, WriteResult& result) { to.remove(removal, result); },
              std::move(done), 1, 0);
    }

    int64_t recover(const std::string& flow, int64_t nowMs, int64_t settleMs) override
    {
        const WriteResult result = durably(
            [&](Done done)
            {
                write([flow, nowMs, settleMs](SqliteOperations& to, WriteResult& out)
                      { to.recover(flow, nowMs, settleMs, out); },
                      std::move(done), 1, 0);
            });
        if (!result.ok)
        {
            // A flow must not go on as if nothing had been under way.
            throw StoreError(StoreError::Kind::Unusable, result.error);
        }
        return result.applied;
    }

    std::optional<std::string> cursor(const std::string& flow, const std::string& name) override
    {
        return _reader.cursor(flow, name);
    }

    std::vector<LoadedRecord> load(const std::string& flow, RecordState state, int64_t afterSeq,
                                   int limit) override
    {
        return _reader.load(flow, state, afterSeq, limit);
    }

    std::vector<LoadedRecord> loadThese(const std::vector<int64_t>& seqs) override
    {
        return _reader.loadThese(seqs);
    }

    std::vector<RecordRow> members(int64_t bundle) override { return _reader.members(bundle); }

    std::vector<LoadedRecord> due(const std::string& flow, RecordState state, int64_t nowMs,
                                  int limit) override
    {
        return _reader.due(flow, state, nowMs, limit);
    }

    std::vector<RecordRow> rows(const std::string& flow, std::optional<RecordState> state, int limit) override
    {
        return _reader.rows(flow, state, limit);
    }

    std::vector<LoadedRecord> find(const std::string& flow, const std::string& keyOrNumber) override
    {
        return _reader.find(flow, keyOrNumber);
    }

    std::optional<RecordRow> ownerOf(const std::string& flow, const std::string& targetId,
                                     const std::string& otherThanKey) override
    {
        return _reader.ownerOf(flow, targetId, otherThanKey);
    }

    std::vector<RecordRow> batch(const std::string& flow, int64_t batch) override
    {
        return _reader.batch(flow, batch);
    }
    std::vector<int64_t> brokenBatches(const std::string& flow) override
    {
        return _reader.brokenBatches(flow);
    }
    std::vector<Intent> intents(int64_t seq) override { return _reader.intents(seq); }
    std::optional<Intent> lastIntent(int64_t seq) override { return _reader.lastIntent(seq); }
    std::vector<StepRow> steps(int64_t seq) override { return _reader.steps(seq); }
    std::vector<CallRow> calls(int64_t seq) override { return _reader.calls(seq); }

    std::vector<CallRow> recentCalls(const CallFilter& filter) override
    {
        return _reader.recentCalls(filter);
    }

    std::vector<int64_t> callTimes(const std::string& bucket, int64_t sinceMs) override
    {
        return _reader.callTimes(bucket, sinceMs);
    }

    StateCounts counts(const std::string& flow) override { return _reader.counts(flow); }
    int64_t oldestUnsentMs(const std::string& flow) override { return _reader.oldestUnsentMs(flow); }

    std::vector<CallCount> callCounts(int64_t runId) override { return _reader.callCounts(runId); }

    std::optional<std::string> datasetCursor(const std::string& dataset) override
    {
        return _reader.datasetCursor(dataset);
    }

    void datasetRows(const std::string& dataset, const std::function<void(const DatasetRow&)>& each) override
    {
        _reader.datasetRows(dataset, each);
    }

    std::optional<std::string> state(const std::string& scope, const std::string& name) override
    {
        return _reader.state(scope, name);
    }

    std::vector<RunRow> runs(const std::string& flow, int limit) override
    {
        return _reader.runs(flow, limit);
    }

    StoreSize size() override { return _reader.size(); }

private:
    std::shared_ptr<const Forwards> currentForwards()
    {
        const std::lock_guard lock(_forwardMutex);
        return _forwards;
    }

    void write(WriteQueue::Work work, Done done, std::size_t rows, std::size_t bytes)
    {
        if (_writer)
        {
            _writer->enqueue(std::move(work), std::move(done), rows, bytes);
            return;
        }
        WriteResult refused;
        refused.error = text::say("store.read_only", {_path});
        if (done)
        {
            done(refused);
        }
    }

    // Destroyed from the last to the first: the readers close, then the writer, which as the last connection
    // copies its log back and removes it, and only then is the lock free.
    std::mutex _forwardMutex;
    std::shared_ptr<const Forwards> _forwards = std::make_shared<Forwards>();
    std::string _path;
    std::unique_ptr<StoreLock> _lock;
    std::unique_ptr<WriteQueue> _writer;
    SqliteReader _reader;
};

} // namespace

std::unique_ptr<Store> openSqliteStore(const std::string& path, Access access, const SqliteOptions& options,
                                       const Surroundings& around)
{
    OpenedFile file = openSqliteFile(path, access, options);
    std::unique_ptr<WriteQueue> writer;
    if (file.writer)
    {
        writer = std::make_unique<SqliteWriter>(std::move(file.writer), file.path, options, around);
    }
    return makeSqliteStore(std::move(file), std::move(writer), options);
}

std::unique_ptr<Store> makeSqliteStore(OpenedFile file, std::unique_ptr<WriteQueue> queue,
                                       const SqliteOptions& options)
{
    return std::make_unique<SqliteStore>(std::move(file), std::move(queue), options);
}

} // namespace duijie::store
