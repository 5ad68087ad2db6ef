#include "engine/Dispatcher.h"

#include "engine/AfterRestore.h"
#include "engine/Bundler.h"
#include "text/Catalogue.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <utility>

namespace duijie::engine
{

using store::RecordState;

namespace
{

constexpr int BatchSize = 64;

// Documents between "intent written" and "outcome durable". Enough to keep every connection and the group
// commit busy, few enough that a crash leaves little to look up and memory stays small.
constexpr int64_t MostUnderWay = 768;

// A run waits this long for a retry or a look-up; later ones belong to a later run.
constexpr int64_t PatienceMs = 120'000;

} // namespace

Dispatcher::Dispatcher(RunContext& run, Datasets& datasets, RetryRules rules)
    : _run(run), _rules(rules), _mapper(run, datasets), _standing(run), _settler(run, rules),
      _wholeBatch(run, _settler), _renewal(run, _mapper), _pool(run, rules)
{
}

Dispatcher::~Dispatcher()
{
    // Intents on their way to the disk call back into this object.
    while (_intentsUnderWay.load() > 0)
    {
        _signals = _run.waitSignal(_signals, 50);
    }
}

void Dispatcher::run(const std::atomic<bool>& readingDone)
{
    awaitRestored(_run, _rules.settleMs);
    _unclear.load(_run);
    _wholeBatch.endBroken();
    _wholeBatch.reviewStuck();
    reviewHeld();
    for (;;)
    {
        const bool reading = !readingDone.load();
        if (!reading)
        {
            merge();
        }
        if (_run.stopping() || (!step() && !reading && nothingComing() && !renew()))
        {
            break;
        }
        wait(reading);
    }
    while (_intentsUnderWay.load() + _pool.underWay() > 0)
    {
        _signals = _run.waitSignal(_signals, 50);
    }
    _wholeBatch.endBroken(); // of what was settled last
}

// Bills of changed documents that made way: those documents are taken up like new ones.
bool Dispatcher::renew()
{
    const int64_t lowest = _renewal.renew();
    _position = lowest == 0 ? _position : std::min(_position, lowest - 1);
    return lowest != 0;
}

// Once, when all is read: rows of one bill may stand on different pages. What broke off is read again first.
void Dispatcher::merge()
{
    if (!_run.flow.groups() || std::exchange(_merged, true) || !_run.readWhole)
    {
        return;
    }
    Bundler(_run).bundle();
}

// Of a flow that merges only bundles are sent; a record of its own is left for the next merging.
bool Dispatcher::mayBeSent(const store::RecordRow& row, std::vector<store::Transition>& aside)
{
    if (!_run.flow.groups() || row.isBundle())
    {
        return true;
    }
    if (row.state == RecordState::Retrying)
    {
        store::Transition transition;
        transition.seq = row.seq;
        transition.from = row.state;
        transition.to = RecordState::Received;
        aside.push_back(std::move(transition));
    }
    return false;
}

// One round. True: something was taken up, so go on at once.
bool Dispatcher::step()
{
    bool any = false;
    store::Store& store = _run.shared.store;
    const auto full = [&] { return _intentsUnderWay.load() + _pool.underWay() >= MostUnderWay; };
    while (!_run.stopping() && !full())
    {
        auto records = store.due(_run.flow.name, RecordState::Retrying, _run.shared.time.nowMs(), BatchSize);
        if (records.empty())
        {
            records = _run.arrivals.take(_position, BatchSize);
            if (records.empty())
            {
                records = store.load(_run.flow.name, RecordState::Received, _position, BatchSize);
            }
            _position = records.empty() ? _position : records.back().row.seq;
        }
        if (records.empty())
        {
            break;
        }
        any = true;
        const bool again = records.front().row.state == RecordState::Retrying;
        if (!dispatch(std::move(records)))
        {
            return any;
        }
        while (again && _intentsUnderWay.load() > 0)
        {
            _signals = _run.waitSignal(_signals, 50); // until then they would be found due a second time
        }
    }
    return (_intentsUnderWay.load() == 0 && _pool.underWay() == 0 && _settler.settleDue()) || any;
}

void Dispatcher::wait(bool reading)
{
    const int64_t now = _run.shared.time.nowMs();
    int64_t ms = 200;
    if (!reading && _intentsUnderWay.load() + _pool.underWay() == 0)
    {
        const auto due = _settler.nextDueMs(now + PatienceMs);
        ms = due ? std::max<int64_t>(1, *due - now) : 10;
    }
    _signals = _run.waitSignal(_signals, ms);
}

bool Dispatcher::nothingComing()
{
    if (_intentsUnderWay.load() + _pool.underWay() > 0)
    {
        return false;
    }
    const int64_t horizon = _run.shared.time.nowMs() + PatienceMs;
    store::Store& store = _run.shared.store;
    return store.due(_run.flow.name, RecordState::Retrying, horizon, 1).empty() &&
           !_settler.nextDueMs(horizon) &&
           store.load(_run.flow.name, RecordState::Received, _position, 1).empty();
}

bool Dispatcher::dispatch(std::vector<store::LoadedRecord> records)
{
    std::vector<store::Intent> intents;
    std::vector<store::Transition> aside;
    sort(records, intents, aside);
    if (_run.halted())
    {
        writeAside(std::move(aside));
        return false;
    }
    if (_run.flow.batch == BatchMode::AllOrNothing)
    {
        _wholeBatch.gather(intents, records, aside);
    }
    writeAside(std::move(aside));
    if (!intents.empty() && _wholeBatch.roomFor(intents.size()))
    {
        send(std::move(intents));
        _wholeBatch.complete([&] { return _intentsUnderWay.load() + _pool.underWay() == 0; });
    }
    return true;
}

// Maps each record: what can be sent becomes an intent, what cannot is set aside with its reason.
void Dispatcher::sort(std::vector<store::LoadedRecord>& records, std::vector<store::Intent>& intents,
                      std::vector<store::Transition>& aside)
{
    for (store::LoadedRecord& record : records)
    {
        if (!mayBeSent(record.row, aside))
        {
            continue;
        }
        Mapping mapping = _mapper.map(record.row.key, record.row.number, record.payload);
        if (_run.stopping())
        {
            return;
        }
        if (mapping.outcome == Mapping::Outcome::Ready)
        {
            const std::string holder = _unclear.heldBy(mapping.scope, mapping.naturalKey, record.row.key);
            std::string taken;
            if (!holder.empty())
            {
                setAside(record.row, RecordState::Held,
                         text::say("engine.bundle.unclear", {mapping.naturalKey, holder}), aside);
            }
            else if (!(taken = whyNotItsOwn(record.row, mapping)).empty())
            {
                setAside(record.row, RecordState::Dead, std::move(taken), aside);
            }
            else if (!_standing.alreadyThere(record.row, mapping, aside) && !_run.halted())
            {
                intents.push_back(toIntent(record.row, std::move(mapping)));
            }
            continue;
        }
        const bool held = mapping.outcome == Mapping::Outcome::Held;
        setAside(record.row, held ? RecordState::Held : RecordState::Dead, std::move(mapping.reason), aside);
    }
}

// Why the key of this bill belongs to another record of this run; empty: it does not.
std::string Dispatcher::whyNotItsOwn(const store::RecordRow& row, const Mapping& mapping)
{
    const int64_t seq = _claims.claim(mapping.scope, mapping.naturalKey, row.seq);
    if (seq == row.seq)
    {
        return {};
    }
    const std::vector<store::LoadedRecord> holder = _run.shared.store.loadThese({seq});
    if (!holder.empty() && holder.front().row.key == row.key)
    {
        return {}; // an older version of the same
    }
    if (holder.empty() || !row.isBundle())
    {
        return text::say("engine.map.same_key", {mapping.naturalKey, mapping.scope});
    }
    const std::string& other = holder.front().row.number;
    return other == row.number
               ? text::say("engine.bundle.split_key", {row.number, mapping.naturalKey, mapping.scope})
               : text::say("engine.bundle.same_key", {other, row.number, mapping.naturalKey, mapping.scope});
}

void Dispatcher::setAside(const store::RecordRow& row, RecordState to, std::string reason,
                          std::vector<store::Transition>& aside)
{
    store::Transition transition;
    transition.seq = row.seq;
    transition.from = row.state;
    transition.to = to;
    transition.reason = std::move(reason);
    aside.push_back(std::move(transition));
    (to == RecordState::Held ? _run.progress.held : _run.progress.dead) += 1;
}

store::Intent Dispatcher::toIntent(const store::RecordRow& row, Mapping&& mapping) const
{
    store::Intent intent;
    intent.seq = row.seq;
    intent.attempt = row.attempts + 1;
    intent.createdMs = _run.shared.time.nowMs();
    intent.naturalKey = std::move(mapping.naturalKey);
    intent.scope = std::move(mapping.scope);
    intent.fingerprint = std::move(mapping.fingerprint);
    intent.bodyDigest = sdk::sha256Hex(mapping.body);
    intent.body = std::move(mapping.body);
    intent.runId = _run.runId;
    intent.batch = row.batch;
    return intent;
}

// Nothing is handed to a sender before its intent is durable.
void Dispatcher::send(std::vector<store::Intent> intents)
{
    std::vector<Delivery> deliveries;
    deliveries.reserve(intents.size());
    for (const store::Intent& intent : intents)
    {
        deliveries.push_back({intent.seq, intent.attempt, std::to_string(intent.seq), intent.body});
    }
    const auto count = static_cast<int64_t>(intents.size());
    _intentsUnderWay += count;
    _run.shared.store.writeIntents(
        std::move(intents),
        [this, count, deliveries = std::move(deliveries)](const store::WriteResult& result) mutable
        {
            std::vector<Delivery> durable;
            for (std::size_t i = 0; result.ok && i < deliveries.size(); ++i)
            {
                if (i < result.done.size() && result.done[i])
                {
                    durable.push_back(std::move(deliveries[i]));
                }
            }
            _pool.submit(std::move(durable));
            if (!result.ok)
            {
                _run.haltForStore(result.error);
            }
            RunContext& run = _run;
            _intentsUnderWay -= count;
            run.signal();
        });
}

// Not waited for: it counts as under way, so a run ends, and a retry is looked for, only when it is stored.
void Dispatcher::writeAside(std::vector<store::Transition> aside)
{
    if (aside.empty())
    {
        return;
    }
    ++_intentsUnderWay;
    _run.shared.store.writeOutcome(std::move(aside), {},
                                   [this](const store::WriteResult& result)
                                   {
                                       if (!result.ok)
                                       {
                                           _run.haltForStore(result.error);
                                       }
                                       RunContext& run = _run;
                                       --_intentsUnderWay;
                                       run.signal();
                                   });
}

// Records that waited for reference data are looked at again: it may be there now.
void Dispatcher::reviewHeld()
{
    int64_t after = 0;
    while (!_run.stopping())
    {
        const auto records = _run.shared.store.load(_run.flow.name, RecordState::Held, after, BatchSize);
        if (records.empty())
        {
            break;
        }
        after = records.back().row.seq;
        std::vector<store::Transition> aside;
        for (const store::LoadedRecord& record : records)
        {
            Mapping mapping;
            if (!_run.flow.groups() || record.row.isBundle()) // else it is merged anew
            {
                mapping = _mapper.map(record.row.key, record.row.number, record.payload);
            }
            store::Transition transition;
            transition.seq = record.row.seq;
            transition.from = RecordState::Held;
            transition.to =
                mapping.outcome == Mapping::Outcome::Held ? RecordState::Held : RecordState::Received;
            transition.reason = mapping.reason;
            if (transition.to == RecordState::Held)
            {
                ++_run.progress.held;
            }
            aside.push_back(std::move(transition));
        }
        writeAside(std::move(aside));
    }
    // Those that are received again stand before later ones: they must be seen before the first is loaded.
    while (_intentsUnderWay.load() > 0)
    {
        _signals = _run.waitSignal(_signals, 50);
    }
}

} // namespace duijie::engine
