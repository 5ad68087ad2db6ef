#include "WatchedStore.h"

#include "engine/Transitions.h"

#include <algorithm>

namespace duijie::engine::test
{

namespace
{

// How far the engine itself waits inside one run.
constexpr int64_t Patience = 2 * Minute;

} // namespace

void WatchedStore::reopen(const std::function<std::unique_ptr<store::Store>()>& open)
{
    _inner.reset();
    _inner = open();
    writesLeft = -1;
    readsLeft = -1;
}

std::vector<std::string> WatchedStore::violations() const
{
    const std::lock_guard lock(_mutex);
    return _violations;
}

// On the writer's thread and after everything written before, as the real store would tell it.
void WatchedStore::refuse(store::Done done, const std::string& error)
{
    _inner->putState("test", "refused", error,
                     [done = std::move(done), error](const store::WriteResult&)
                     {
                         store::WriteResult failed;
                         failed.error = error;
                         done(failed);
                     });
}

bool WatchedStore::refused(store::Done& done)
{
    int64_t left = writesLeft.load();
    while (left > 0 && !writesLeft.compare_exchange_weak(left, left - 1))
    {
    }
    if (left == 0)
    {
        refuse(std::move(done), "the disk is gone");
    }
    return left == 0;
}

void WatchedStore::writePage(store::PageWrite page, store::Done done)
{
    if (failPage && failPage(page))
    {
        refuse(std::move(done), "this page was refused");
    }
    else if (!refused(done))
    {
        _inner->writePage(std::move(page), std::move(done));
    }
}

void WatchedStore::writeBundle(store::Bundle bundle, store::Done done)
{
    if (!refused(done))
    {
        _inner->writeBundle(std::move(bundle), std::move(done));
    }
}

void WatchedStore::writeIntents(std::vector<store::Intent> intents, store::Done done)
{
    if (!refused(done))
    {
        _inner->writeIntents(std::move(intents), std::move(done));
    }
}

void WatchedStore::writeOutcome(std::vector<store::Transition> transitions, std::vector<store::CallRow> calls,
                                store::Done done)
{
    for (const store::Transition& change : transitions)
    {
        if (!transitionAllowed(change.from, change.to))
        {
            const std::lock_guard lock(_mutex);
            _violations.push_back(std::string(store::stateName(change.from)) + " -> " +
                                  std::string(store::stateName(change.to)));
        }
    }
    if (beforeOutcome)
    {
        beforeOutcome(transitions);
    }
    if (!refused(done))
    {
        _inner->writeOutcome(std::move(transitions), std::move(calls), std::move(done));
    }
}

void WatchedStore::writeDataset(std::string dataset, std::vector<store::DatasetRow> rows, std::string cursor,
                                store::Done done)
{
    if (!refused(done))
    {
        _inner->writeDataset(std::move(dataset), std::move(rows), std::move(cursor), std::move(done));
    }
}

void WatchedStore::beginRun(store::RunRow run, store::Done done)
{
    if (!refused(done))
    {
        _inner->beginRun(std::move(run), std::move(done));
    }
}

void WatchedStore::endRun(int64_t id, int64_t endedMs, std::string state, std::string summary,
                          store::Done done)
{
    if (!refused(done))
    {
        _inner->endRun(id, endedMs, std::move(state), std::move(summary), std::move(done));
    }
}

void WatchedStore::closeBatch(int64_t batch, store::Done done)
{
    if (!refused(done))
    {
        _inner->closeBatch(batch, std::move(done));
    }
}

void WatchedStore::writeStep(store::StepRow step, store::Done done)
{
    if (!refused(done))
    {
        _inner->writeStep(std::move(step), std::move(done));
    }
}

void WatchedStore::putState(std::string scope, std::string name, std::string value, store::Done done)
{
    if (!refused(done))
    {
        _inner->putState(std::move(scope), std::move(name), std::move(value), std::move(done));
    }
}

std::vector<store::LoadedRecord> WatchedStore::due(const std::string& flow, store::RecordState state,
                                                   int64_t nowMs, int limit)
{
    int64_t left = readsLeft.load();
    while (left > 0 && !readsLeft.compare_exchange_weak(left, left - 1))
    {
    }
    if (left == 0)
    {
        throw store::StoreError(store::StoreError::Kind::Unusable, "the disk cannot be read");
    }
    auto records = _inner->due(flow, state, nowMs, limit);
    // A question about the future is only a question; one about now is answered after the wait it would
    // bring.
    if (records.empty() && timeFlies && nowMs <= _clock.nowMs())
    {
        records = _inner->due(flow, state, nowMs + Patience, limit);
        for (const store::LoadedRecord& record : records)
        {
            _clock.jumpTo(record.row.nextMs);
        }
    }
    else if (timeFlies)
    {
        // The time until then is over as soon as somebody waits for it.
        for (store::LoadedRecord& record : records)
        {
            record.row.nextMs = std::min(record.row.nextMs, _clock.nowMs());
        }
    }
    return records;
}

} // namespace duijie::engine::test
