// A store that watches what the engine writes, breaks on demand, and lets time fly.
#pragma once

#include "Clock.h"

#include "store/OpenStore.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace duijie::engine::test
{

/// Passes everything on to a real store. Every transition is checked against the state machine. When nothing
/// is due, the clock jumps to what is due next, as if the engine had waited.
class WatchedStore final : public store::Store
{
public:
    WatchedStore(std::unique_ptr<store::Store> inner, ManualClock& clock)
        : _inner(std::move(inner)), _clock(clock)
    {
    }

    // --- what a test sets ---

    std::atomic<int64_t> writesLeft{-1}; ///< so many writes succeed, then all fail; -1: no end
    std::atomic<int64_t> readsLeft{-1};  ///< the same for due(), which throws then
    std::atomic<bool> timeFlies{true};
    std::function<bool(const store::PageWrite&)> failPage; ///< true: this page fails
    std::function<void(const std::vector<store::Transition>&)>
        beforeOutcome; ///< sees what is about to be written

    /// Closes the real store and opens what it left behind: a restart after a kill.
    void reopen(const std::function<std::unique_ptr<store::Store>()>& open);

    /// Transitions the state machine does not know.
    std::vector<std::string> violations() const;

    // --- store::Store ---

    void writePage(store::PageWrite page, store::Done done) override;
    void writeBundle(store::Bundle bundle, store::Done done) override;
    void writeIntents(std::vector<store::Intent> intents, store::Done done) override;
    void writeOutcome(std::vector<store::Transition> transitions, std::vector<store::CallRow> calls,
                      store::Done done) override;
    void closeBatch(int64_t batch, store::Done done) override;
    void writeStep(store::StepRow step, store::Done done) override;
    void writeDataset(std::string dataset, std::vector<store::DatasetRow> rows, std::string cursor,
                      store::Done done) override;
    void beginRun(store::RunRow run, store::Done done) override;
    void endRun(int64_t id, int64_t endedMs, std::string state, std::string summary,
                store::Done done) override;
    void putState(std::string scope, std::string name, std::string value, store::Done done) override;
    void remove(store::Removal removal, store::Done done) override
    {
        _inner->remove(removal, std::move(done));
    }
    void forward(const std::string& flow, store::Forward forward) override
    {
        _inner->forward(flow, std::move(forward));
    }
    int64_t recover(const std::string& flow, int64_t nowMs, int64_t settleMs) override
    {
        return _inner->recover(flow, nowMs, settleMs);
    }

    std::optional<std::string> cursor(const std::string& flow, const std::string& name) override
    {
        return _inner->cursor(flow, name);
    }
    std::vector<store::LoadedRecord> load(const std::string& flow, store::RecordState state, int64_t afterSeq,
                                          int limit) override
    {
        return _inner->load(flow, state, afterSeq, limit);
    }
    std::vector<store::LoadedRecord> loadThese(const std::vector<int64_t>& seqs) override
    {
        return _inner->loadThese(seqs);
    }
    std::vector<store::RecordRow> members(int64_t bundle) override { return _inner->members(bundle); }
    std::vector<store::LoadedRecord> due(const std::string& flow, store::RecordState state, int64_t nowMs,
                                         int limit) override;
    std::vector<store::RecordRow> rows(const std::string& flow, std::optional<store::RecordState> state,
                                       int limit) override
    {
        return _inner->rows(flow, state, limit);
    }
    std::vector<store::LoadedRecord> find(const std::string& flow, const std::string& keyOrNumber) override
    {
        return _inner->find(flow, keyOrNumber);
    }
    std::optional<store::RecordRow> ownerOf(const std::string& flow, const std::string& targetId,
                                            const std::string& otherThanKey) override
    {
        return _inner->ownerOf(flow, targetId, otherThanKey);
    }
    std::vector<store::RecordRow> batch(const std::string& flow, int64_t batch) override
    {
        return _inner->batch(flow, batch);
    }
    std::vector<int64_t> brokenBatches(const std::string& flow) override
    {
        return _inner->brokenBatches(flow);
    }
    std::vector<store::Intent> intents(int64_t seq) override { return _inner->intents(seq); }
    std::optional<store::Intent> lastIntent(int64_t seq) override { return _inner->lastIntent(seq); }
    std::vector<store::StepRow> steps(int64_t seq) override { return _inner->steps(seq); }
    std::vector<store::CallRow> calls(int64_t seq) override { return _inner->calls(seq); }
    std::vector<store::CallRow> recentCalls(const store::CallFilter& filter) override
    {
        return _inner->recentCalls(filter);
    }

    std::vector<int64_t> callTimes(const std::string& bucket, int64_t sinceMs) override
    {
        return _inner->callTimes(bucket, sinceMs);
    }
    store::StateCounts counts(const std::string& flow) override { return _inner->counts(flow); }
    int64_t oldestUnsentMs(const std::string& flow) override { return _inner->oldestUnsentMs(flow); }
    std::vector<store::CallCount> callCounts(int64_t runId) override { return _inner->callCounts(runId); }
    std::optional<std::string> datasetCursor(const std::string& dataset) override
    {
        return _inner->datasetCursor(dataset);
    }
    void datasetRows(const std::string& dataset,
                     const std::function<void(const store::DatasetRow&)>& each) override
    {
        _inner->datasetRows(dataset, each);
    }
    std::optional<std::string> state(const std::string& scope, const std::string& name) override
    {
        return _inner->state(scope, name);
    }
    std::vector<store::RunRow> runs(const std::string& flow, int limit) override
    {
        return _inner->runs(flow, limit);
    }
    store::StoreSize size() override { return _inner->size(); }

private:
    void refuse(store::Done done, const std::string& error);
    bool refused(store::Done& done);

    std::unique_ptr<store::Store> _inner;
    ManualClock& _clock;
    mutable std::mutex _mutex;
    std::vector<std::string> _violations;
};

} // namespace duijie::engine::test
