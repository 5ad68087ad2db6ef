#include "engine/FlowRun.h"

#include "engine/CallBacks.h"
#include "engine/Datasets.h"
#include "engine/Dispatcher.h"
#include "engine/ReadingMark.h"
#include "engine/RunContext.h"

#include "store/OpenStore.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"

namespace duijie::engine
{

using store::RecordState;

namespace
{

std::string summaryJson(const Progress& progress)
{
    sdk::JsonWriter json;
    json.beginObject();
    const auto put = [&](const char* name, const std::atomic<int64_t>& value)
    { json.key(name).number(value.load()); };
    put("fetched", progress.fetched);
    put("stored", progress.stored);
    put("repeated", progress.repeated);
    put("skipped", progress.skipped);
    put("invalid", progress.invalid);
    put("changed", progress.changed);
    put("held", progress.held);
    put("dead", progress.dead);
    put("written", progress.written);
    put("confirmed", progress.confirmed);
    put("unclear", progress.unclear);
    put("retried", progress.retried);
    put("rolled_back", progress.rolledBack);
    put("renewed", progress.renewed);
    json.endObject();
    return json.take();
}

// Reads in a thread of its own while the caller sends: no page waits for a bill, no bill for a page.
class Reading
{
public:
    Reading(RunContext& run, const PollSpan& span)
        : _mark(run, span), _worker(run.shared.crew.start(
                                [this, &run, span]
                                {
                                    run.progress.reading = true;
                                    try
                                    {
                                        _ok = Poller(run).poll(span, _error);
                                    }
                                    catch (const store::StoreError& e)
                                    {
                                        _error = run.storeFailed(e.what());
                                    }
                                    catch (const std::exception& e)
                                    {
                                        _error = e.what();
                                    }
                                    run.progress.reading = false;
                                    _mark.ended(_ok);
                                    done = true;
                                    run.signal();
                                }))
    {
    }

    bool join(std::string& error)
    {
        _worker.reset();
        error = _error;
        return _ok;
    }

    std::atomic<bool> done{false};

private:
    bool _ok = false;
    std::string _error;
    ReadingMark _mark;
    // Last: starts when everything else is there, and is waited for first when an exception passes by: what
    // is being read ends soon, since the run is halted then.
    std::unique_ptr<Crew::Worker> _worker;
};

// A store that cannot be read ends the run with its sentence; what was under way is settled by the next one.
void dispatch(RunContext& run, Datasets& datasets, const RetryRules& rules,
              const std::atomic<bool>& readingDone)
{
    try
    {
        Dispatcher(run, datasets, rules).run(readingDone);
    }
    catch (const std::exception& e)
    {
        run.haltForStore(e.what());
    }
}

// Connectors may ask for reference rows while the run lasts, and not a moment longer.
class LookupOffer
{
public:
    LookupOffer(const FlowParts& flow, const Datasets& datasets) : _flow(flow)
    {
        if (flow.offerLookups)
        {
            flow.offerLookups([&datasets](std::string_view api, std::string_view field,
                                          std::string_view value, std::string& out)
                              { return datasets.find(api, field, value, out); });
        }
    }

    ~LookupOffer()
    {
        if (_flow.offerLookups)
        {
            _flow.offerLookups({});
        }
    }

