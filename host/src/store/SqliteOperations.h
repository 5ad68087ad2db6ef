// The writes of the store, each as statements inside a transaction that the writer has begun.
#pragma once

#include "store/SqliteConnection.h"
#include "store/Store.h"

#include <map>

namespace duijie::store
{

/// Each function does one write and fills its result; what it throws undoes all of it. May be called again
/// with the same values after a rollback.
class SqliteOperations
{
public:
    /// `nowMs` is the time of the changes.
    SqliteOperations(SqliteConnection& connection, std::function<int64_t()> nowMs)
        : _connection(connection), _nowMs(std::move(nowMs))
    {
    }

    /// `payloads`: one a record of the page.
    void page(const PageWrite& page, const std::vector<Packed>& payloads, WriteResult& result);
    void bundle(const Bundle& bundle, WriteResult& result);

    /// `bodies`: one an intent.
    void intents(const std::vector<Intent>& intents, const std::vector<Packed>& bodies, WriteResult& result);
    void outcome(const std::vector<Transition>& transitions, const std::vector<CallRow>& calls,
                 const Forwards& forwards, WriteResult& result);
    void closeBatch(int64_t batch, WriteResult& result);
    void step(const StepRow& step, WriteResult& result);
    void dataset(const std::string& dataset, const std::vector<DatasetRow>& rows, const std::string& cursor,
                 WriteResult& result);
    void beginRun(const RunRow& run, WriteResult& result);
    void endRun(int64_t id, int64_t endedMs, const std::string& state, const std::string& summary,
                WriteResult& result);
    void putState(const std::string& scope, const std::string& name, const std::string& value,
                  WriteResult& result);
    void remove(const Removal& removal, WriteResult& result);
    void recover(const std::string& flow, int64_t nowMs, int64_t settleMs, WriteResult& result);

    /// Forgets what was learned inside a transaction that was undone.
    void forget() noexcept { _flows.clear(); }

private:
    /// What the other versions of a key mean for a new one.
    enum class Standing
    {
        Alone,    ///< no version whose bill may exist
        Repeated, ///< these very bytes are there
        Billed    ///< a version is being sent, may have been applied, or is done
    };

    int64_t flowId(const std::string& flow);
    void addRecord(int64_t flow, const NewRecord& record, const Packed& payload, int64_t nowMs,
                   WriteResult& result);
    Standing standing(int64_t flow, const NewRecord& record);
    RecordState ofItsBundle(int64_t bundle);
    void replace(int64_t seq, int64_t nowMs);
    void yield(int64_t seq, int64_t nowMs);
    void yieldBundle(int64_t bundle, int64_t nowMs);
    bool allWait(int64_t flow, const std::vector<int64_t>& members);
    void dissolve(int64_t bundle, int64_t nowMs);
    int64_t insert(int64_t flow, const NewRecord& record, const Packed& payload, RecordState state,
                   std::string_view reason, int64_t nowMs, int64_t batch = 0);
    void forward(int64_t seq, const Forwards& forwards, int64_t nowMs);
    void addCall(const CallRow& call);
    void removeCalls(int64_t from, int64_t beforeMs, WriteResult& result);
    void removeBytes(int64_t from, int64_t beforeMs, WriteResult& result);

    SqliteConnection& _connection;
    std::function<int64_t()> _nowMs;
    std::map<std::string, int64_t, std::less<>> _flows;
    std::vector<int64_t> _replaceable; ///< older versions to set aside, found by standing()
    std::vector<int64_t> _dissolvable; ///< unsent bundles they are part of
    int64_t _batch = 0;                ///< of them, which the newer version takes over
    std::string _billedBundle;         ///< its key, when that is what has the bill
};

} // namespace duijie::store
