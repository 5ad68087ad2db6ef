#include "engine/Dispatcher.h"

#include "engine/Adoption.h"
#include "engine/Unfinished.h"

#include "text/Catalogue.h"

#include "store/Backup.h"

#include "duijie/sdk/Digest.h"

#include <algorithm>
#include <unordered_map>

namespace duijie::engine
{

using store::RecordState;

namespace
{

constexpr int BatchSize = 64;

// Documents between "intent written" and "outcome durable". Enough to keep every connection and the group
// commit busy, few enough that a crash leaves little to look up and memory stays small.
constexpr int64_t MostUnderWay = 512;

// A run waits this long for a retry or a look-up; later ones belong to a later run.
constexpr int64_t PatienceMs = 120'000;

} // namespace

Dispatcher::Dispatcher(RunContext& run, Datasets& datasets, RetryRules rules)
    : _run(run), _rules(rules), _mapper(run, datasets), _existing(run), _settler(run, rules),
      _wholeBatch(run, _settler), _pool(run, rules, _wholeBatch.listener())
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
    awaitRestored();
    _wholeBatch.finishUndo();
    reviewHeld();
    for (;;)
    {
        const bool reading = !readingDone.load();
        if (_run.stopping() || (!step() && !reading && nothingComing()))
        {
            break;
        }
        wait(reading);
    }
    while (_intentsUnderWay.load() + _pool.underWay() > 0)
    {
        _signals = _run.waitSignal(_signals, 50);
    }
}

// After a restore nobody knows what the host before it sent in its last moment: like an unclear write, that
// is given its time before the target is asked what stands there.
void Dispatcher::awaitRestored()
{
    const int64_t restored = store::restoredMs(_run.shared.store);
    const auto left = [&] { return restored + _rules.settleMs - _run.shared.time.nowMs(); };
    if (restored == 0 || left() <= 0)
    {
        return;
    }
    _run.shared.log.write(LOG_WARNING, "engine",
                          text::say("engine.restore.waits", {std::to_string((left() + 999) / 1000)}));
    while (!_run.stopping() && left() > 0)
    {
        _signals = _run.waitSignal(_signals, std::min<int64_t>(left(), 200));
    }
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
            records = store.load(_run.flow.name, RecordState::Received, _position, BatchSize);
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
    if (_run.flow.batch == BatchMode::AllOrNothing && !aside.empty())
    {
        _wholeBatch.holdBack(intents, records, aside);
        intents.clear();
    }
    writeAside(std::move(aside));
    if (!intents.empty() && _wholeBatch.roomFor(intents.size()))
    {
        _wholeBatch.begin(intents);
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
        Mapping mapping = _mapper.map(record.row.key, record.row.number, record.payload);
        if (_run.stopping())
        {
            return;
        }
        if (mapping.outcome == Mapping::Outcome::Ready)
        {
            if (!_claims.claim(mapping.scope, mapping.naturalKey, record.row.key))
            {
                setAside(record.row, RecordState::Dead,
                         text::say("engine.map.same_key", {mapping.naturalKey, mapping.scope}), aside);
            }
            else if (!alreadyThere(record.row, mapping, aside) && !_run.halted())
            {
                intents.push_back(toIntent(record.row, std::move(mapping)));
            }
            continue;
        }
        const bool held = mapping.outcome == Mapping::Outcome::Held;
        setAside(record.row, held ? RecordState::Held : RecordState::Dead, std::move(mapping.reason), aside);
    }
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

// A bill of this key that stands in the target already (another installation, a lost store) is adopted or
// reported, never written a second time.
bool Dispatcher::alreadyThere(const store::RecordRow& row, const Mapping& mapping,
                              std::vector<store::Transition>& aside)
{
    if (standsAs(mapping.scope, mapping.naturalKey, row, mapping, aside))
    {
        return true;
    }
    if (row.attempts > 0 || row.reason.empty())
    {
        return false;
    }
    // Without attempts and with a reason it came back, by a person's hand: what was sent of it before, by the
    // flow's documents of that time, may stand under another key or day.
    const auto intents = _run.shared.store.intents(row.seq);
    return std::any_of(intents.begin(), intents.end(),
                       [&](const store::Intent& sent)
                       {
                           const bool asAnother =
                               sent.scope != mapping.scope || sent.naturalKey != mapping.naturalKey;
                           return asAnother && standsAs(sent.scope, sent.naturalKey, row, mapping, aside);
                       });
}

bool Dispatcher::standsAs(const std::string& scope, const std::string& naturalKey,
                          const store::RecordRow& row, const Mapping& mapping,
                          std::vector<store::Transition>& aside)
{
    std::string error;
    const Status status = _existing.need(scope, error);
    if (_run.stopping())
    {
        return true; // what a stop cut short says nothing: the record stays as it is
    }
    if (status.code != STATUS_OK)
    {
        _run.halt(text::say("engine.precheck.unreadable", {_run.flow.targetConnection, scope, error}));
        return false;
    }
    const std::vector<std::string> ids = _existing.find(naturalKey);
    if (ids.empty() || row.attempts > 0)
    {
        return false; // after an attempt of ours the settler has looked more closely than this index can
    }
    const LookUp found = lookUp(_run, ids, naturalKey, mapping.fingerprint, row.seq);
    if (found.outcome == LookUp::Outcome::NotThere)
    {
        return false;
    }
    if (found.outcome == LookUp::Outcome::Failed && _run.stopping())
    {
        return true;
    }
    if (found.outcome == LookUp::Outcome::Failed)
    {
        _run.halt(text::say("engine.precheck.unreadable", {_run.flow.targetConnection, scope, found.reason}));
        return false;
    }
    aside.push_back(adopt(row, found));
    return true;
}

store::Transition Dispatcher::adopt(const store::RecordRow& row, const LookUp& found)
{
    Closing closing{RecordState::Dead, found.reason};
    const auto owner = _run.shared.store.ownerOf(_run.flow.name, found.id, row.key);
    if (owner && found.outcome != LookUp::Outcome::Conflict)
    {
        closing.reason = text::say("engine.lookup.owned", {found.number, owner->number, owner->key});
    }
    else if (found.outcome == LookUp::Outcome::Ours)
    {
        closing = {RecordState::Done, text::say("engine.lookup.adopted", {found.number})};
    }
    else if (found.outcome == LookUp::Outcome::Unfinished)
    {
        closing = closeUnfinished(_run, found, row.seq, false);
    }
    store::Transition transition;
    transition.seq = row.seq;
    transition.from = row.state;
    // Not closed now: it stands in the target, so it must never be written, only looked at again.
    const bool later = closing.to == RecordState::Unknown;
    transition.to = later ? RecordState::Held : closing.to;
    transition.reason = closing.reason;
    transition.targetId = found.id;
    transition.targetNumber = found.number;
    std::atomic<int64_t>& counter = later                             ? _run.progress.held
                                    : closing.to == RecordState::Done ? _run.progress.confirmed
                                                                      : _run.progress.dead;
    ++counter;
    return transition;
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
            const Mapping mapping = _mapper.map(record.row.key, record.row.number, record.payload);
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