    LookupOffer(const LookupOffer&) = delete;
    LookupOffer& operator=(const LookupOffer&) = delete;

private:
    const FlowParts& _flow;
};

// Reads and writes at the same time. False: something could not be read wholly.
bool work(RunContext& run, const PollSpan& span, RunOutcome& outcome, std::string& error)
{
    const Window due = Poller(run).dueSpan(span);
    outcome.fromMs = due.fromMs;
    outcome.toMs = due.toMs;
    RetryRules rules;
    rules.settleMs = run.flow.settleMs;
    Datasets datasets(run.flow, run.shared.store);
    const LookupOffer offer(run.flow, datasets);
    const bool referencesReady = datasets.refresh(run, error);
    run.references = &datasets;
    // Without reference data every lookup would miss and hold: then only reading is worth doing.
    run.sends = referencesReady;
    Reading reading(run, span);
    if (run.sends)
    {
        dispatch(run, datasets, rules, reading.done);
    }
    std::string readError;
    const bool readWhole = reading.join(readError);
    error = error.empty() ? readError : error;
    return readWhole && referencesReady;
}

// A flow without a target: what changed is read, and there is nothing to write.
bool keepDatasets(RunContext& run, RunOutcome& outcome, std::string& error)
{
    Datasets datasets(run.flow, run.shared.store);
    const bool whole = datasets.refresh(run, error);
    outcome.toMs = run.shared.time.nowMs();
    run.progress.fetched = run.progress.stored = datasets.changedRows();
    return whole;
}

// A run that was stopped says nothing about how things stand. A store that fails now is told of by the run
// itself. A remedy speaks for itself alone: that it goes well does not say that the ordinary runs do.
void tellStanding(const RunContext& run, const RunOutcome& outcome, bool remedy)
{
    if (outcome.state == "stopped")
    {
        return;
    }
    try
    {
        LogAlerts log(run.shared.log);
        AlertChannel& channel = run.shared.alerts != nullptr ? *run.shared.alerts : log;
        tellAlerts(run.shared.store, channel, run.flow.name, remedy ? "alerts.remedy" : "alerts.run",
                   remedy ? remedyAlerts(run, outcome.state, outcome.error)
                          : standingAlerts(run, outcome.state, outcome.error));
    }
    catch (const std::exception& e)
    {
        run.shared.log.write({LOG_ERROR, run.flow.name, text::say("engine.store.failed", {e.what()}),
                              run.flow.name, run.runId});
    }
}

std::string finalState(const RunContext& run, bool readWhole, store::Store& store)
{
    if (run.halted())
    {
        return "failed";
    }
    // What a stop cut short did not fail; asked for in this order, or every early stop would be called a
    // failure.
    if (run.shared.stop.load())
    {
        return "stopped";
    }
    if (!readWhole)
    {
        return "failed";
    }
    const store::StateCounts counts = store.counts(run.flow.name);
    const auto of = [&](RecordState state) { return counts[static_cast<std::size_t>(state)]; };
    const bool clean = of(RecordState::Received) == 0 && of(RecordState::Sending) == 0 &&
                       of(RecordState::Held) == 0 && of(RecordState::Retrying) == 0 &&
                       of(RecordState::Unknown) == 0 && of(RecordState::Dead) == 0 &&
                       of(RecordState::RolledBack) == 0 && of(RecordState::RollbackStuck) == 0 &&
                       of(RecordState::ChangedAfterSync) == 0;
    return clean ? "ok" : "attention";
}

} // namespace

RunOutcome runFlow(const FlowParts& flow, Shared& shared, Progress& progress, const PollSpan& span,
                   const std::string& trigger)
{
    RunOutcome outcome;
    store::RunRow row;
    row.flow = flow.name;
    row.trigger = span.remedy ? RemedyTrigger : trigger;
    row.startedMs = shared.time.nowMs();
    row.state = "running";
    shared.store.recover(flow.name, row.startedMs, flow.settleMs);
    const store::WriteResult begun =
        shared.store.durably([&](store::Done done) { shared.store.beginRun(row, std::move(done)); });
    if (!begun.ok)
    {
        outcome.state = "failed";
        outcome.failedByStore = true;
        outcome.error = text::say("engine.store.failed", {begun.error});
        return outcome;
    }
    outcome.runId = begun.id;
    RunContext run(flow, shared, progress, begun.id);
    const CallBackOffer offer(run);
    std::string error;
    const bool whole = flow.sourcePlan ? work(run, span, outcome, error) : keepDatasets(run, outcome, error);
    error = run.halted() ? run.haltReason() : error;
    outcome.state = finalState(run, whole, shared.store);
    outcome.ok = outcome.state == "ok" || outcome.state == "attention";
    outcome.error = error;
    outcome.failedByStore = run.failedByStore();
    shared.store.durably(
        [&](store::Done done)
        {
            shared.store.endRun(begun.id, shared.time.nowMs(), outcome.state, summaryJson(progress),
                                std::move(done));
        });
    tellStanding(run, outcome, span.remedy);
    return outcome;
}

} // namespace duijie::engine
