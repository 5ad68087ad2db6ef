// The durable memory of the host: inbox, cursors, intents, reference rows, call log, runs.
//
// Writes go to one writer, which commits many of them together (group commit). A write is a value; when it is
// durable its Done is called, on the writer's thread. Reads may run on any thread and see what was committed.
#pragma once

#include "store/Records.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace duijie::store
{

/// What came of a write. On failure nothing of it is stored.
struct WriteResult
{
    bool ok = false;
    std::string error;            ///< sentence
    int64_t applied = 0;          ///< rows changed; for transitions, how many found the expected state
    int64_t id = 0;               ///< new run's id; removal: where the next part begins, 0: this was the last
    std::vector<bool> done;       ///< transitions and intents: one entry each, false: the state was another;
                                  ///< pages: one entry a record, false: it was there already
    std::vector<int64_t> waiting; ///< pages: one entry a record, the new row when it waits to be sent; else 0
    int64_t inserted = 0;         ///< page: new rows
    int64_t repeated = 0;         ///< page: rows that were there already
    int64_t replaced = 0;         ///< page: older unsent versions set aside
    int64_t changed = 0;          ///< page: newer versions of records whose bill exists (ChangedAfterSync)
    int64_t atMs = 0;             ///< removal: how old it was where this part began; 0: there was nothing
};

using Done = std::function<void(const WriteResult&)>;

/// Records of a page, and the cursor when the window is whole: one transaction.
struct PageWrite
{
    std::string flow;
    std::vector<NewRecord> records; ///< views must stay valid until Done
    bool moveCursor = false;
    std::string cursorName; ///< which source of the flow
    std::string cursor;     ///< opaque text of the plugin id, here the window's end as Unix ms
    int64_t nowMs = 0;
};

/// Reference rows, and the dataset's cursor when wholly read: one transaction.
struct DatasetRow
{
    std::string key;
    std::string json;
    int64_t order = 0;
};

/// Why a store could not be opened or read. Thrown by open functions, reads and recover(); writes report in
/// their WriteResult instead.
class StoreError;

class Store
{
public:
    virtual ~Store() = default;

    // --- writes: return at once; `done` is called when durable or failed, on the writer's thread ---

    virtual void writePage(PageWrite page, Done done) = 0;

    /// A new record that waits to be sent, and its members Received -> Merged: wholly, or not at all when one
    /// of them is elsewhere (WriteResult::done). Where a newer version replaces one while nothing is sent,
    /// the bundle is dissolved: the others wait again.
    virtual void writeBundle(Bundle bundle, Done done) = 0;

    /// Each intent with its record's Received|Retrying -> Sending; one whose record is elsewhere is not
    /// stored.
    virtual void writeIntents(std::vector<Intent> intents, Done done) = 0;

    /// State changes and the calls that led to them, in one transaction.
    virtual void writeOutcome(std::vector<Transition> transitions, std::vector<CallRow> calls, Done done) = 0;

    /// The records of a batch stand for themselves from now on.
    virtual void closeBatch(int64_t batch, Done done) = 0;

    virtual void writeStep(StepRow step, Done done) = 0;

    virtual void writeDataset(std::string dataset, std::vector<DatasetRow> rows, std::string cursor,
                              Done done) = 0;

    /// New run in state "running". WriteResult::id is its id.
    virtual void beginRun(RunRow run, Done done) = 0;
    virtual void endRun(int64_t id, int64_t endedMs, std::string state, std::string summary, Done done) = 0;

    virtual void putState(std::string scope, std::string name, std::string value, Done done) = 0;

    /// From now on, what `forward` makes of a record of `flow` goes into another flow's inbox in the same
    /// transaction in which the record becomes Done. Empty: no more.
    virtual void forward(const std::string& flow, Forward forward) = 0;

    /// Takes away a few of the oldest calls or bytes. Never of a record that is not finished.
    virtual void remove(Removal removal, Done done) = 0;

    /// After a crash: running runs of the flow become "interrupted", Sending records Unknown, to be looked up
    /// not before nowMs + settleMs: a request may have left in the last moment before the crash. Returns how
    /// many records.
    virtual int64_t recover(const std::string& flow, int64_t nowMs, int64_t settleMs) = 0;

    /// Calls one of the writes above and waits until it is durable.
    /// Usage: store.durably([&](Done done) { store.writeStep(std::move(step), std::move(done)); });
    virtual WriteResult durably(const std::function<void(Done)>& write);

    // --- reads ---

    virtual std::optional<std::string> cursor(const std::string& flow, const std::string& name) = 0;

    /// Records of `flow` in `state` with seq > afterSeq, in order of arrival, at most `limit`, with raw
    /// bytes.
    virtual std::vector<LoadedRecord> load(const std::string& flow, RecordState state, int64_t afterSeq,
                                           int limit) = 0;

    /// These records, in this order, with raw bytes; what is not there is left out.
    virtual std::vector<LoadedRecord> loadThese(const std::vector<int64_t>& seqs) = 0;

    /// What a bundle is made of, in order of arrival. Empty: it was dissolved, or is none.
    virtual std::vector<RecordRow> members(int64_t bundle) = 0;

    /// Records that are due: in `state`, nextMs <= nowMs; at most `limit`, earliest first, with raw bytes.
    virtual std::vector<LoadedRecord> due(const std::string& flow, RecordState state, int64_t nowMs,
                                          int limit) = 0;

    /// Rows without bytes; `state` empty: all. Newest first.
    virtual std::vector<RecordRow> rows(const std::string& flow, std::optional<RecordState> state,
                                        int limit) = 0;

    /// Versions of one record by key, or else by number; newest first.
    virtual std::vector<LoadedRecord> find(const std::string& flow, const std::string& keyOrNumber) = 0;

    /// The record of another key whose bill this is, or may be; none: nobody's.
    virtual std::optional<RecordRow> ownerOf(const std::string& flow, const std::string& targetId,
                                             const std::string& otherThanKey) = 0;

    /// The records of a batch, in order of arrival.
    virtual std::vector<RecordRow> batch(const std::string& flow, int64_t batch) = 0;

    /// Batches of which some record came to an end without its bill.
    virtual std::vector<int64_t> brokenBatches(const std::string& flow) = 0;

    virtual std::vector<Intent> intents(int64_t seq) = 0;
    virtual std::optional<Intent> lastIntent(int64_t seq) = 0;
    virtual std::vector<StepRow> steps(int64_t seq) = 0;
    virtual std::vector<CallRow> calls(int64_t seq) = 0;

    /// Calls of whatever record or run; newest first.
    virtual std::vector<CallRow> recentCalls(const CallFilter& filter) = 0;

    /// Start times of the calls of a bucket since `sinceMs`, oldest first: what a limiter starts from.
    virtual std::vector<int64_t> callTimes(const std::string& bucket, int64_t sinceMs) = 0;

    virtual StateCounts counts(const std::string& flow) = 0;

    /// When the oldest record came that is still to be brought to an end without a person: Received, Sending,
    /// Retrying or Unknown. 0: there is none.
    virtual int64_t oldestUnsentMs(const std::string& flow) = 0;

    /// Calls of a run by operation, in alphabetical order.
    virtual std::vector<CallCount> callCounts(int64_t runId) = 0;

    virtual std::optional<std::string> datasetCursor(const std::string& dataset) = 0;
    virtual void datasetRows(const std::string& dataset,
                             const std::function<void(const DatasetRow&)>& each) = 0;

    virtual std::optional<std::string> state(const std::string& scope, const std::string& name) = 0;

    virtual std::vector<RunRow> runs(const std::string& flow, int limit) = 0;

    virtual StoreSize size() = 0;
};

/// The same for any function that takes a Done and has it called on another thread.
WriteResult durably(const std::function<void(Done)>& write);

} // namespace duijie::store
