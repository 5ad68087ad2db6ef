#include "engine/WholeBatch.h"

#include "engine/Adoption.h"
#include "engine/Unfinished.h"

#include "text/Catalogue.h"

#include "duijie/sdk/Text.h"

#include <algorithm>

namespace duijie::engine
{

using store::RecordState;

namespace
{

constexpr int64_t MostOfARun = 1'000'000;
constexpr int MostStuck = 1000;

// What is not clear by then is left to a later run: the batch is remembered.
constexpr int64_t PatienceMs = 120'000;

std::string nameOf(const store::RecordRow& row)
{
    return row.number.empty() ? row.key : row.number;
}

const store::RecordRow& rowOf(const std::vector<store::LoadedRecord>& records, int64_t seq)
{
    return std::find_if(records.begin(), records.end(),
                        [seq](const store::LoadedRecord& record) { return record.row.seq == seq; })
        ->row;
}

store::Transition changeOf(const store::RecordRow& row, RecordState to, std::string reason)
{
    store::Transition transition;
    transition.seq = row.seq;
    transition.from = row.state;
    transition.to = to;
    transition.reason = std::move(reason);
    return transition;
}

// One of these breaks its batch.
bool refused(RecordState state) noexcept
{
    return state == RecordState::Dead || state == RecordState::Held || state == RecordState::RolledBack ||
           state == RecordState::RollbackStuck;
}

bool standing(RecordState state) noexcept
{
    return state == RecordState::Done || state == RecordState::RollbackStuck;
}

bool unsent(RecordState state) noexcept
{
    return state == RecordState::Received || state == RecordState::Retrying;
}

bool underWay(RecordState state) noexcept
{
    return state == RecordState::Sending || state == RecordState::Unknown;
}

} // namespace

void WholeBatch::gather(std::vector<store::Intent>& intents, const std::vector<store::LoadedRecord>& records,
                        std::vector<store::Transition>& aside)
{
    _batches.clear();
    std::set<int64_t> broken;
    for (const store::Transition& each : aside)
    {
        if (refused(each.to))
        {
            broken.insert(rowOf(records, each.seq).batch);
        }
    }
    std::vector<store::Intent> fresh;
    std::vector<store::Intent> others;
    for (store::Intent& intent : intents)
    {
        if (intent.batch == 0)
        {
            fresh.push_back(std::move(intent));
        }
        else if (broken.count(intent.batch) == 0)
        {
            others.push_back(std::move(intent));
        }
    }
    if (broken.count(0) != 0)
    {
        holdBack(fresh, records, aside);
    }
    const int64_t number = _run.runId * MostOfARun + ++_made;
    for (store::Intent& intent : fresh)
    {
        intent.batch = number;
        others.push_back(std::move(intent));
    }
    intents = std::move(others);
    for (const store::Intent& intent : intents)
    {
        _batches.insert(intent.batch);
    }
}

void WholeBatch::holdBack(std::vector<store::Intent>& fresh, const std::vector<store::LoadedRecord>& records,
                          std::vector<store::Transition>& aside)
{
    const auto bad = std::find_if(aside.begin(), aside.end(),
                                  [&](const store::Transition& each)
                                  { return refused(each.to) && rowOf(records, each.seq).batch == 0; });
    const std::string reason = text::say("engine.batch.waits", {nameOf(rowOf(records, bad->seq))});
    for (const store::Intent& intent : fresh)
    {
        aside.push_back(changeOf(rowOf(records, intent.seq), RecordState::Held, reason));
        ++_run.progress.held;
    }
    fresh.clear();
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
    CallScope scope(_run.tag(_run.flow.targetConnection), _run.shared);
    const auto calls = static_cast<uint32_t>(documents) * (costs.deliver + costs.undo);
    return _run.shared.quota.awaitRoom(scope, sdk::toStd(costs.bucket), calls).code == STATUS_OK;
}

bool WholeBatch::unclear() const
{
    return std::any_of(_batches.begin(), _batches.end(),
                       [this](int64_t batch)
                       {
                           const auto members = _run.shared.store.batch(_run.flow.name, batch);
                           return std::any_of(members.begin(), members.end(),
                                              [](const store::RecordRow& row)
                                              { return underWay(row.state); });
                       });
}

void WholeBatch::complete(const std::function<bool()>& idle)
{
    if (!active())
    {
        return;
    }
    uint64_t seen = 0;
    const int64_t until = _run.shared.time.nowMs() + PatienceMs;
    const auto patient = [&] { return !_run.stopping() && _run.shared.time.nowMs() < until; };
    while (!idle() || (patient() && unclear()))
    {
        if (idle())
        {
            _settler.settleDue();
        }
        seen = _run.waitSignal(seen, 100);
    }
    endBroken();
}

void WholeBatch::endBroken()
{
    for (const int64_t batch : _run.shared.store.brokenBatches(_run.flow.name))
    {
        if (_run.stopping())
        {
            return;
        }
        end(batch);
    }
}

void WholeBatch::end(int64_t batch)
{
    const std::vector<store::RecordRow> members = _run.shared.store.batch(_run.flow.name, batch);
    const auto bad = std::find_if(members.begin(), members.end(),
                                  [](const store::RecordRow& row) { return refused(row.state); });
    dropUnsent(members, bad == members.end() ? std::string("?") : nameOf(*bad));
    bool over = true;
    for (const store::RecordRow& row : members)
    {
        // What is under way is settled first, by this run or the next, and undone then.
        over = over && !underWay(row.state);
        if (standing(row.state))
        {
            over = !_run.stopping() && undo(row) && over;
        }
    }
    if (over && !_run.stopping())
    {
        const store::WriteResult result = _run.shared.store.durably(
            [&](store::Done done) { _run.shared.store.closeBatch(batch, std::move(done)); });
        if (!result.ok)
        {
            _run.haltForStore(result.error);
        }
    }
}

void WholeBatch::dropUnsent(const std::vector<store::RecordRow>& members, const std::string& refusedOne)
{
    std::vector<store::Transition> transitions;
    for (const store::RecordRow& row : members)
    {
        if (unsent(row.state))
        {
            transitions.push_back(
                changeOf(row, RecordState::RolledBack, text::say("engine.batch.dropped", {refusedOne})));
        }
    }
    if (!transitions.empty())
    {
        _run.progress.rolledBack += static_cast<int64_t>(transitions.size());
        write(std::move(transitions));
    }
}

bool WholeBatch::undo(const store::RecordRow& row)
{
    std::string error;
    const Status status = undoBill(_run, row.targetId, row.seq, error);
    if (status.code == STATUS_CANCELLED)
    {
        return false;
    }
    const bool undone = status.code == STATUS_OK;
    const std::string sentence = undone ? text::say("engine.undo.done", {row.targetId})
                                        : text::say("engine.undo.stuck", {row.targetId, error});
    _run.progress.rolledBack += undone ? 1 : 0;
    if (!undone)
    {
        _run.halt(sentence);
    }
    const RecordState to = undone ? RecordState::RolledBack : RecordState::RollbackStuck;
    return write({changeOf(row, to, sentence)}) && undone;
}

void WholeBatch::reviewStuck()
{
    for (const store::RecordRow& row :
         _run.shared.store.rows(_run.flow.name, RecordState::RollbackStuck, MostStuck))
    {
        Bill bill;
        std::string error;
        if (row.batch != 0 || _run.stopping())
        {
            continue; // of a batch: undone with it
        }
        const Status status = fetchBill(_run, row.targetId, row.seq, bill, error);
        if (status.code == STATUS_NOT_FOUND || (status.code == STATUS_OK && !bill.live))
        {
            write(
                {changeOf(row, RecordState::RolledBack, text::say("engine.undo.gone", {row.targetNumber}))});
        }
    }
}

bool WholeBatch::write(std::vector<store::Transition> transitions)
{
    const store::WriteResult result = _run.shared.store.durably(
        [&](store::Done done)
        { _run.shared.store.writeOutcome(std::move(transitions), {}, std::move(done)); });
    if (!result.ok)
    {
        _run.haltForStore(result.error);
    }
    return result.ok;
}

} // namespace duijie::engine
