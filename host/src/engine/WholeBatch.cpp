#include "engine/WholeBatch.h"

#include "engine/Unfinished.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Json.h"
#include "duijie/sdk/Text.h"

#include <algorithm>
#include <charconv>

namespace duijie::engine
{

using store::RecordState;

namespace
{

const std::string UndoName = "undo";

constexpr int64_t PatienceMs = 120'000; // how far ahead it looks for the next look-up

std::string scopeOf(const FlowParts& flow)
{
    return "flow:" + flow.name;
}

} // namespace

Delivered WholeBatch::listener()
{
    if (!active())
    {
        return {};
    }
    return [this](int64_t seq, RecordState state, const std::string& targetId)
    {
        const std::lock_guard lock(_mutex);
        _batch[seq] = {state, targetId};
    };
}

void WholeBatch::holdBack(const std::vector<store::Intent>& good,
                          const std::vector<store::LoadedRecord>& records,
                          std::vector<store::Transition>& aside)
{
    const auto bad =
        std::find_if(records.begin(), records.end(),
                     [&](const store::LoadedRecord& record) { return record.row.seq == aside.front().seq; });
    const std::string name = bad == records.end()      ? "?"
                             : bad->row.number.empty() ? bad->row.key
                                                       : bad->row.number;
    for (const store::Intent& intent : good)
    {
        const auto record =
            std::find_if(records.begin(), records.end(),
                         [&](const store::LoadedRecord& r) { return r.row.seq == intent.seq; });
        store::Transition transition;
        transition.seq = intent.seq;
        transition.from = record->row.state;
        transition.to = RecordState::Held;
        transition.reason = text::say("engine.batch.waits", {name});
        aside.push_back(std::move(transition));
        ++_run.progress.held;
    }
}

void WholeBatch::begin(const std::vector<store::Intent>& batch)
{
    if (active())
    {
        const std::lock_guard lock(_mutex);
        _batch.clear();
        for (const store::Intent& intent : batch)
        {
            _batch[intent.seq] = {};
        }
    }
}

// A batch begins only when the account's quota takes all of it, and its rollback, without a pause.
bool WholeBatch::roomFor(std::size_t documents)
{
    if (!active() || _run.flow.costs == nullptr)
    {
        return true;
    }
    DeliveryCosts costs{};
    costs.size = sizeof(DeliveryCosts);
    _run.flow.costs->costs(sdk::toView(_run.flow.targetPlan->api()), costs);
    CallScope scope(_run.tag(_run.flow.targetConnection), _run.shared.stop, _run.shared.redactor);
    const auto calls = static_cast<uint32_t>(documents) * (costs.deliver + costs.undo);
    return _run.shared.quota.awaitRoom(scope, sdk::toStd(costs.bucket), calls).code == STATUS_OK;
}

// The settler writes outcomes past the listener: what it settled is read back.
void WholeBatch::refreshUnclear()
{
    const std::lock_guard lock(_mutex);
    for (auto& [seq, outcome] : _batch)
    {
        if (outcome.state != RecordState::Unknown)
        {
            continue;
        }
        const auto in = [&](RecordState state)
        {
            const auto rows = _run.shared.store.load(_run.flow.name, state, seq - 1, 1);
            const bool found = !rows.empty() && rows.front().row.seq == seq;
            outcome = found ? Outcome{state, rows.front().row.targetId} : outcome;
            return found;
        };
        if (!in(RecordState::Unknown) && !in(RecordState::Done) && !in(RecordState::Dead) &&
            !in(RecordState::Retrying) && !in(RecordState::RollbackStuck))
        {
            outcome.state = RecordState::Skipped; // a newer version took its place
        }
    }
}

void WholeBatch::complete(const std::function<bool()>& idle)
{
    if (!active())
    {
        return;
    }
    uint64_t seen = 0;
    const auto unclear = [&]
    {
        const std::lock_guard lock(_mutex);
        return std::any_of(_batch.begin(), _batch.end(),
                           [](const auto& item) { return item.second.state == RecordState::Unknown; });
    };
    while (!idle() || (unclear() && !_run.stopping()))
    {
        int64_t ms = 100;
        if (idle())
        {
            _settler.settleDue();
            refreshUnclear();
            const int64_t now = _run.shared.time.nowMs();
            ms = std::max<int64_t>(1, _settler.nextDueMs(now + PatienceMs).value_or(now + ms) - now);
        }
        seen = _run.waitSignal(seen, ms);
    }
    std::map<int64_t, std::string> written;
    bool refused = false;
    {
        const std::lock_guard lock(_mutex);
        for (const auto& [seq, outcome] : _batch)
        {
            refused = refused || outcome.state == RecordState::Dead || outcome.state == RecordState::Held ||
                      outcome.state == RecordState::RollbackStuck;
            if (outcome.state == RecordState::Done)
            {
                written.emplace(seq, outcome.targetId);
            }
        }
    }
    if (refused && !written.empty())
    {
        undo(written);
    }
}

void WholeBatch::remember(const std::map<int64_t, std::string>& bills)
{
    sdk::JsonWriter json;
    json.beginObject();
    for (const auto& [seq, id] : bills)
    {
        json.key(std::to_string(seq)).string(id);
    }
    json.endObject();
    const std::string value = bills.empty() ? std::string() : json.take();
    const store::WriteResult result = _run.shared.store.durably(
        [&](store::Done done)
        { _run.shared.store.putState(scopeOf(_run.flow), UndoName, value, std::move(done)); });
    if (!result.ok)
    {
        _run.haltForStore(result.error);
    }
}

void WholeBatch::undo(const std::map<int64_t, std::string>& bills)
{
    std::map<int64_t, std::string> left = bills;
    remember(left);
    for (const auto& [seq, id] : bills)
    {
        if (!_run.halted() && undoOne(seq, id))
        {
            left.erase(seq);
        }
    }
    remember(left);
}

// From Done, or from RollbackStuck when an earlier run could not; only the one that fits is applied.
bool WholeBatch::undoOne(int64_t seq, const std::string& targetId)
{
    std::string error;
    const Status status = undoBill(_run, targetId, seq, error);
    if (status.code == STATUS_CANCELLED)
    {
        return false;
    }
    const bool undone = status.code == STATUS_OK;
    std::vector<store::Transition> transitions;
    for (const RecordState from : {RecordState::Done, RecordState::RollbackStuck})
    {
        store::Transition transition;
        transition.seq = seq;
        transition.from = from;
        transition.to = undone ? RecordState::RolledBack : RecordState::RollbackStuck;
        transition.reason = undone ? text::say("engine.undo.done", {targetId})
                                   : text::say("engine.undo.stuck", {targetId, error});
        transitions.push_back(std::move(transition));
    }
    _run.progress.rolledBack += undone ? 1 : 0;
    if (!undone)
    {
        _run.halt(text::say("engine.undo.stuck", {targetId, error}));
    }
    const store::WriteResult result = _run.shared.store.durably(
        [&](store::Done done)
        { _run.shared.store.writeOutcome(std::move(transitions), {}, std::move(done)); });
    return result.ok && undone;
}

void WholeBatch::finishUndo()
{
    const auto pending = _run.shared.store.state(scopeOf(_run.flow), UndoName);
    sdk::JsonDocument document;
    if (!pending || pending->empty() || !document.parse(*pending))
    {
        return;
    }
    std::map<int64_t, std::string> bills;
    for (const sdk::JsonValue item : document.root())
    {
        int64_t seq = 0;
        std::from_chars(item.name().data(), item.name().data() + item.name().size(), seq);
        bills.emplace(seq, item.text());
    }
    undo(bills);
}

} // namespace duijie::engine
